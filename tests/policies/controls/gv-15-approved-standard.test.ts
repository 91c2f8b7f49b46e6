import { describe, expect, it } from 'vitest';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { SectionData } from '#model/report/sections.ts';
import { approvedStandard } from '#policies/controls/gv-15-approved-standard.ts';
import { buildDeclaration, buildService, type DeclarationParts } from '../../builders/declaration.ts';
import {
  buildDevice,
  buildFleet,
  buildImportedDevice,
  buildSections,
  daysAgo,
  emptySection,
  okSection,
} from '../../builders/fleet.ts';
import { exemption } from './exemption.ts';
import { judge, judgeOne } from './judge.ts';

type System = SectionData['operating-system'];
type Hardware = SectionData['hardware'];

const standards: DeclarationParts['standards'] = {
  images: [
    { id: 'debian-13', name: 'Debian 13', kind: 'server', product: 'debian', cycle: '13' },
    {
      id: 'debian-12',
      name: 'Debian 12',
      kind: 'server',
      product: 'debian',
      cycle: '12',
      approved: false,
      phaseOutBy: '2027-12-31',
    },
    { id: 'debian-11', name: 'Debian 11', kind: 'server', product: 'debian', cycle: '11', approved: false },
    {
      id: 'debian-10',
      name: 'Debian 10',
      kind: 'server',
      product: 'debian',
      cycle: '10',
      approved: false,
      phaseOutBy: '2026-11-23',
    },
    {
      id: 'ubuntu-24',
      name: 'Ubuntu 24.04',
      kind: 'server',
      product: 'ubuntu',
      cycle: '24.04',
      phaseOutBy: '2027-05-24',
    },
    { id: 'windows-11', name: 'Windows 11 25H2', kind: 'client', product: 'windows', cycle: '11-25h2-e' },
  ],
  engines: [
    { id: 'postgresql-18', name: 'PostgreSQL 18', product: 'postgresql', cycle: '18' },
    { id: 'mysql-8', name: 'MySQL 8', product: 'mysql', cycle: '8.0', approved: false },
  ],
  deviceModels: [
    { id: 'server', manufacturer: 'Exempelserver', model: 'R2 2U', kind: 'server', plannedYears: 7 },
    {
      id: 'dator',
      manufacturer: 'Exempeldator',
      model: 'Kontor 14',
      kind: 'laptop',
      frameworkAgreement: 'Datorer 2026',
      plannedYears: 5,
    },
  ],
};

describe('GV-15 for declared services, on 2026-11-24', () => {
  const ofServers = (
    servers: readonly { readonly image: string; readonly engine?: string }[],
    stage: 'in-use' | 'ordered' | 'proposed' = 'in-use',
    other: DeclarationParts = {},
  ) =>
    judge(
      approvedStandard,
      buildDeclaration({
        standards,
        services: [
          buildService({
            stage,
            runsOn: 'hall',
            servers: servers.map((server, at) => ({ role: `s${at}`, size: 'small', ...server })),
          }),
        ],
        ...other,
      }),
    );

  it('is met for approved image and engine, and shows where each is approved', () => {
    const lines = { 'standards.yaml': { '/images/0': 4, '/engines/0': 30 } };
    expect(ofServers([{ image: 'debian-13', engine: 'postgresql-18' }], 'in-use', { lines })).toMatchObject([
      {
        status: 'met',
        evidence: [
          { source: 'standards.yaml:4', text: { sv: 'Debian 13: godkänd' } },
          { source: 'standards.yaml:30', text: { sv: 'PostgreSQL 18: godkänd' } },
        ],
      },
    ]);
  });

  it.each([
    ['one that is replaced, in time', 'debian-12', 'met', undefined],
    ['one that is not approved', 'debian-11', 'finding', 'Debian 11 är inte godkänd.'],
    [
      'one whose time has run out',
      'debian-10',
      'finding',
      'Debian 10 fick användas till och med 2026-11-23.',
    ],
    [
      'one whose time soon runs out',
      'ubuntu-24',
      'finding',
      'Ubuntu 24.04 får användas till och med 2027-05-24. Planera bytet.',
    ],
  ])('judges %s', (_, image, status, message) => {
    const [result] = ofServers([{ image }]);
    expect(result?.status).toBe(status);
    if (message !== undefined) expect(result?.message.sv).toBe(message);
  });

  it('does not let what is replaced be chosen anew', () => {
    expect(ofServers([{ image: 'debian-12' }], 'ordered')).toMatchObject([
      {
        status: 'finding',
        severity: 'medium',
        message: { sv: 'Debian 12 är ersatt och ska inte väljas för något nytt.' },
      },
    ]);
  });

  it('is as bad as the worst of images and engines', () => {
    expect(ofServers([{ image: 'ubuntu-24' }])).toMatchObject([{ severity: 'low' }]);
    expect(ofServers([{ image: 'ubuntu-24', engine: 'mysql-8' }])).toMatchObject([{ severity: 'medium' }]);
  });

  it('judges neither a proposal nor a service without servers', () => {
    expect(ofServers([{ image: 'debian-11' }], 'proposed')).toEqual([]);
    expect(judge(approvedStandard, buildDeclaration({ standards }))).toEqual([]);
  });

  it('follows the months the organisation sets', () => {
    const [result] = ofServers([{ image: 'debian-12' }], 'in-use', {
      organisation: { controls: { 'GV-15': { warnMonths: 24 } } },
    });
    expect(result).toMatchObject({ status: 'finding', severity: 'low' });
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-15', until)];
    expect(ofServers([{ image: 'debian-11' }], 'in-use', { exemptions })).toMatchObject([{ status }]);
  });
});

describe('GV-15 for devices, on 2026-11-24', () => {
  const nothingDeclared = buildDeclaration({ standards, services: [] });
  const debian13 = buildSections()['operating-system'];
  const physical: Hardware = {
    manufacturer: 'Exempelserver',
    model: 'R2 2U',
    serial: null,
    uuid: null,
    chassis: 'server',
    virtualisation: null,
    firmware: { vendor: null, version: null, date: null },
    processor: { model: null, sockets: null, cores: null, threads: null },
  };

  function device(
    system: Partial<System> | null,
    hardware: Partial<Hardware> | null = {},
    parts: Partial<FleetDevice> = {},
    readAt = daysAgo(1),
  ): FleetDevice {
    const base = debian13 !== undefined && 'data' in debian13 ? debian13.data : null;
    if (base === null) throw new Error('the builder has no system');
    return buildDevice({
      sections: {
        ...(system === null ? {} : { 'operating-system': okSection({ ...base, ...system }, readAt) }),
        ...(hardware === null ? {} : { hardware: okSection({ ...physical, ...hardware }) }),
      },
      ...parts,
    });
  }
  const of = (one: FleetDevice, declaration = nothingDeclared) =>
    judgeOne(approvedStandard, declaration, buildFleet(one));
  const windows = (edition: string | null): Partial<System> => ({
    family: 'windows',
    product: 'windows',
    name: 'Windows 11',
    version: '25H2',
    build: '26200.1',
    edition,
  });
  const laptop: Partial<Hardware> = {
    manufacturer: 'Exempeldator AB',
    model: 'Kontor 14',
    chassis: 'laptop',
  };

  it('is met for an approved image on an approved model, and shows both with their standards', () => {
    expect(of(device({}))).toMatchObject({
      status: 'met',
      evidence: [
        { source: 'operating-system' },
        { source: 'standards.yaml', text: { sv: 'Debian 13: godkänd' } },
        { source: 'hardware', text: { sv: 'Exempelserver R2 2U' } },
        { source: 'standards.yaml', text: { sv: 'Godkänd modell: server' } },
      ],
    });
    expect(of(device(windows('Enterprise'), laptop, { kind: 'client' }))).toMatchObject({
      status: 'met',
      evidence: [{}, {}, {}, { text: { sv: 'Godkänd modell: Datorer 2026' } }],
    });
  });

  it.each<[string, Partial<System>, Partial<Hardware>, FleetDevice['kind'], string]>([
    ['another system', { product: 'rhel', version: '9.4', name: 'RHEL 9.4' }, {}, 'server', 'finding'],
    ['a release nobody lists', { version: '9' }, {}, 'server', 'finding'],
    ['a release that is not told', { version: null }, {}, 'server', 'not-measured'],
    [
      'a Windows of which only the name is told',
      { ...windows(null), build: null },
      laptop,
      'client',
      'not-measured',
    ],
    ['a release that is replaced, in time', { version: '12' }, {}, 'server', 'met'],
    ['another edition', windows('Professional'), laptop, 'client', 'finding'],
    ['an edition that nobody told', windows(null), laptop, 'client', 'not-measured'],
    ['an image for other devices', {}, laptop, 'client', 'finding'],
    ['another model', {}, { model: 'R9' }, 'server', 'finding'],
    ['the model of another maker', {}, { manufacturer: 'Annan' }, 'server', 'finding'],
    ['a model with its maker before it', {}, { model: 'Exempelserver R2-2U' }, 'server', 'met'],
    ['a model without its maker', {}, { manufacturer: null }, 'server', 'met'],
    ['a model nobody told', {}, { model: null }, 'server', 'not-measured'],
    ['a virtual one, of whatever model', {}, { model: 'VM', virtualisation: 'kvm' }, 'server', 'met'],
  ])('judges %s', (_, system, hardware, kind, status) => {
    expect(of(device(system, hardware, { kind })).status).toBe(status);
  });

  it('says first what is wrong, though something else is unknown', () => {
    expect(of(device({ version: '9' }, null))).toMatchObject({
      status: 'finding',
      message: { sv: expect.stringMatching(/är ingen av de godkända avbilderna\.$/) },
    });
  });

  it.each([
    ['nothing is known of its system', device(null)],
    ['nothing is known of its model', device({}, null)],
    ['the reading is old', device({}, {}, {}, daysAgo(36))],
    ['the agent may not read', device({}, null, { sections: { hardware: emptySection('denied') } })],
    ['only an import knows it', buildImportedDevice({ operatingSystem: 'Windows' }, { kind: 'client' })],
    [
      'the words of the import fit no system',
      buildImportedDevice({ operatingSystem: 'ChromeOS' }, { kind: 'client' }),
    ],
  ])('is not measured where %s', (_, one) => {
    expect(of(one).status).toBe('not-measured');
  });

  it('is not measured where no standard is decided for its kind', () => {
    const declaration = buildDeclaration({
      standards: { images: [], deviceModels: [] },
      services: [],
    });
    expect(of(device({}), declaration)).toMatchObject({
      status: 'not-measured',
      message: {
        sv: 'Ingen avbild för servrar är beslutad i standards.yaml. Ingen modell för servrar är beslutad i standards.yaml.',
      },
    });
  });

  it('judges no mobile and no sensor', () => {
    const fleet = buildFleet(buildImportedDevice(), device({}, {}, { kind: 'iot', id: 'iot-1' }));
    expect(judge(approvedStandard, nothingDeclared, fleet)).toEqual([]);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-15', until, 'device:server-1')];
    const declaration = buildDeclaration({ standards, services: [], exemptions });
    expect(of(device({ version: '9' }), declaration).status).toBe(status);
  });
});
