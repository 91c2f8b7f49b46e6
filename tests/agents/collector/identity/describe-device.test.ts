import { describe, expect, it } from 'vitest';
import { describeDevice, searchText, type Told } from '#agents/collector/identity/describe-device.ts';
import type { StoredDevice } from '#agents/collector/store/stored-device.ts';
import type { DeclaredDevice } from '#model/fleet/declared-devices.ts';
import type { Hardware } from '#model/report/sections/hardware.ts';

const declared: DeclaredDevice = {
  id: 'reception',
  name: 'Receptionen',
  kind: 'client',
  profile: 'shared',
  unit: 'kansliet',
  site: 'kommunhuset',
  role: null,
  serial: null,
  serviceIds: [],
  tenant: 'exempel',
};
const hardware = (chassis: Hardware['chassis']): Hardware => ({
  manufacturer: 'HP',
  model: 'EliteDesk',
  serial: '5CG1',
  uuid: null,
  chassis,
  virtualisation: null,
  firmware: { vendor: null, version: null, date: null },
  processor: { model: null, sockets: null, cores: null, threads: null },
});
const agent: NonNullable<Told['agent']> = {
  hostname: 'PC-17',
  serial: null,
  profile: 'staff',
  hardware: hardware('desktop'),
  operatingSystem: null,
  network: null,
};
const record = {
  name: 'INTUNE-17',
  kind: 'mobile',
  model: 'iPad',
  manufacturer: 'Apple',
  operatingSystem: 'iPadOS 18',
  unit: 'skolan',
  serial: 'DMP1',
  assetId: 'T-100',
} as StoredDevice;
const nobody: Told = { declared: null, agent: null, imports: [] };

describe('a device', () => {
  it('is called what the declaration calls it, made of what the agent read', () => {
    expect(describeDevice({ declared, agent, imports: [record] })).toMatchObject({
      name: 'Receptionen',
      kind: 'client',
      profile: 'shared',
      unit: 'kansliet',
      site: 'kommunhuset',
      model: 'EliteDesk',
      serial: '5CG1',
      operating_system: 'iPadOS 18',
    });
  });

  it('is found by every name anybody has for it', () => {
    const { search } = describeDevice({ declared, agent, imports: [record] });
    for (const part of ['receptionen', 'reception', 'pc-17', 'intune-17', 'elitedesk', '5cg1', 't-100']) {
      expect(search).toContain(part);
    }
  });

  it('that only an import knows is what the import says', () => {
    expect(describeDevice({ ...nobody, imports: [record] })).toMatchObject({
      name: 'INTUNE-17',
      kind: 'mobile',
      profile: null,
      unit: 'skolan',
    });
  });

  it('without a declaration is a server by its profile and a client by its chassis', () => {
    const kindOf = (profile: 'server' | 'staff', chassis: Hardware['chassis']) =>
      describeDevice({ ...nobody, agent: { ...agent, profile, hardware: hardware(chassis) } }).kind;
    expect(kindOf('server', 'virtual')).toBe('server');
    expect(kindOf('staff', 'laptop')).toBe('client');
    expect(kindOf('staff', 'server')).toBe('server');
    expect(kindOf('staff', 'virtual')).toBe('client');
  });

  it('of which nothing is known has no name and no invented value', () => {
    expect(describeDevice(nobody)).toEqual({
      name: '–',
      kind: 'other',
      profile: null,
      unit: null,
      site: null,
      role: null,
      manufacturer: null,
      model: null,
      serial: null,
      operating_system: null,
      search: '–',
    });
  });
});

it('text is searched in lower case, Swedish letters included, each part once', () => {
  expect(searchText(['ÅRE', null, '', undefined, 'Åre', 'PC-1'])).toBe('åre\npc-1');
});
