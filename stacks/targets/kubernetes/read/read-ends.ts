import type { OpenEnd } from '#model/platform/meaning.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../../target.ts';
import { hostCidr, internetBlocks, serverAddresses, zoneCidrs } from '../parts/address-blocks.ts';
import { labelKeys } from '../parts/labels.ts';
import type { ClusterView, SeenGroup } from './cluster-view.ts';
import { at, textsAt } from './json.ts';
import type { ReadPeer, ReadPolicy } from './policies.ts';

/** What tells whose addresses and labels stand in a rule. */
export interface EndReader {
  /** Whose traffic a policy governs; null where it selects nothing that stands in its zone. */
  subjectOf(policy: ReadPolicy): OpenEnd | null;
  /** Who is let through. What is not exactly an end of the plan is given as the addresses it is. */
  peersOf(policy: ReadPolicy, peers: readonly ReadPeer[] | null): readonly OpenEnd[];
}

/** Reads ends of flows back from peers, with the address book alone. */
export function readEnds(view: ClusterView, book: AddressBook): EndReader {
  const internet = internetBlocks(book.zones).map(blockText);
  const zones = book.zones.map((zone) => ({ id: zone.id, cidrs: zoneCidrs(zone) }));
  const zoneByCidr = new Map(zones.flatMap((zone) => zone.cidrs.map((cidr) => [cidr, zone])));
  const groups = book.groups.map(({ service, role, servers }) => {
    return { service, role, cidrs: serverAddresses(servers).map(hostCidr) };
  });
  const groupByCidr = new Map(groups.flatMap((group) => group.cidrs.map((cidr) => [cidr, group])));

  return {
    subjectOf({ podSelector, zone }) {
      if (isEmpty(podSelector)) return { kind: 'zone', zone: zone.id };
      const group = groupOfSelector(view, podSelector);
      if (group === undefined) return { kind: 'addresses', cidr: `pods ${JSON.stringify(podSelector)}` };
      return group.zone === zone ? { kind: 'group', service: group.service, role: group.role } : null;
    },
    peersOf(policy, peers) {
      if (peers === null) return everybody;
      const ends: OpenEnd[] = [];
      const blocks = new Set(peers.flatMap((peer) => (peer.kind === 'block' ? [blockText(peer)] : [])));
      const namespaces = new Set<string>();
      for (const peer of peers) {
        if (peer.kind === 'block') continue;
        const end = selectedEnd(view, policy, peer);
        if (end.kind === 'zone') namespaces.add(end.zone);
        else ends.push(end);
      }
      if (internet.every((block) => blocks.has(block))) {
        for (const block of internet) blocks.delete(block);
        ends.push({ kind: 'internet' });
      }
      for (const zone of new Set([...blocks].flatMap((block) => zoneByCidr.get(block) ?? []))) {
        const needsNamespaces = policy.plane === 'pods' && view.zones.has(zone.id);
        if (!zone.cidrs.every((cidr) => blocks.has(cidr)) || (needsNamespaces && !namespaces.has(zone.id)))
          continue;
        for (const cidr of zone.cidrs) blocks.delete(cidr);
        namespaces.delete(zone.id);
        ends.push({ kind: 'zone', zone: zone.id });
      }
      for (const group of new Set([...blocks].flatMap((block) => groupByCidr.get(block) ?? []))) {
        // On the pod network containers have other addresses: these would let in nobody.
        const isPods = view.groups.get(groupKey(group.service, group.role))?.plane === 'pods';
        if (!group.cidrs.every((cidr) => blocks.has(cidr)) || (policy.plane === 'pods' && isPods)) continue;
        for (const cidr of group.cidrs) blocks.delete(cidr);
        ends.push({ kind: 'group', service: group.service, role: group.role });
      }
      return [
        ...ends,
        ...[...blocks].map((cidr): OpenEnd => ({ kind: 'addresses', cidr })),
        ...[...namespaces].map((id): OpenEnd => ({ kind: 'addresses', cidr: `namespaces of ${id}` })),
      ];
    },
  };
}

const everybody: readonly OpenEnd[] = ['0.0.0.0/0', '::/0'].map((cidr) => ({ kind: 'addresses', cidr }));

function blockText({
  cidr,
  except = [],
}: {
  readonly cidr: string;
  readonly except?: readonly string[];
}): string {
  return except.length === 0 ? cidr : `${cidr} except ${except.toSorted().join(' ')}`;
}

function isEmpty(selector: JsonValue): boolean {
  return typeof selector === 'object' && selector !== null && Object.keys(selector).length === 0;
}

/** The group that a selector of labels names, and nothing but it. */
function groupOfSelector(view: ClusterView, selector: JsonValue): SeenGroup | undefined {
  if (at(selector, 'matchExpressions') !== undefined) return undefined;
  const labels = textsAt(selector, 'matchLabels');
  const { [labelKeys.service]: service, [labelKeys.role]: role, ...others } = labels;
  if (service === undefined || role === undefined || Object.keys(others).length > 0) return undefined;
  return view.groups.get(groupKey(service, role));
}

function selectedEnd(
  view: ClusterView,
  policy: ReadPolicy,
  peer: Extract<ReadPeer, { readonly kind: 'selector' }>,
): OpenEnd {
  const unknown: OpenEnd = {
    kind: 'addresses',
    cidr: `pods ${JSON.stringify(peer.pods)} in ${JSON.stringify(peer.namespaces)}`,
  };
  if (peer.namespaces !== null && at(peer.namespaces, 'matchExpressions') !== undefined) return unknown;
  const {
    [labelKeys.zone]: id,
    [labelKeys.environment]: environment,
    ...others
  } = textsAt(peer.namespaces ?? {}, 'matchLabels');
  const zone = view.zones.get(id ?? '');
  if (zone === undefined || environment !== policy.zone.environment || Object.keys(others).length > 0) {
    return unknown;
  }
  if (peer.pods === null) return { kind: 'zone', zone: zone.id };
  const group = groupOfSelector(view, peer.pods);
  // Virtual servers are not on the pod network: their labels there let in nobody.
  return group?.zone === zone && group.plane === 'pods' && policy.plane === 'pods'
    ? { kind: 'group', service: group.service, role: group.role }
    : unknown;
}
