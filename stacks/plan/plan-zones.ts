import { type Cidr, parseCidr } from '#model/declaration/cidr.ts';
import { sameText } from '#model/format/text.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { PlannedSubnet, PlannedZone } from '#model/platform/planned-network.ts';
import { addressAt, derivableRange, formatAddress, formatCidr, subnetOf } from './address-math.ts';
import { sortedBy, sortedTexts } from './by-key.ts';
import type { PlanContext, Zone } from './context.ts';

/**
 * The zones of an environment: those its servers may stand in, and those of clients, guests, devices and
 * management, which all environments share.
 */
export function planZones(context: PlanContext): readonly PlannedZone[] {
  const { access } = context.declaration.network;
  return context.zones
    .filter((zone) => zone.kind !== 'server' || context.holdsServers(zone))
    .map((zone) => ({
      id: zone.id,
      name: zone.name,
      kind: zone.kind,
      platform: zone.platform,
      vlan: zone.vlan ?? null,
      maximumClass: zone.maximumClass,
      holdsServers: context.holdsServers(zone),
      subnets: networksOf(context, zone).map(describeSubnet),
      roles: sortedTexts(access.filter(({ zone: lands }) => lands === zone.id).map(({ role }) => role)),
      at: context.zoneAt(zone),
    }));
}

/** Networks of a zone with the platform sites they reach. */
export interface ZoneNetwork {
  readonly platformSites: readonly string[];
  readonly ipv4: Cidr;
  readonly ipv6: Cidr | null;
}

/**
 * A zone's own network reaches every hall that has none of its own in the zone, by VLAN; a cloud has no VLANs, so
 * a zone has addresses there only by a network that is declared for it. Sorted by IPv4 network.
 */
export function networksOf({ declaration }: PlanContext, zone: Zone): readonly ZoneNetwork[] {
  const elsewhere = new Set(zone.networks.map(({ platformSite }) => platformSite));
  const byVlan = declaration.organisation.platformSites
    .filter(({ id, kind }) => kind !== 'azure' && !elsewhere.has(id))
    .map(({ id }) => id);
  const declared = [
    { platformSites: sortedTexts(byVlan), ipv4: zone.ipv4, ipv6: zone.ipv6 },
    ...zone.networks.map(({ platformSite, ipv4, ipv6 }) => ({ platformSites: [platformSite], ipv4, ipv6 })),
  ];
  const networks = declared.flatMap(({ platformSites, ipv4, ipv6 }): readonly ZoneNetwork[] => {
    const four = parseCidr(ipv4);
    const six = ipv6 === undefined ? null : parseCidr(ipv6);
    return four === null ? [] : [{ platformSites, ipv4: four, ipv6: six === null ? null : subnetOf(six) }];
  });
  return sortedBy(networks, ({ ipv4 }) => formatCidr(ipv4));
}

function describeSubnet({ platformSites, ipv4, ipv6 }: ZoneNetwork): PlannedSubnet {
  return {
    platformSites,
    ipv4: formatCidr(ipv4),
    ipv4Router: routerOf(ipv4),
    ipv6: ipv6 === null ? null : formatCidr(ipv6),
    ipv6Router: ipv6 === null ? null : routerOf(ipv6),
  };
}

function routerOf(network: Cidr): string | null {
  return derivableRange(network) === null ? null : formatAddress(addressAt(network, 1n), network.family);
}

/** Zones in which servers of several environments would stand side by side, with addresses of their own each. */
export function findSharedZones(context: PlanContext): readonly PlanIssue[] {
  const production = context.declaration.organisation.environments.filter((each) => each.production);
  return context.zones
    .filter((zone) => context.holdsServers(zone) && (zone.kind === 'server' || zone.kind === 'management'))
    .filter(({ environments }) => (environments.length === 0 ? production : environments).length > 1)
    .map((zone) => ({
      code: 'zone-shared-by-environments',
      severity: 'notice',
      subject: `zone:${zone.id}`,
      at: context.zoneAt(zone),
      found: sameText(
        sortedTexts(zone.environments.length === 0 ? production.map(({ id }) => id) : zone.environments).join(
          ', ',
        ),
      ),
      expected: {
        sv: 'en miljö, eftersom adresser bara hålls isär inom en miljö',
        en: 'one environment, since addresses are kept apart within an environment only',
      },
      hint: {
        sv: 'ange en i `environments`, och deklarera en zon för den andra',
        en: 'name one in `environments`, and declare a zone for the other',
      },
    }));
}
