import { describe, expect, it } from 'vitest';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { SectionData } from '#model/report/sections.ts';
import { withinVendorSupport } from '#policies/controls/gv-12-vendor-support.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import {
  buildDevice,
  buildFleet,
  buildImportedDevice,
  buildSections,
  daysAgo,
  emptySection,
  okSection,
} from '../../builders/fleet.ts';
import { judge, judgeOne } from './judge.ts';

type System = SectionData['operating-system'];
const nothingDeclared = buildDeclaration({ services: [] });

function running(system: Partial<System>, readAt = daysAgo(1)): FleetDevice {
  const windows: System = {
    family: 'windows',
    product: 'windows',
    name: 'Windows',
    version: null,
    build: null,
    edition: null,
    kernel: null,
    architecture: null,
    bootedAt: null,
    installedAt: null,
  };
  return buildDevice({
    sections: buildSections({ 'operating-system': okSection({ ...windows, ...system }, readAt) }),
  });
}

function ofDevice(device: FleetDevice, declaration = nothingDeclared) {
  return judgeOne(withinVendorSupport, declaration, buildFleet(device));
}

function ofImages(...servers: { image: string; engine?: string }[]) {
  const service = buildService({
    runsOn: 'hall',
    servers: servers.map((server, index) => ({ role: `s${index}`, size: 'small', ...server })),
  });
  return judgeOne(withinVendorSupport, buildDeclaration({ services: [service] }));
}

describe('GV-12 for devices, on 2026-11-24', () => {
  it.each([
    ['Debian 13', { product: 'debian', version: '13' }, 'met', undefined],
    ['RHEL 9.4', { product: 'rhel', version: '9.4' }, 'met', undefined],
    ['CentOS 7, long past', { product: 'centos', version: '7' }, 'finding', 'critical'],
    [
      'Ubuntu 20.04, with a contract to be had',
      { product: 'ubuntu', version: '20.04' },
      'finding',
      'critical',
    ],
    ['Debian 12, with LTS for all', { product: 'debian', version: '12' }, 'finding', 'high'],
    ['Debian 11, LTS past as well', { product: 'debian', version: '11' }, 'finding', 'critical'],
    ['Windows 10', { edition: 'Enterprise', build: '19045.1' }, 'finding', 'critical'],
    ['Windows 11 24H2 Pro', { edition: 'Professional', build: '26100.1' }, 'finding', 'critical'],
    ['Windows 11 24H2 Education, in 11 months', { edition: 'Education', build: '26100.1' }, 'finding', 'low'],
    ['Ubuntu 22.04, in 5 months', { product: 'ubuntu', version: '22.04' }, 'finding', 'medium'],
    ['Server 2016, in 2 months', { product: 'windows-server', version: '2016' }, 'finding', 'high'],
    ['a rolling release', { product: 'arch', version: null }, 'not-measured', undefined],
    ['a release that is not in the table', { product: 'debian', version: '99' }, 'not-measured', undefined],
    [
      'an edition with dates of its own',
      { edition: 'IoTEnterprise', build: '26100.1' },
      'not-measured',
      undefined,
    ],
  ])('judges %s', (_, system, status, severity) => {
    const judged = ofDevice(running(system as Partial<System>));
    expect(judged.status).toBe(status);
    if (severity !== undefined) expect(judged.severity).toBe(severity);
  });

  it('says what extended support there is and that nobody has stated it', () => {
    expect(ofDevice(running({ edition: 'Professional', build: '19045.1' })).message.sv).toBe(
      'Windows 10 22H2 har inte leverantörens säkerhetsuppdateringar sedan 2025-10-14. ' +
        'Windows ESU finns till och med 2028-10-10; om kommunen har det, skriv `extended: [windows-esu]` för GV-12 i grundval.yaml.',
    );
  });

  it('counts extended support where the organisation says that it has it', () => {
    const declaration = buildDeclaration({
      services: [],
      organisation: { controls: { 'GV-12': { extended: ['windows-esu'] } } },
    });
    const judged = ofDevice(running({ edition: 'Professional', build: '19045.1' }), declaration);
    expect(judged).toMatchObject({
      status: 'met',
      message: { sv: 'Windows 10 22H2 (Windows ESU) får säkerhetsuppdateringar till och med 2028-10-10.' },
    });
  });

  it('does not know where the edition decides and is not known', () => {
    expect(ofDevice(running({ build: '26100.1' }))).toMatchObject({ status: 'not-measured' });
  });

  it('is a finding where support is past for every edition', () => {
    expect(ofDevice(running({ build: '22631.1' }))).toMatchObject({
      status: 'finding',
      severity: 'critical',
    });
  });

  it('does not take "no end was known" for good longer than it holds', () => {
    const declaration = buildDeclaration({
      services: [],
      organisation: { controls: { 'GV-12': { unannouncedEndMonths: 6 } } },
    });
    const device = running({ family: 'macos', product: 'macos', version: '26.1' });
    expect(ofDevice(device).status).toBe('not-measured');
    expect(ofDevice(device, declaration).status).toBe('met');
  });

  it('is not measured on an old reading, whatever it says', () => {
    expect(ofDevice(running({ product: 'debian', version: '13' }, daysAgo(36))).status).toBe('not-measured');
    expect(ofDevice(running({ product: 'centos', version: '7' }, daysAgo(36))).status).toBe('not-measured');
  });

  it('is not measured where the operating system could not be read', () => {
    const sections = buildSections({ 'operating-system': emptySection('denied') });
    expect(ofDevice(buildDevice({ sections })).status).toBe('not-measured');
  });

  it('judges an imported device by what the export says of it', () => {
    expect(ofDevice(buildImportedDevice({ operatingSystem: 'iOS', build: '17.6.1' }))).toMatchObject({
      status: 'finding',
      severity: 'critical',
      evidence: [{ source: 'intune', text: { sv: 'iOS 17.6.1' } }],
    });
  });

  it.each([
    ['words that fit several products', { operatingSystem: 'iOS/iPadOS' }],
    ['a system nobody lists', { operatingSystem: 'ChromeOS', build: '130' }],
    ['no system at all', { operatingSystem: null, build: null }],
    ['a device the other system has not heard of for long', { lastSeenAt: daysAgo(40) }],
    ['an export that is old', { importedAt: daysAgo(40), lastSeenAt: null }],
  ])('is not measured for an import with %s', (_, record) => {
    expect(ofDevice(buildImportedDevice(record)).status).toBe('not-measured');
  });
});

describe('GV-12 for declared services, on 2026-11-24', () => {
  it('is met for an image within support, and says until when', () => {
    expect(ofImages({ image: 'debian-13' })).toMatchObject({
      status: 'met',
      message: { sv: 'Debian 13 får säkerhetsuppdateringar till och med 2028-08-09.' },
      evidence: [{ source: 'standards.yaml' }],
    });
  });

  it('is as bad as the worst of images and engines', () => {
    expect(ofImages({ image: 'debian-13' }, { image: 'windows-server-2016' }).severity).toBe('high');
    expect(ofImages({ image: 'debian-13', engine: 'postgresql-13' })).toMatchObject({
      status: 'finding',
      severity: 'critical',
    });
  });

  it('is not measured where one image is unknown, unless another is a finding', () => {
    expect(ofImages({ image: 'debian-13' }, { image: 'okand' }).status).toBe('not-measured');
    expect(ofImages({ image: 'windows-server-2016' }, { image: 'okand' }).status).toBe('finding');
  });

  it('judges neither a proposal nor a service without servers', () => {
    const proposed = buildService({
      id: 'forslag',
      stage: 'proposed',
      runsOn: 'hall',
      servers: [{ role: 'app', size: 'small', image: 'windows-server-2016' }],
    });
    const bought = buildService({ hosting: 'cloud' });
    expect(judge(withinVendorSupport, buildDeclaration({ services: [proposed, bought] }))).toEqual([]);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildDeclaration({
      services: [
        buildService({
          runsOn: 'hall',
          servers: [{ role: 'app', size: 'small', image: 'windows-server-2016' }],
        }),
      ],
      exemptions: [
        {
          control: 'GV-12',
          subject: 'service:tjanst',
          owner: 'role:chef',
          reason: 'Byts i vår.',
          from: '2026-11-01',
          until,
          decision: 'KS-2026-3',
        },
      ],
    });
    expect(judgeOne(withinVendorSupport, declaration).status).toBe(status);
  });
});
