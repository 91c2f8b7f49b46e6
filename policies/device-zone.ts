import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import { sectionData } from '#model/report/section.ts';
import { placeSource } from './built-services.ts';
import { ageDays } from './calendar.ts';
import { isInNetwork } from './in-network.ts';
import { describeGap } from './section-gap.ts';
import type { Judgement } from './verdict.ts';

/** Where the declaration puts a device. */
export interface ExpectedPlace {
  readonly zone: PlannedZone;
  /** Networks of the zone that reach where the device stands. */
  readonly networks: PlannedZone['subnets'];
  /** Null for a device that is no server of a service. */
  readonly server: PlannedServer | null;
  readonly evidence: Evidence;
}

/** Where a device is to stand, by its group of servers or by its declared network role; null where nothing says. */
export function expectedPlace(
  { declaredAs }: FleetDevice,
  group: ServerGroup | undefined,
  plan: PlatformPlan,
  declaration: Declaration,
): ExpectedPlace | null {
  const find = (id: string | null | undefined) => plan.zones.find((zone) => zone.id === id);
  if (group !== undefined) {
    const zone = find(group.zone);
    if (zone === undefined) return null;
    return {
      zone,
      networks: zone.subnets.filter(({ platformSites }) => platformSites.includes(group.platformSite)),
      server: group.servers.find(({ id }) => id === declaredAs) ?? null,
      evidence: {
        text: { sv: `Ska stå i zonen ${zone.id}`, en: `Is to stand in the zone ${zone.id}` },
        source: placeSource(group.at),
        at: null,
      },
    };
  }
  const index = declaration.devices.devices.findIndex(({ id }) => id === declaredAs);
  const role = declaration.devices.devices[index]?.role;
  const zone = find(declaration.network.access.find((row) => row.role === role)?.zone);
  if (zone === undefined) return null;
  return {
    zone,
    networks: zone.subnets,
    server: null,
    evidence: {
      text: {
        sv: `Har rollen ${role} i nätet, som ger zonen ${zone.id}`,
        en: `Has the role ${role} in the network, which gives the zone ${zone.id}`,
      },
      source: declaredAt(declaration, 'devices.yaml', `/devices/${index}`),
      at: null,
    },
  };
}

/**
 * Does a device have its addresses in its zone, and in no other? A client outside all zones is at home or on the
 * road, where the zone says nothing; a server outside all zones is not where the declaration says.
 */
export function judgeDeviceZone(
  device: FleetDevice,
  { zone, networks, server, evidence }: ExpectedPlace,
  plan: PlatformPlan,
  maximumAgeDays: number,
  now: Date,
): Omit<Judgement, 'severity'> {
  const conclude = (parts: Partial<Judgement>): Omit<Judgement, 'severity'> => ({
    subject: { kind: 'device', id: device.id, name: device.name },
    problems: [],
    unknowns: [],
    met: { sv: `Står i zonen ${zone.id}.`, en: `Stands in the zone ${zone.id}.` },
    ...parts,
    evidence: [evidence, ...(parts.evidence ?? [])],
  });
  const { network } = device.sections;
  const data = sectionData(network);
  if (network === undefined || data === null) {
    return conclude({ unknowns: [describeGap(device, network, { sv: 'adresser', en: 'addresses' })] });
  }
  const at = new Date(network.collectedAt);
  if (ageDays(at, now) > maximumAgeDays) {
    const day = formatDay(at);
    return conclude({
      unknowns: [
        {
          sv: `Adresserna lästes senast ${day}; var enheten står nu är inte känt.`,
          en: `The addresses were last read on ${day}; where the device stands now is not known.`,
        },
      ],
    });
  }
  const addresses = data.interfaces.flatMap(({ up, addresses: each }) => (up === false ? [] : each));
  if (addresses.length === 0) {
    return conclude({
      unknowns: [
        {
          sv: 'Enheten rapporterar ingen adress, så det går inte att säga vilken zon den står i.',
          en: 'The device reports no address, so it cannot be said in which zone it stands.',
        },
      ],
    });
  }
  const isWithin = (address: string, subnets: PlannedZone['subnets']): boolean =>
    subnets.some(({ ipv4, ipv6 }) => isInNetwork(address, ipv4) || isInNetwork(address, ipv6));
  const others = plan.zones.filter(
    ({ id, subnets }) => id !== zone.id && addresses.some((address) => isWithin(address, subnets)),
  );
  const isInZone = addresses.some((address) => isWithin(address, networks));
  const seen: Evidence[] = [
    {
      text: { sv: `Adresser: ${addresses.join(', ')}`, en: `Addresses: ${addresses.join(', ')}` },
      source: 'network',
      at,
    },
    ...comparePlanned(server, addresses),
  ];
  if (others.length > 0) {
    const names = others.map(({ id }) => id).join(', ');
    const beside: Text = isInZone ? { sv: 'också', en: 'also ' } : { sv: 'i stället', en: '' };
    return conclude({
      evidence: seen,
      problems: [
        {
          text: {
            sv: `Ska stå i zonen ${zone.id}, men har ${beside.sv} en adress i ${names}.`,
            en: `Is to stand in the zone ${zone.id}, but ${beside.en}has an address in ${names}.`,
          },
        },
      ],
    });
  }
  if (isInZone) return conclude({ evidence: seen });
  if (device.kind !== 'server') {
    return conclude({
      evidence: seen,
      unknowns: [
        {
          sv: 'Enheten var utanför kommunens nät när den rapporterade, så zonen går inte att bedöma.',
          en: 'The device was outside our network when it reported, so its zone cannot be judged.',
        },
      ],
    });
  }
  return conclude({
    evidence: seen,
    problems: [
      {
        text: {
          sv: `Ska stå i zonen ${zone.id}, men har ingen adress i dess nät.`,
          en: `Is to stand in the zone ${zone.id}, but has no address in its network.`,
        },
      },
    ],
  });
}

/** The planned addresses that the device does not have: on an adopted site a derived one is a proposal only. */
function comparePlanned(server: PlannedServer | null, addresses: readonly string[]): readonly Evidence[] {
  const missing = [server?.ipv4, server?.ipv6]
    .flatMap((planned) => planned ?? [])
    .filter(
      ({ address }) =>
        !addresses.some((one) => isInNetwork(one, `${address}/${address.includes(':') ? 128 : 32}`)),
    );
  return missing.map(({ address, source }) => ({
    text:
      source === 'declared'
        ? {
            sv: `Deklarerad adress som inte syns: ${address}`,
            en: `Declared address that is not seen: ${address}`,
          }
        : {
            sv: `Planerad adress som inte syns: ${address}`,
            en: `Planned address that is not seen: ${address}`,
          },
    source: 'plan',
    at: null,
  }));
}
