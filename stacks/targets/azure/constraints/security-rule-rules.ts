import { listAt, numberAt, textAt } from '../read/look.ts';
import { ruleLimits } from '../security-rule.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

const rules = 'azure-native:network:SecurityRule';

/** What is asked of the rules of a security group together, and of each as a whole. */
export const securityRuleRules: readonly WholeRule[] = [
  {
    about: 'Priorities are unique in a security group and direction.',
    find: (index) =>
      [
        ...Map.groupBy(index.ofType(rules), ({ inputs }) =>
          [inputs['networkSecurityGroupName'], inputs['direction'], inputs['priority']].join(' '),
        ).values(),
      ]
        .filter((same) => same.length > 1)
        .flatMap((same) =>
          same.map((rule) =>
            mistake(rule, 'priority', String(numberAt(rule.inputs, 'priority')), 'a priority of its own'),
          ),
        ),
  },
  {
    about: 'A security group has room for its rules, and for the application security groups they name.',
    find: (index) =>
      [
        ...Map.groupBy(index.ofType(rules), ({ inputs }) => inputs['networkSecurityGroupName']).values(),
      ].flatMap((same) => {
        const named = new Set(
          same.flatMap(({ inputs }) =>
            ['sourceApplicationSecurityGroups', 'destinationApplicationSecurityGroups'].flatMap((side) =>
              listAt(inputs, side).map((group) => textAt(group, 'id')),
            ),
          ),
        );
        const [first] = same;
        if (first === undefined) return [];
        return [
          ...(same.length > ruleLimits.rules
            ? [
                mistake(
                  first,
                  'networkSecurityGroupName',
                  `${same.length} rules`,
                  `at most ${ruleLimits.rules}`,
                ),
              ]
            : []),
          ...(named.size > ruleLimits.applicationGroups
            ? [
                mistake(
                  first,
                  'networkSecurityGroupName',
                  `${named.size} application security groups`,
                  `at most ${ruleLimits.applicationGroups}`,
                ),
              ]
            : []),
        ];
      }),
  },
  {
    about: 'Each side of a rule is said in one way.',
    find: (index) =>
      index.ofType(rules).flatMap((rule) =>
        (['source', 'destination'] as const).flatMap((side) => {
          const ways = [
            rule.inputs[`${side}AddressPrefix`],
            rule.inputs[`${side}AddressPrefixes`],
            rule.inputs[`${side}ApplicationSecurityGroups`],
          ].filter((way) => way !== undefined);
          return ways.length === 1
            ? []
            : [mistake(rule, side, `${ways.length} ways`, 'a tag, networks or application security groups')];
        }),
      ),
  },
  {
    about: 'No rule opens a zone to everybody on every port.',
    find: (index) =>
      index
        .ofType(rules)
        .filter(
          ({ inputs }) =>
            inputs['access'] === 'Allow' &&
            inputs['direction'] === 'Inbound' &&
            inputs['destinationPortRange'] === '*' &&
            ['*', 'Any', 'Internet', '0.0.0.0/0', '::/0'].includes(
              textAt(inputs, 'sourceAddressPrefix') ?? '',
            ),
        )
        .map((rule) =>
          mistake(rule, 'sourceAddressPrefix', 'everybody on every port', 'whom a flow names, on its port'),
        ),
  },
  {
    about: 'Every security group ends in rules that close everything.',
    find: (index) =>
      index.ofType('azure-native:network:NetworkSecurityGroup').flatMap((group) => {
        const closed = index
          .ofType(rules)
          .filter(
            ({ inputs }) =>
              inputs['networkSecurityGroupName'] === group.inputs['networkSecurityGroupName'] &&
              inputs['access'] === 'Deny' &&
              inputs['protocol'] === '*' &&
              inputs['sourceAddressPrefix'] === '*' &&
              inputs['destinationAddressPrefix'] === '*' &&
              inputs['destinationPortRange'] === '*',
          );
        return closed.some(({ inputs }) => inputs['direction'] === 'Inbound')
          ? []
          : [mistake(group, 'securityRules', 'open inwards', 'a last rule that closes everything')];
      }),
  },
];
