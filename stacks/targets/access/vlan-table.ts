import { compareText } from '#model/compare-text.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import { shortenName } from '#stacks/plan/shorten-name.ts';
import type { AccessPlan, AccessRow } from './plan-access.ts';

/** IEEE 802.1Q, 12.10.2: longest name of a VLAN. */
const longestVlanName = 32;

/** One zone on one platform site: what a switch, an access point or a router is to be set to. */
export interface VlanRow {
  /** By id; null where no platform site is reached: the network is for devices alone. */
  readonly platformSite: string | null;
  /** Physical site that the platform site stands at, by id; null where that is not declared. */
  readonly site: string | null;
  /** Null where the zone has none, or on a site that has no VLANs: a cloud. */
  readonly vlan: number | null;
  /** Lower-case letters, digits and hyphens, at most 32: every switch takes it. */
  readonly name: string;
  readonly zone: string;
  readonly zoneName: string;
  readonly kind: PlannedZone['kind'];
  readonly ipv4: string;
  readonly ipv4Router: string | null;
  readonly ipv6: string | null;
  readonly ipv6Router: string | null;
  /** Who lands here, by role. */
  readonly roles: readonly Pick<AccessRow, 'role' | 'name' | 'authentication' | 'ssid'>[];
}

/**
 * The zones of one environment or several, each once for each platform site its network reaches, by site, VLAN
 * and zone. The declaration does not say at which offices and schools a VLAN is needed, so the table does not either.
 */
export function vlanTable(
  { organisation }: Declaration,
  plans: readonly Pick<PlatformPlan, 'zones'>[],
  { rows }: Pick<AccessPlan, 'rows'>,
): readonly VlanRow[] {
  const zones = new Map(plans.flatMap((plan) => plan.zones).map((zone) => [zone.id, zone]));
  const sites = new Map(organisation.platformSites.map((site) => [site.id, site]));
  return [...zones.values()]
    .flatMap((zone) =>
      zone.subnets.flatMap(({ platformSites, ...subnet }) =>
        (platformSites.length === 0 ? [null] : platformSites).map((id): VlanRow => {
          const site = id === null ? undefined : sites.get(id);
          return {
            platformSite: id,
            site: site?.site ?? null,
            vlan: site?.kind === 'azure' ? null : zone.vlan,
            name: shortenName(zone.id, longestVlanName),
            zone: zone.id,
            zoneName: zone.name,
            kind: zone.kind,
            ...subnet,
            roles: rows
              .filter((row) => row.zone === zone.id)
              .map(({ role, name, authentication, ssid }) => ({ role, name, authentication, ssid })),
          };
        }),
      ),
    )
    .toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey({ platformSite, vlan, zone, ipv4 }: VlanRow): string {
  return JSON.stringify([platformSite ?? '', String(vlan ?? 9999).padStart(4, '0'), zone, ipv4]);
}
