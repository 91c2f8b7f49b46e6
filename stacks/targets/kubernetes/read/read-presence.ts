import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../../target.ts';
import { serverAddresses } from '../parts/address-blocks.ts';
import { answeringAddresses, loadBalancerAddresses } from '../parts/group-service.ts';
import {
  answeringLabels,
  type ClusterView,
  podLabels,
  type SeenGroup,
  type SeenObject,
} from './cluster-view.ts';
import { at, listAt, textAt } from './json.ts';
import { selects } from './selector.ts';

/** How containers and databases stand in their zone, beside the pod network. */
export interface Presence {
  /** Do they answer in the zone on a port, at the address that the plan has for that? */
  answers(group: SeenGroup, port: number | null, protocol: 'tcp' | 'udp' | null): boolean;
  /** Do they come from the addresses of the plan, all of them? */
  comesFromPlanned(group: SeenGroup): boolean;
}

/** Reads where groups of the pod network answer and what they come from. Virtual servers are their own address. */
export function readPresence(view: ClusterView, book: AddressBook): Presence {
  const planned = new Map(book.groups.map((group) => [groupKey(group.service, group.role), group]));
  const services = Map.groupBy(
    view.of('Service').filter(({ spec }) => at(spec, 'selector') !== undefined),
    ({ namespace }) => namespace,
  );
  return {
    answers(group, port, protocol) {
      const wanted = answeringAddresses(planned.get(group.key) ?? { servers: [] });
      return (services.get(group.zone.namespace) ?? []).some(
        (service) =>
          selects({ matchLabels: at(service.spec, 'selector') ?? {} }, answeringLabels(group)) &&
          textAt(service.spec, 'type') === 'LoadBalancer' &&
          textAt(service.spec, 'externalTrafficPolicy') === 'Local' &&
          service.annotations[loadBalancerAddresses] === wanted.join(',') &&
          listAt(service.spec, 'ports').some(
            (each) =>
              at(each, 'port') === port &&
              at(each, 'targetPort') === port &&
              textAt(each, 'protocol').toLowerCase() === protocol,
          ),
      );
    },
    comesFromPlanned(group) {
      const wanted = serverAddresses(planned.get(group.key)?.servers ?? []);
      const own = view.of('EgressIP').filter((each) => isFor(each, group));
      const addresses = own.flatMap(({ spec }) => listAt(spec, 'egressIPs').map(String));
      return addresses.toSorted().join() === wanted.toSorted().join();
    },
  };
}

function isFor({ spec }: SeenObject, group: SeenGroup): boolean {
  const [first] = group.workloads;
  return (
    first !== undefined &&
    selects(at(spec, 'namespaceSelector') ?? {}, group.zone.seen.labels) &&
    selects(at(spec, 'podSelector') ?? {}, podLabels(first))
  );
}
