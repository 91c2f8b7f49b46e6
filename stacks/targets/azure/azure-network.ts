import { parseCidr } from '#model/declaration/cidr.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import { isWithin, parseAddress } from '#stacks/plan/address-math.ts';
import { sortedBy } from '#stacks/plan/by-key.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { assignSlots } from './assign-slots.ts';
import { azureName } from './azure-names.ts';
import { type AzureSite, azureSite } from './azure-site.ts';
import { answeringServers } from './group-addresses.ts';

/** A network of a zone in Azure. */
export interface ZoneSubnet {
  readonly name: string;
  readonly ipv4: string;
  /** Null where the zone has none, or one of another length than /64, which Azure does not take. */
  readonly ipv6: string | null;
}

/** A zone here: one security group, and a subnet for each of its networks that has servers. */
export interface ZonePlace {
  readonly zone: PlannedZone;
  readonly securityGroup: string;
  /** The network of the site first. */
  readonly subnets: readonly [ZoneSubnet, ...ZoneSubnet[]];
}

/** Containers of a group: an environment with a subnet of its own, so that what they open can be told apart. */
export interface ContainerPlace {
  readonly group: PlacedGroup;
  readonly subnet: string;
  readonly prefix: string;
  readonly securityGroup: string;
  readonly environment: string;
}

/** Where everything of a slice stands in the network. */
export interface AzureNetwork {
  readonly site: AzureSite;
  readonly zones: ReadonlyMap<string, ZonePlace>;
  /** Groups whose zone is here and whose servers have addresses; others can stand nowhere. By key, in order. */
  readonly groups: ReadonlyMap<string, PlacedGroup>;
  readonly containers: ReadonlyMap<string, ContainerPlace>;
  /** The subnet that holds a server: the one its address lies in. */
  subnetOf(group: PlacedGroup, address: string | null): ZoneSubnet | null;
  subnetId(name: string): string;
  applicationGroupId(group: PlacedGroup): string;
  securityGroupId(name: string): string;
}

/** The network of a slice. */
export function azureNetwork(slice: PlatformSlice): AzureNetwork {
  const site = azureSite(slice);
  const zones = new Map(slice.zones.map((here) => [here.zone.id, placeZone(here, slice.groups)]));
  const placed = sortedBy(
    slice.groups.filter((group) => zones.has(group.zone) && hasAddresses(group)),
    ({ key }) => key,
  );
  const containers = placeContainers(
    site,
    placed.filter(({ form }) => form === 'containers'),
  );
  return {
    site,
    zones,
    groups: new Map(placed.map((group) => [group.key, group])),
    containers,
    subnetOf: (group, address) => {
      const subnets = zones.get(group.zone)?.subnets;
      if (subnets === undefined) return null;
      return subnets.find(({ ipv4 }) => address !== null && holds(ipv4, address)) ?? subnets[0];
    },
    subnetId: (name) => site.baseId('Microsoft.Network/virtualNetworks/subnets', site.virtualNetwork, name),
    applicationGroupId: (group) =>
      site.servicesId('Microsoft.Network/applicationSecurityGroups', applicationGroupName(group)),
    securityGroupId: (name) => site.baseId('Microsoft.Network/networkSecurityGroups', name),
  };
}

/** Has everything of a group that answers an address? The plan says why, where it has not. */
function hasAddresses(group: PlacedGroup): boolean {
  return answeringServers(group).every(({ ipv4 }) => ipv4 !== null);
}

/** Name of the application security group of a server group. */
export function applicationGroupName({ name }: Pick<PlacedGroup, 'name'>): string {
  return azureName('asg', name);
}

/** Does a network hold an address? */
export function holds(cidr: string, address: string): boolean {
  const network = parseCidr(cidr);
  if (network === null) return false;
  const bits = parseAddress(address, network.family);
  return bits !== null && isWithin(bits, network);
}

/**
 * What stands elsewhere may be taken as if it stood here, and then keeps the addresses it has in the zone's other
 * networks: those get a subnet of their own.
 */
function placeZone(
  { zone, subnet }: PlatformSlice['zones'][number],
  groups: readonly PlacedGroup[],
): ZonePlace {
  const addresses = groups
    .filter((group) => group.zone === zone.id)
    .flatMap(({ servers }) => servers.flatMap(({ ipv4 }) => ipv4?.address ?? []));
  const others = zone.subnets.filter(
    (other) => other !== subnet && addresses.some((address) => holds(other.ipv4, address)),
  );
  return {
    zone,
    securityGroup: azureName('nsg', zone.id),
    subnets: [
      { name: azureName('snet', zone.id), ipv4: subnet.ipv4, ipv6: azureIpv6(subnet.ipv6) },
      ...others.map(({ ipv4, ipv6 }) => ({
        name: azureName('snet', `${zone.id}-${ipv4.replace(/[./]/g, '-')}`),
        ipv4,
        ipv6: azureIpv6(ipv6),
      })),
    ],
  };
}

function azureIpv6(network: string | null): string | null {
  return network?.endsWith('/64') === true ? network : null;
}

/** A /27, the smallest that an environment with workload profiles takes, of the site's own addresses each. */
function placeContainers(
  site: AzureSite,
  groups: readonly PlacedGroup[],
): ReadonlyMap<string, ContainerPlace> {
  const first = site.gatewayPrefix.split('.').slice(0, 2).join('.');
  // The first /24 is the gateway's, the last that of scripts.
  const slots = assignSlots(
    'containers',
    groups.map(({ key }) => key),
    254 * 8,
  );
  return new Map(
    groups.flatMap((group) => {
      const slot = slots.get(group.key);
      if (slot === undefined) return [];
      const place: ContainerPlace = {
        group,
        subnet: azureName('snet', group.name),
        prefix: `${first}.${1 + Math.floor(slot / 8)}.${(slot % 8) * 32}/27`,
        securityGroup: azureName('nsg', group.name),
        environment: azureName('cae', group.name, 'environment'),
      };
      return [[group.key, place]];
    }),
  );
}
