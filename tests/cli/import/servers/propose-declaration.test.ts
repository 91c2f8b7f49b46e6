import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoundServer } from '#cli/import/servers/found-server.ts';
import { findPrefix, groupServers } from '#cli/import/servers/group-servers.ts';
import { makeId } from '#cli/import/servers/make-id.ts';
import { matchSize } from '#cli/import/servers/match-server.ts';
import { nameSystem } from '#cli/import/servers/name-system.ts';
import { proposeDeclaration } from '#cli/import/servers/propose-declaration.ts';
import { usableAddresses } from '#cli/import/servers/usable-addresses.ts';
import { parseYaml } from '#model/declaration/parse-yaml.ts';
import { Service } from '#model/declaration/service.ts';
import { Id } from '#model/declaration/values.ts';

function server(parts: Partial<FoundServer> = {}): FoundServer {
  return {
    name: 'gis-app-1',
    line: 2,
    service: null,
    role: null,
    folders: [],
    vcpus: 2,
    memoryMib: 4096,
    system: 'Debian GNU/Linux 13',
    chosenSystem: null,
    addresses: [],
    networks: [],
    disksGib: null,
    instanceId: null,
    smbiosId: null,
    leftOut: null,
    ...parts,
  };
}

const request = {
  from: 'rvtools',
  site: undefined,
  unit: undefined,
  prefix: undefined,
  byFolder: false,
  day: '2026-11-24',
} as const;

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    'EK-SQL01',
    'ek_web 01',
    'ÅÄÖ',
    '…',
    '-',
    '365-gw',
    'a'.repeat(300),
    'yes',
    '{x: y}',
    '# \n&a *b',
    'null',
  ),
);

const anyServer: fc.Arbitrary<FoundServer> = fc
  .record({
    name: anyText.filter((text) => text.trim() !== ''),
    line: fc.integer({ min: 2, max: 9999 }),
    service: fc.option(anyText.filter((text) => text.trim() !== '')),
    role: fc.option(anyText.filter((text) => text.trim() !== '')),
    folders: fc.array(anyText, { maxLength: 2 }),
    vcpus: fc.option(fc.integer({ min: 1, max: 999 })),
    memoryMib: fc.option(fc.integer({ min: 1, max: 8_000_000 })),
    system: fc.option(
      fc.oneof(anyText, fc.constantFrom('Debian GNU/Linux 13', 'Windows Server 2022', 'Ubuntu 24.04')),
    ),
    chosenSystem: fc.option(anyText),
    addresses: fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 3 }).map(usableAddresses),
    networks: fc.array(anyText, { maxLength: 2 }),
    disksGib: fc.option(fc.array(fc.integer({ min: 1, max: 99_999 }), { maxLength: 4 })),
    instanceId: fc.option(fc.constantFrom('a', 'b', 'c')),
    smbiosId: fc.option(fc.constantFrom('a', 'b')),
  })
  .map((parts) => ({ ...parts, leftOut: null }));

describe('a proposal', () => {
  it('parses whatever the list says, with each server proposed, waiting or left out once', () => {
    fc.assert(
      fc.property(fc.array(anyServer, { minLength: 1, maxLength: 12 }), fc.boolean(), (servers, byFolder) => {
        const found = { servers, files: ['list.csv'], notes: [] };
        const proposal = proposeDeclaration(found, null, { ...request, byFolder });
        const paths = proposal.files.map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
        for (const { path, text } of proposal.files.filter((file) => file.path.startsWith('services/'))) {
          const yaml = parseYaml(text, path);
          expect(yaml, text).toHaveProperty('value');
          const service = Service.parse('value' in yaml ? yaml.value : null);
          expect(path).toBe(`services/${service.id}.yaml`);
          const roles = service.servers.map(({ role }) => role);
          expect(new Set(roles).size).toBe(roles.length);
        }
        const proposed = proposal.services.flatMap(({ groups, waiting }) => [
          ...groups.flatMap(({ names }) => names),
          ...waiting.map(({ name }) => name),
        ]);
        expect([...proposed, ...proposal.leftOut.map(({ name }) => name)].sort()).toEqual(
          servers.map(({ name }) => name).sort(),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is the same whatever order the rows stand in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyServer, { maxLength: 8, selector: ({ line }) => line }), (servers) => {
        const propose = (rows: readonly FoundServer[]) =>
          proposeDeclaration(
            { servers: rows.map((row) => ({ ...row, instanceId: null })), files: [], notes: [] },
            null,
            request,
          );
        expect(propose(servers.toReversed()).files).toEqual(propose(servers).files);
      }),
      { numRuns: 60 },
    );
  });

  it('numbers a role where its servers differ, and splits what is more than a hundred', () => {
    const many = Array.from({ length: 103 }, (_, at) => server({ name: `gis-app-${1000 + at}`, line: at }));
    const { services } = proposeDeclaration(
      { servers: [...many, server({ name: 'gis-app-9', vcpus: 8, line: 200 })], files: [], notes: [] },
      null,
      request,
    );
    expect(services[0]?.groups.map(({ server: { role, count, size } }) => [role, count, size])).toEqual([
      ['app', 100, 'v2-m4'],
      ['app-2', 3, 'v2-m4'],
      ['app-3', 1, 'v8-m4'],
    ]);
  });
});

describe('an id made of a name', () => {
  it.each([
    ['EK_APP ÅLDRE', 'ek-app-aldre'],
    ['365-gateway', 's365-gateway'],
    ['--Ö--', 'o'],
    ['Ærø', 'r'],
  ])('%s → %s', (name, id) => {
    expect(makeId(name)).toBe(id);
  });

  it('is always one, and stays apart from others with the same long beginning', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(Id.safeParse(makeId(name)).success).toBe(true);
      }),
    );
    expect(makeId(`${'a'.repeat(60)}1`)).not.toBe(makeId(`${'a'.repeat(60)}2`));
  });
});

describe('grouping by name', () => {
  const cluster = (...names: readonly string[]) =>
    groupServers(
      names.map((name, at) => server({ name, line: at })),
      { prefix: null, byFolder: false },
    ).map(({ id, servers }) => [id, ...servers.map(({ role }) => role)]);

  it.each([
    [['treserva-app1', 'treserva-app2', 'TRESERVA-DB1'], [['treserva', 'db', 'app', 'app']]],
    [['gis01.kommun.se', 'gis02'], [['gis', 'server', 'server']]],
    [['web01'], [['web', 'server']]],
    [['mina-sidor-web-02'], [['mina-sidor', 'web']]],
    [['2019'], [['s2019', 'server']]],
  ])('%j', (names, expected) => {
    expect(cluster(...names)).toEqual(expected);
  });

  it('takes no beginning of few names for that of the organisation', () => {
    expect(findPrefix(['treserva-app', 'treserva-db', 'treserva-web'])).toBeNull();
    expect(findPrefix(['ek-a', 'ek-b', 'EK_C', 'ek-d', 'ek-e', 'x'])).toBe('ek');
    expect(findPrefix(['ek-a', 'ek-b', 'ek-c', 'ek-d', 'ek-e', 'x', 'y'])).toBeNull();
    expect(findPrefix(['gis-app1', 'gis-app2', 'gis-app3', 'gis-app4', 'gis-app5', 'gis-db1'])).toBeNull();
  });
});

describe('a size', () => {
  const sizes = [
    { id: 'stor', vcpus: 8, memoryGib: 32, sekPerYear: 9 },
    { id: 'liten', vcpus: 2, memoryGib: 4, sekPerYear: 1 },
    { id: 'dyr', vcpus: 2, memoryGib: 4, sekPerYear: 2 },
  ];
  it.each([
    [2, 4096, 'liten'],
    [2, 4097, 'stor'],
    [1, 512, 'liten'],
    [9, 512, null],
    [null, 4096, null],
    [2, null, null],
  ])('for %s vCPU and %s MiB is %s', (vcpus, memoryMib, id) => {
    expect(matchSize({ vcpus, memoryMib }, { sizes })).toBe(id);
  });
});

describe('an operating system', () => {
  it.each([
    ['Microsoft Windows Server 2022 (64-bit)', 'windows-server 2022'],
    ['Microsoft Windows Server 2012 R2 (64-bit)', 'windows-server 2012-r2'],
    ['Ubuntu 24.04.3 LTS', 'ubuntu 24.04'],
    ['Debian GNU/Linux 13 (64-bit)', 'debian 13'],
    ['Red Hat Enterprise Linux 9 (64-bit)', 'rhel 9'],
    ['Microsoft Windows Server 2016 or later (64-bit)', null],
    ['Ubuntu Linux (64-bit)', null],
    ['Microsoft Windows 10 (64-bit)', null],
    ['Other 3.x or later Linux (64-bit)', null],
    [null, null],
  ])('%s is %s', (words, expected) => {
    const named = nameSystem(words);
    expect(named === null ? null : `${named.product} ${named.cycle}`).toBe(expected);
  });
});

describe('addresses', () => {
  it('are read out of any cell, without those that reach nowhere', () => {
    expect(
      usableAddresses([
        '10.0.0.5, fe80::1',
        '10.0.0.5;2001:DB8::5',
        '169.254.3.4 127.0.0.1 x 10.0.0.300',
        '10.0.0.6/24',
      ]),
    ).toEqual(['10.0.0.5', '2001:db8::5', '10.0.0.6']);
  });
});
