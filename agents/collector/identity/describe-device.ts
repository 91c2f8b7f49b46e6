import type { DeclaredDevice } from '#model/fleet/declared-devices.ts';
import type { DeviceKind } from '#model/fleet/fleet.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { Hardware } from '#model/report/sections/hardware.ts';
import type { Network } from '#model/report/sections/network.ts';
import type { OperatingSystem } from '#model/report/sections/operating-system.ts';
import type { StoredDevice } from '../store/stored-device.ts';

/** Everything told of one device, by whom. */
export interface Told {
  readonly declared: DeclaredDevice | null;
  /** Null where it carries no agent. */
  readonly agent: {
    readonly hostname: string;
    /** As it was told when it enrolled: what stands in where nothing else is known. */
    readonly serial: string | null;
    readonly profile: AgentProfile;
    readonly hardware: Hardware | null;
    readonly operatingSystem: OperatingSystem | null;
    readonly network: Network | null;
  } | null;
  /** Records of other systems, newest first. */
  readonly imports: readonly StoredDevice[];
}

/** What lists show, sort and search of a device. */
export interface Description {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly profile: AgentProfile | null;
  readonly unit: string | null;
  readonly site: string | null;
  readonly role: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly operating_system: string | null;
  /** Lower case; name, model, serial number and addresses, a line each. */
  readonly search: string;
}

/**
 * Makes one description of what is told: the declaration decides what a device is called and whose it is,
 * the agent what it is made of, imports fill the gaps. The names of a staff member's own device stay what
 * they are; nothing is derived from a person.
 */
export function describeDevice({ declared, agent, imports }: Told): Description {
  const first = <Key extends keyof StoredDevice>(key: Key): StoredDevice[Key] | null =>
    imports.find((record) => record[key] !== null)?.[key] ?? null;
  const importedName = first('name');
  const serial = agent?.hardware?.serial ?? declared?.serial ?? first('serial') ?? agent?.serial ?? null;
  const name = declared?.name ?? agent?.hostname ?? importedName ?? serial ?? first('assetId') ?? '–';
  const profile = declared?.profile ?? agent?.profile ?? null;
  const model = agent?.hardware?.model ?? first('model');
  const addresses = (agent?.network?.interfaces ?? []).flatMap(({ addresses }) =>
    addresses.map((address) => address.replace(/\/\d+$/, '')),
  );
  return {
    name,
    kind: declared?.kind ?? agentKind(agent) ?? importedKind(imports),
    profile,
    unit: declared?.unit ?? first('unit'),
    site: declared?.site ?? null,
    role: declared?.role ?? null,
    manufacturer: agent?.hardware?.manufacturer ?? first('manufacturer'),
    model,
    serial,
    operating_system: agent?.operatingSystem?.name ?? first('operatingSystem'),
    search: searchText([
      name,
      declared?.id,
      agent?.hostname,
      importedName,
      model,
      serial,
      first('assetId'),
      ...addresses,
    ]),
  };
}

/** Text to find parts of, and parts to find, in one form. */
export function searchText(parts: readonly (string | null | undefined)[]): string {
  const present = parts.flatMap((part) =>
    part === null || part === undefined || part === '' ? [] : [part.toLocaleLowerCase('sv')],
  );
  return [...new Set(present)].join('\n');
}

const agentKinds: Readonly<Record<NonNullable<Hardware['chassis']>, DeviceKind | null>> = {
  desktop: 'client',
  laptop: 'client',
  tablet: 'client',
  'all-in-one': 'client',
  server: 'server',
  virtual: null,
  other: null,
};

/** The profile was chosen by people and says more than a chassis, which virtual machines lack. */
function agentKind(agent: Told['agent']): DeviceKind | null {
  if (agent === null) return null;
  if (agent.profile === 'server') return 'server';
  return agentKinds[agent.hardware?.chassis ?? 'other'] ?? 'client';
}

function importedKind(imports: readonly StoredDevice[]): DeviceKind {
  return imports.find(({ kind }) => kind !== 'other')?.kind ?? 'other';
}
