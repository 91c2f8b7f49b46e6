import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitRecords } from '#agents/collector/importers/read-records.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { planAccess } from '#stacks/targets/access/plan-access.ts';
import { renderVlanCsv } from '#stacks/targets/access/vlan-csv.ts';
import { type VlanRow, vlanTable } from '#stacks/targets/access/vlan-table.ts';
import { fourZones, networkOf, rowOf } from './network-of.ts';

type Declared = Parameters<typeof vlanTable>[0];
const tableOf = (declaration: Declared): readonly VlanRow[] =>
  vlanTable(
    declaration,
    declaration.organisation.environments.map(({ id }) => planPlatform(declaration, { environment: id })),
    planAccess(declaration),
  );
const example = await loadDeclaration(resolve(import.meta.dirname, '../../../../examples/orkelljunga'));

describe('the VLAN table of Örkelljunga', () => {
  const rows = tableOf(example);

  it('has every zone on every hall, with its VLAN, networks and routers', () => {
    for (const hall of example.organisation.platformSites.filter(({ kind }) => kind !== 'azure')) {
      expect(rows.filter(({ platformSite }) => platformSite === hall.id).map(({ vlan }) => vlan)).toEqual(
        example.network.zones.map(({ vlan }) => vlan).toSorted(),
      );
    }
    expect(rows.find(({ zone }) => zone === 'elev')).toEqual({
      platformSite: 'hall-1',
      site: 'datahall',
      vlan: 240,
      name: 'elev',
      zone: 'elev',
      zoneName: 'Elever',
      kind: 'client',
      ipv4: '10.12.240.0/21',
      ipv4Router: '10.12.240.1',
      ipv6: '2001:db8:1257:240::/64',
      ipv6Router: '2001:db8:1257:240::1',
      roles: [{ role: 'elev', name: 'Elevers datorer', authentication: '802.1x-user', ssid: null }],
    });
  });

  it('has the network in the cloud without a VLAN, since a cloud has none', () => {
    expect(rows.filter(({ platformSite }) => platformSite === 'moln-1')).toMatchObject([
      { zone: 'publik', vlan: null, ipv4: '10.12.111.0/24' },
    ]);
  });
});

describe('the VLAN table', () => {
  it('has a name that every switch takes, unique as the zone is', () => {
    const long = (end: string) => `en-zon-med-ett-alldeles-for-langt-${end}`;
    const zones = ['namn', 'nam'].map((end, at) => ({
      ...fourZones[0],
      id: long(end),
      name: 'Lång',
      vlan: 100 + at,
      ipv4: `10.1.${at}.0/24`,
    }));
    const declaration = networkOf([]);
    const names = tableOf({
      ...declaration,
      network: { ...declaration.network, zones: zones as Declared['network']['zones'] },
    }).map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
  });

  it('is the same in whatever order things are declared', () => {
    const roles = ['a', 'b', 'c'].map((role) => rowOf(role, 'kontor', '802.1x-certificate'));
    const declaration = networkOf(roles);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(roles, { minLength: 3 }),
        fc.shuffledSubarray([...fourZones], { minLength: 4 }),
        (access, zones) => {
          expect(tableOf(networkOf(access, { zones }))).toEqual(tableOf(declaration));
        },
      ),
    );
  });

  it('has zones of every environment it is asked for, each once', () => {
    const both = {
      ...example.organisation,
      environments: [
        { id: 'produktion', name: 'Produktion', production: true },
        { id: 'test', name: 'Test', production: false },
      ],
    };
    const zones = example.network.zones.map((zone) =>
      zone.id === 'ped' ? { ...zone, environments: ['test'] } : zone,
    );
    const declaration = { ...example, organisation: both, network: { ...example.network, zones } };
    const at = (environment: string) =>
      vlanTable(declaration, [planPlatform(declaration, { environment })], planAccess(declaration))
        .filter(({ platformSite }) => platformSite === 'hall-1')
        .map(({ zone }) => zone);
    expect(at('produktion')).not.toContain('ped');
    expect(at('test')).toContain('ped');
    expect(tableOf(declaration).map(({ zone, platformSite }) => [zone, platformSite])).toEqual(
      tableOf(example).map(({ zone, platformSite }) => [zone, platformSite]),
    );
  });
});

describe('the VLAN table as CSV', () => {
  it('is read back as it was by a reader that knows nothing of it', () => {
    const [row] = tableOf(example);
    if (row === undefined) throw new Error('the example has no zones');
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))),
        (names) => {
          const text = renderVlanCsv(names.map((zoneName) => ({ ...row, zoneName })));
          const read: (readonly string[])[] = [];
          visitRecords(text, ',', (cells) => read.push([...cells]));
          const column = read[0]?.indexOf('zone_name') ?? -1;
          expect(read.slice(1).map((cells) => cells[column])).toEqual(names);
          expect(new Set(read.map((cells) => cells.length)).size).toBe(1);
          expect(text.endsWith('\r\n')).toBe(true);
        },
      ),
    );
  });

  it('gives roles, logins and WLANs of a zone in one order', () => {
    const csv = renderVlanCsv(
      tableOf(
        networkOf([
          rowOf('vikarie', 'kontor', '802.1x-user', { ssid: 'Kommunen' }),
          rowOf('personal', 'kontor', '802.1x-certificate'),
        ]),
      ),
    );
    expect(csv.split('\r\n').find((line) => line.includes(',kontor,'))).toMatch(
      /,personal\|vikarie,802\.1x-certificate\|802\.1x-user,\|Kommunen$/,
    );
  });
});
