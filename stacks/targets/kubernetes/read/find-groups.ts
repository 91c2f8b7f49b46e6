import { compareText } from '#model/compare-text.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../../target.ts';
import { serverAddresses } from '../parts/address-blocks.ts';
import { loadBalancerAddresses } from '../parts/group-service.ts';
import { answeringLabels, type ClusterView, type SeenGroup, type SeenObject } from './cluster-view.ts';
import { at, listAt, textAt } from './json.ts';
import { selects } from './selector.ts';

/** Groups whose addresses are among some: all of a group's, or for containers those that they answer at. */
export function groupFinder(
  view: ClusterView,
  book: AddressBook,
): (addresses: readonly string[]) => readonly string[] {
  const keys = new Map<string, string>();
  const whole = new Map<string, readonly string[]>();
  for (const { key, service, role, servers } of book.groups) {
    const own = serverAddresses(servers);
    for (const address of own) keys.set(address, key);
    const group = view.groups.get(groupKey(service, role));
    whole.set(key, group?.plane === 'pods' ? answering(view, group) : own);
  }
  return (addresses) => {
    const given = new Set(addresses);
    const found = new Set(addresses.flatMap((address) => keys.get(address) ?? []));
    return [...found]
      .filter((key) => {
        const own = whole.get(key) ?? [];
        return own.length > 0 && own.every((address) => given.has(address));
      })
      .sort(compareText);
  };
}

/** Addresses in the zone at which containers or a database answer. */
export function answering(view: ClusterView, group: SeenGroup): readonly string[] {
  const labels = answeringLabels(group);
  const service = view
    .of('Service')
    .find(
      ({ namespace, spec }) =>
        namespace === group.zone.namespace &&
        textAt(spec, 'type') === 'LoadBalancer' &&
        selects({ matchLabels: at(spec, 'selector') ?? {} }, labels),
    );
  const written = service?.annotations[loadBalancerAddresses] ?? '';
  return written === '' ? [] : written.split(',');
}

/** Addresses of a Service without pods, of those of its slices that have its port. */
export function fixedAddresses(
  view: ClusterView,
  { namespace, name }: SeenObject,
  port: number,
): {
  readonly slices: readonly SeenObject[];
  readonly addresses: readonly string[];
} {
  const slices = view
    .of('EndpointSlice')
    .filter(
      (slice) =>
        slice.namespace === namespace &&
        slice.labels['kubernetes.io/service-name'] === name &&
        listAt(slice.resource.inputs, 'ports').some((each) => at(each, 'port') === port),
    );
  return {
    slices,
    addresses: slices.flatMap(({ resource }) =>
      listAt(resource.inputs, 'endpoints')
        .filter((endpoint) => at(endpoint, 'conditions', 'ready') !== false)
        .flatMap((endpoint) => listAt(endpoint, 'addresses').map(String)),
    ),
  };
}
