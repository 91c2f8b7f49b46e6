import { isDeepStrictEqual } from 'node:util';
import { parseCidr } from '#model/declaration/cidr.ts';
import { loadBalancerAddresses } from '../parts/group-service.ts';
import { answeringLabels, type ClusterView, type SeenObject } from '../read/cluster-view.ts';
import { at, listAt, parsedAt, textAt } from '../read/json.ts';
import { selects } from '../read/selector.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** The widest network that a part of the platform may have: nobody's hall is larger than 10.0.0.0/8. */
const widest = { ipv4: 8, ipv6: 32 } as const;

/** What is asked of the ways in to a cluster. */
export const exposureRules: readonly ClusterRule[] = [
  {
    about: 'Nodes answer for nobody.',
    find: (view) =>
      view
        .of('Service')
        .flatMap((seen) => [
          ...(['ClusterIP', 'LoadBalancer'].includes(textAt(seen.spec, 'type'))
            ? []
            : [mistake(seen, 'spec.type', at(seen.spec, 'type'), 'ClusterIP or LoadBalancer')]),
          ...(at(seen.spec, 'externalIPs') === undefined
            ? []
            : [mistake(seen, 'spec.externalIPs', at(seen.spec, 'externalIPs'), 'nothing')]),
          ...(textAt(seen.spec, 'type') !== 'LoadBalancer' ||
          at(seen.spec, 'allocateLoadBalancerNodePorts') === false
            ? []
            : [
                mistake(
                  seen,
                  'spec.allocateLoadBalancerNodePorts',
                  at(seen.spec, 'allocateLoadBalancerNodePorts'),
                  'false',
                ),
              ]),
        ]),
  },
  {
    about: 'Only containers and databases have an address by a balancer, and they come from it, too.',
    find: (view) =>
      view
        .of('Service')
        .filter(({ spec }) => textAt(spec, 'type') === 'LoadBalancer')
        .flatMap((seen) => {
          const wanted = (seen.annotations[loadBalancerAddresses] ?? '').split(',');
          const behind = [...view.groups.values()].filter(
            (group) =>
              group.plane === 'pods' &&
              group.zone.namespace === seen.namespace &&
              selects({ matchLabels: at(seen.spec, 'selector') ?? {} }, answeringLabels(group)),
          );
          if (at(seen.spec, 'selector') === undefined || behind.length !== 1) {
            return [mistake(seen, 'spec.selector', at(seen.spec, 'selector'), 'one group of pods')];
          }
          const leaving = view
            .of('EgressIP')
            .filter((egress) =>
              behind.some(
                (group) =>
                  selects(at(egress.spec, 'namespaceSelector') ?? {}, group.zone.seen.labels) &&
                  selects(at(egress.spec, 'podSelector') ?? {}, answeringLabels(group)),
              ),
            )
            .flatMap(({ spec }) => listAt(spec, 'egressIPs'));
          return wanted.every((address) => leaving.includes(address))
            ? []
            : [
                mistake(
                  seen,
                  `metadata.annotations.${loadBalancerAddresses}`,
                  wanted.join(','),
                  'addresses that an EgressIP of the group has, too',
                ),
              ];
        }),
  },
  {
    about: 'All zones know the same networks of the platform, and none of them is everybody’s.',
    find: (view) => {
      const [usual] = mostCommon([...view.zones.values()].map(({ facts }) => facts));
      return [...view.zones.values()].flatMap(({ seen, facts }) => {
        const { apiServerNetworks, gatewayNetworks, objectStoreNetworks } = facts;
        const networks = [...apiServerNetworks, ...gatewayNetworks, ...objectStoreNetworks];
        return [
          ...(isDeepStrictEqual(facts, usual)
            ? []
            : [
                mistake(
                  seen,
                  'metadata.annotations',
                  { ...seen.annotations },
                  'the same facts as other zones',
                ),
              ]),
          ...networks
            .filter((text) => {
              const cidr = parseCidr(text);
              return cidr === null || cidr.prefix < widest[cidr.family];
            })
            .map((text) => mistake(seen, 'metadata.annotations', text, 'a network of the platform itself')),
        ];
      });
    },
  },
  {
    about: 'Each zone has one network of its own, with a VLAN of its own.',
    find: (view) => {
      const attachments = view.of('NetworkAttachmentDefinition');
      const vlans = Map.groupBy(
        attachments.filter((seen) => vlanOf(seen) !== undefined),
        vlanOf,
      );
      return [
        ...attachments
          .filter(({ namespace, name }) => name !== namespace || !view.zoneByNamespace.has(namespace))
          .map((seen) => mistake(seen, 'metadata.name', seen.name, 'the network of its zone')),
        ...[...vlans.values()]
          .filter((same) => same.length > 1)
          .flat()
          .map((seen) => mistake(seen, 'spec.config', vlanOf(seen), 'a VLAN of its own')),
      ];
    },
  },
  {
    about: 'A policy of a VLAN names the network of its zone.',
    find: (view) => policiesElsewhere(view),
  },
];

function vlanOf({ spec }: SeenObject) {
  return at(parsedAt(spec, 'config'), 'vlanID');
}

function policiesElsewhere(view: ClusterView) {
  const key = 'k8s.v1.cni.cncf.io/policy-for';
  return view
    .of('MultiNetworkPolicy')
    .filter(({ annotations, namespace }) => annotations[key] !== `${namespace}/${namespace}`)
    .map((seen) =>
      mistake(
        seen,
        `metadata.annotations.${key}`,
        seen.annotations[key],
        `${seen.namespace}/${seen.namespace}`,
      ),
    );
}

/** Values by how many are like them, the most common first. */
function mostCommon<Value>(values: readonly Value[]): readonly Value[] {
  return [...Map.groupBy(values, (value) => JSON.stringify(value)).values()]
    .sort((a, b) => b.length - a.length)
    .flatMap(([first]) => (first === undefined ? [] : [first]));
}
