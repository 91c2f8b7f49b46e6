import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#model/platform/rendering.ts';
import { groupSelector } from '../parts/labels.ts';
import { zoneSelector } from '../parts/peers.ts';
import { answeringLabels, podLabels, type SeenGroup, type SeenObject } from '../read/cluster-view.ts';
import { at, listAt, textAt } from '../read/json.ts';
import { selects } from '../read/selector.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** Where an object names another of its namespace: kind, path, and kind of the other. */
const named: readonly (readonly [kind: string, path: readonly string[], other: string])[] = [
  ['HorizontalPodAutoscaler', ['scaleTargetRef', 'name'], 'Deployment'],
  ['ScheduledBackup', ['cluster', 'name'], 'Cluster'],
  ['VirtualMachine', ['instancetype', 'name'], 'VirtualMachineInstancetype'],
];

/** What is asked of references between objects. */
export const referenceRules: readonly ClusterRule[] = [
  {
    about: 'Names are unique, and what must be there first is there.',
    find: (view) => {
      const byName = Map.groupBy(view.all, ({ resource }) => resource.name);
      return view.all.flatMap((seen) => [
        ...((byName.get(seen.resource.name) ?? []).length > 1
          ? [mistake(seen, 'metadata.name', seen.name, 'a name of its own')]
          : []),
        ...seen.resource.dependsOn
          .filter((needed) => !byName.has(needed))
          .map((needed) => mistake(seen, 'dependsOn', needed, 'the name of something that is there')),
      ]);
    },
  },
  {
    about: 'What an object names in its namespace is there.',
    find: (view) =>
      named.flatMap(([kind, path, other]) => {
        const there = new Set(view.of(other).map(({ namespace, name }) => `${namespace}/${name}`));
        return view
          .of(kind)
          .filter(({ namespace, spec }) => !there.has(`${namespace}/${textAt(spec, ...path)}`))
          .map((seen) =>
            mistake(seen, `spec.${path.join('.')}`, at(seen.spec, ...path), `the name of a ${other}`),
          );
      }),
  },
  {
    about: 'A Service leads to pods, or to addresses that are written out on the same ports.',
    find: (view) =>
      view.of('Service').flatMap((service) => {
        const selector = at(service.spec, 'selector');
        if (selector !== undefined) {
          const isThere = [...view.groups.values()].some(
            (group) =>
              group.plane === 'pods' &&
              group.zone.namespace === service.namespace &&
              selects({ matchLabels: selector }, answeringLabels(group)),
          );
          return isThere ? [] : [mistake(service, 'spec.selector', selector, 'labels of pods in the zone')];
        }
        const slices = view.of('EndpointSlice').filter((slice) => isSliceOf(slice, service));
        return [
          ...(slices.some(({ resource }) => listAt(resource.inputs, 'endpoints').length > 0)
            ? []
            : [mistake(service, 'metadata.name', service.name, 'an EndpointSlice with its addresses')]),
          ...slices
            .filter(({ resource }) => !isDeepStrictEqual(portsOf(resource.inputs), portsOf(service.spec)))
            .map((slice) =>
              mistake(
                slice,
                'ports',
                at(slice.resource.inputs, 'ports'),
                `the ports of ${service.resource.name}`,
              ),
            ),
        ];
      }),
  },
  {
    about: 'Addresses that are written out are of a Service without pods, and all of them answer.',
    find: (view) =>
      view.of('EndpointSlice').flatMap((slice) => {
        const service = view.of('Service').find((each) => isSliceOf(slice, each));
        return [
          ...(service !== undefined && at(service.spec, 'selector') === undefined
            ? []
            : [mistake(slice, 'metadata.labels', { ...slice.labels }, 'the name of a Service without pods')]),
          ...listAt(slice.resource.inputs, 'endpoints').flatMap((endpoint, index) =>
            at(endpoint, 'conditions', 'ready') === true
              ? []
              : [mistake(slice, `endpoints.${index}.conditions`, at(endpoint, 'conditions'), 'ready')],
          ),
        ];
      }),
  },
  {
    about: 'An EgressIP is for the pods of one group in one zone, and no other has its addresses.',
    find: (view) => {
      const all = view.of('EgressIP');
      return all.flatMap((egress) => {
        const addresses = listAt(egress.spec, 'egressIPs');
        const groups = [...view.groups.values()].filter(
          ({ plane, zone, workloads: [first] }) =>
            plane === 'pods' &&
            first !== undefined &&
            selects(at(egress.spec, 'namespaceSelector') ?? {}, zone.seen.labels) &&
            selects(at(egress.spec, 'podSelector') ?? {}, podLabels(first)),
        );
        const taken = all.some(
          (other) =>
            other !== egress && listAt(other.spec, 'egressIPs').some((each) => addresses.includes(each)),
        );
        return [
          ...(groups.length === 1 && groups.every((group) => isFor(egress, group))
            ? []
            : [mistake(egress, 'spec', egress.spec, 'selectors of one group')]),
          ...(taken ? [mistake(egress, 'spec.egressIPs', addresses, 'addresses of its own')] : []),
        ];
      });
    },
  },
];

/** Word by word: a selector that finds the same today may find more tomorrow. */
function isFor({ spec }: SeenObject, group: SeenGroup): boolean {
  return (
    isDeepStrictEqual(at(spec, 'podSelector'), { matchLabels: groupSelector(group) }) &&
    isDeepStrictEqual(at(spec, 'namespaceSelector'), zoneSelector(group.zone.environment, group.zone.id))
  );
}

function isSliceOf(slice: SeenObject, service: SeenObject): boolean {
  return slice.namespace === service.namespace && slice.labels['kubernetes.io/service-name'] === service.name;
}

function portsOf(holder: JsonValue | undefined): readonly string[] {
  return listAt(holder, 'ports').map(
    (port) => `${textAt(port, 'name')} ${textAt(port, 'protocol')} ${String(at(port, 'port'))}`,
  );
}
