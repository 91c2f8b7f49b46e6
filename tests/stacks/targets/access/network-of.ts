import type { Declaration } from '#model/declaration/declaration.ts';
import type { DevicesFile } from '#model/declaration/devices.ts';
import type { NetworkFile } from '#model/declaration/network.ts';
import { buildDeclaration } from '../../../builders/declaration.ts';

type Zone = NetworkFile['zones'][number];
type Access = NetworkFile['access'][number];

const third = { kontor: 10, guest: 20, saker: 30, styr: 40 } as const;

/** A zone with a VLAN of its own, unless said otherwise. */
export function zoneOf(id: keyof typeof third, parts: Partial<Zone> = {}): Zone {
  return {
    id,
    name: `Zonen ${id}`,
    platform: 'administrative',
    purpose: 'Prov.',
    kind: id === 'guest' ? 'guest' : id === 'styr' ? 'management' : id === 'saker' ? 'device' : 'client',
    vlan: third[id],
    ipv4: `10.0.${third[id]}.0/24`,
    networks: [],
    environments: [],
    maximumClass: 2,
    ...parts,
  };
}

/** Four zones: offices, guests, things, management. */
export const fourZones: readonly Zone[] = [
  zoneOf('kontor'),
  zoneOf('guest'),
  zoneOf('saker'),
  zoneOf('styr', { ipv6: '2001:db8:40::/64' }),
];

/** A row of the matrix. */
export function rowOf(
  role: string,
  zone: keyof typeof third,
  authentication: Access['authentication'],
  rest: Partial<Access> = {},
): Access {
  return { role, name: `Rollen ${role}`, zone, authentication, ...rest };
}

/** Printers and the like, with their addresses. */
export function devicesOf(
  devices: Readonly<Record<string, { readonly role?: string; readonly macs: readonly string[] }>>,
): DevicesFile['devices'] {
  return Object.entries(devices).map(([id, { role, macs }]) => ({
    id,
    name: id,
    kind: 'printer',
    profile: 'shared',
    unit: 'it',
    ...(role === undefined ? {} : { role }),
    macs: [...macs],
    demo: false,
  }));
}

/** A declaration of a network alone. */
export function networkOf(
  access: readonly Access[],
  { zones = fourZones, devices = [] as DevicesFile['devices'] } = {},
): Declaration {
  return buildDeclaration({ network: { zones: [...zones], access: [...access] }, devices, services: [] });
}
