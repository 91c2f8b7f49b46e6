import { isDeepStrictEqual } from 'node:util';
import { compareText } from '#model/compare-text.ts';
import type { FlowMeaning, OpenEnd, ZoneMeaning } from '#model/platform/meaning.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../../target.ts';
import { none } from '../parts/labels.ts';
import { guardSpecs } from '../parts/zone-guards.ts';
import type { ClusterView, SeenObject, SeenZone } from './cluster-view.ts';
import { at, parsedAt } from './json.ts';
import type { ReadPolicy } from './policies.ts';
import { selects } from './selector.ts';

/** What stands in place of what is lost, in texts: nothing that is planned. */
export const lost = 'none';

/** The zones of a cluster. Closed is a zone only where all four of its locks are there and nothing else speaks for it. */
export function readZones(
  view: ClusterView,
  policies: readonly ReadPolicy[],
  flows: readonly FlowMeaning[],
  book: AddressBook,
): readonly ZoneMeaning[] {
  const pairs = zonePairs(flows, book);
  return [...view.zones.values()].map((zone) => {
    const attachment = view
      .of('NetworkAttachmentDefinition')
      .find(({ namespace, name }) => namespace === zone.namespace && name === zone.namespace);
    const locks = policies.filter((policy) => policy.zone === zone && policy.closesAll);
    const guards = readGuards(view, zone, pairs);
    return {
      key: zone.id,
      resources: [
        zone.seen,
        ...(attachment === undefined ? [] : [attachment]),
        ...locks.map(({ seen }) => seen),
        ...guards.seen,
      ].map(({ resource }) => resource.name),
      defaultClosed:
        locks.some(({ plane }) => plane === 'pods') &&
        locks.some(({ plane }) => plane === 'vlan') &&
        guards.asPlanned,
      ...readNetwork(attachment),
    };
  });
}

function readNetwork(attachment: SeenObject | undefined): Pick<ZoneMeaning, 'vlan' | 'ipv4' | 'ipv6'> {
  const config = parsedAt(attachment?.spec, 'config');
  const annotations = attachment?.annotations ?? {};
  const vlan = at(config, 'vlanID');
  const isLocal = at(config, 'type') === 'ovn-k8s-cni-overlay' && at(config, 'topology') === 'localnet';
  const cidr = (key: string): string | null => {
    const text = annotations[key] ?? lost;
    return text === none && attachment !== undefined && key in annotations ? null : text;
  };
  return {
    // No VLAN is 0, so that it differs from one that was never planned.
    vlan: !isLocal
      ? 0
      : typeof vlan === 'number'
        ? vlan
        : annotations['grundval.se/vlan'] === none
          ? null
          : 0,
    ipv4: cidr('grundval.se/ipv4'),
    ipv6: cidr('grundval.se/ipv6'),
  };
}

interface ZonePair {
  readonly from: string;
  readonly to: string;
}

function zonePairs(flows: readonly FlowMeaning[], book: AddressBook): readonly ZonePair[] {
  const zones = new Map(book.groups.map(({ service, role, zone }) => [groupKey(service, role), zone]));
  const zoneOf = (end: OpenEnd): string | null => {
    if (end.kind === 'zone') return end.zone;
    return end.kind === 'group' ? (zones.get(groupKey(end.service, end.role)) ?? null) : null;
  };
  return flows.flatMap(({ from: source, to: target }): readonly ZonePair[] => {
    const from = zoneOf(source);
    const to = zoneOf(target);
    return from === null || to === null ? [] : [{ from, to }];
  });
}

function readGuards(
  view: ClusterView,
  zone: SeenZone,
  pairs: readonly ZonePair[],
): { readonly seen: readonly SeenObject[]; readonly asPlanned: boolean } {
  const beyond = (zones: readonly string[]) => [...new Set([zone.id, ...zones])].sort(compareText);
  const expected = guardSpecs(zone.environment, zone.id, {
    from: beyond(pairs.flatMap(({ from, to }) => (to === zone.id ? [from] : []))),
    to: beyond(pairs.flatMap(({ from, to }) => (from === zone.id ? [to] : []))),
  });
  const seen = view.of('ClusterNetworkPolicy').filter(({ spec }) => {
    const subject = at(spec, 'subject', 'namespaces') ?? at(spec, 'subject', 'pods', 'namespaceSelector');
    return subject === undefined || selects(subject, zone.seen.labels);
  });
  return {
    seen,
    asPlanned:
      seen.length === expected.length &&
      expected.every((spec) => seen.some((guard) => isDeepStrictEqual(guard.spec, spec))),
  };
}
