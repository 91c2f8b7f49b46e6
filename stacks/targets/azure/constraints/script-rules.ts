import type { RenderedResource } from '#model/platform/rendering.ts';
import { scriptTag } from '../certificate-script.ts';
import { listAt, look, textAt } from '../read/look.ts';
import type { ResourceIndex } from '../read/resource-index.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

const scripts = 'azure-native:resources:AzureCliScript';

/** Longest that a certificate is asked for. */
const longestMonths = 12;

/** What is asked of scripts that ask for certificates, and of what they use. */
export const scriptRules: readonly WholeRule[] = [
  {
    about: 'Scripts alone reach the vault that they write in and the storage that they run on.',
    find: (index) => {
      const places = new Set(
        index
          .ofType(scripts)
          .flatMap(({ inputs }) => listAt(inputs, 'containerSettings', 'subnetIds'))
          .map((each) => index.linked('azure-native:network:Subnet', each, 'id')),
      );
      const isAsked = (resource: RenderedResource, rules: readonly (RenderedResource | undefined)[]) => {
        const properties = look(resource.inputs, 'properties') ?? resource.inputs;
        return textAt(properties, 'publicNetworkAccess') === 'Enabled' && isSame(new Set(rules), places);
      };
      return places.size === 0
        ? []
        : usedByScripts(index)
            .filter(({ resource, rules }) => !isAsked(resource, rules))
            .map(({ resource }) =>
              mistake(resource, 'publicNetworkAccess', 'others, or nobody', 'the subnet of scripts alone'),
            );
    },
  },
  {
    about: 'A script runs again where what it asks for is another, and asks for a year at the most.',
    find: (index) =>
      index.ofType(scripts).flatMap((script) => {
        const variables = Object.fromEntries(
          listAt(script.inputs, 'environmentVariables').map((each) => [
            textAt(each, 'name') ?? '',
            textAt(each, 'value') ?? '',
          ]),
        );
        const months = Number(variables['MONTHS']);
        const tag = textAt(script.inputs, 'forceUpdateTag') ?? 'nothing';
        return [
          ...(tag === scriptTag(variables)
            ? []
            : [mistake(script, 'forceUpdateTag', tag, scriptTag(variables))]),
          ...(months >= 1 && months <= longestMonths
            ? []
            : [mistake(script, 'environmentVariables', `${months} months`, `1 to ${longestMonths}`)]),
        ];
      }),
  },
];

/** Vaults and storage that scripts name, with the subnets that they let in. */
function usedByScripts(index: ResourceIndex) {
  const linked = (resource: RenderedResource, list: readonly string[], field: string) => ({
    resource,
    rules: listAt(resource.inputs, ...list).map((each) =>
      index.linked('azure-native:network:Subnet', each, field),
    ),
  });
  return [
    ...index
      .ofType('azure-native:keyvault:Vault')
      .map((vault) => linked(vault, ['properties', 'networkAcls', 'virtualNetworkRules'], 'id')),
    ...index
      .ofType('azure-native:storage:StorageAccount')
      .map((storage) =>
        linked(storage, ['networkRuleSet', 'virtualNetworkRules'], 'virtualNetworkResourceId'),
      ),
  ];
}

function isSame<Item>(a: ReadonlySet<Item>, b: ReadonlySet<Item>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}
