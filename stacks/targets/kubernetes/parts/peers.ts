import type { FlowEnd } from '#model/platform/planned-flows.ts';
import type { PlacedGroup, PlatformSlice } from '../../slice.ts';
import { hostCidr, internetBlocks, serverAddresses, zoneCidrs } from './address-blocks.ts';
import { groupSelector, labelKeys } from './labels.ts';
import type { Peer, Plane, Selector } from './network-policy.ts';

/**
 * How an end of a flow is written as a peer. On the pod network a group of containers or a database is known by
 * its labels; everything on a VLAN, and everything that stands elsewhere, is known by its planned addresses.
 */
export function peersOf(slice: PlatformSlice, plane: Plane, end: FlowEnd): readonly Peer[] {
  switch (end.kind) {
    case 'internet':
    case 'outside':
      return internetBlocks(slice.plan.zones).map((ipBlock) => ({ ipBlock }));
    case 'zone':
      return zonePeers(slice, plane, end.zone);
    case 'group': {
      const here = findGroup(slice, end);
      if (plane === 'pods' && here !== undefined && planeOf(here) === 'pods') {
        return [
          {
            namespaceSelector: zoneSelector(slice.plan.environment, here.zone),
            podSelector: { matchLabels: groupSelector(here) },
          },
        ];
      }
      const servers = slice.plan.groups.find(isGroup(end))?.servers ?? [];
      return serverAddresses(servers).map((address) => ({ ipBlock: { cidr: hostCidr(address) } }));
    }
  }
}

function zonePeers(slice: PlatformSlice, plane: Plane, id: string): readonly Peer[] {
  const zone = slice.plan.zones.find((each) => each.id === id);
  const blocks = zone === undefined ? [] : zoneCidrs(zone).map((cidr) => ({ ipBlock: { cidr } }));
  const isHere = slice.zones.some((each) => each.zone.id === id);
  return plane === 'pods' && isHere
    ? [{ namespaceSelector: zoneSelector(slice.plan.environment, id) }, ...blocks]
    : blocks;
}

/** Namespaces of a zone. */
export function zoneSelector(environment: string, zone: string): Selector {
  return { matchLabels: { [labelKeys.environment]: environment, [labelKeys.zone]: zone } };
}

/** Can an end be known by the network? Virtual servers and what stands elsewhere are known by addresses alone. */
export function isAddressed({ groups }: PlatformSlice['plan'], end: FlowEnd): boolean {
  if (end.kind !== 'group') return true;
  return serverAddresses(groups.find(isGroup(end))?.servers ?? []).length > 0;
}

/** The network a group's servers stand in. */
export function planeOf({ form }: Pick<PlacedGroup, 'form'>): Plane {
  return form === 'machines' ? 'vlan' : 'pods';
}

/** The group at an end of a flow, where it stands on the site. */
export function findGroup(
  { groups }: Pick<PlatformSlice, 'groups'>,
  end: { readonly service: string; readonly role: string },
): PlacedGroup | undefined {
  return groups.find(isGroup(end));
}

function isGroup({ service, role }: { readonly service: string; readonly role: string }) {
  return (group: { readonly service: string; readonly role: string }) =>
    group.service === service && group.role === role;
}
