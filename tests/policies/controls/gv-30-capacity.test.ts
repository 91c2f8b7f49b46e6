import { describe, expect, it } from 'vitest';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import { capacitySufficient } from '#policies/controls/gv-30-capacity.ts';
import { buildService, type DeclarationParts } from '../../builders/declaration.ts';
import { buildDevice, buildSections, daysAgo, emptySection, okSection } from '../../builders/fleet.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

const said = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const roomy = { vcpus: 8, memoryGib: 16, storageGib: 1000, source: 'Hallens förteckning', year: 2026 };

/** The platform with a capacity: two servers of 1 vCPU and 1 GiB, 60 + 160 GiB of disk, in two racks. */
function build(capacity: Partial<typeof roomy> | null, parts: DeclarationParts = {}) {
  const site = { id: 'hall', name: 'Serverhallen', kind: 'adopted' as const, site: 'hallen' };
  return buildPlatform({
    ...parts,
    organisation: {
      platformSites: [
        {
          ...site,
          failureDomains: ['a', 'b'],
          ...(capacity === null ? {} : { capacity: { ...roomy, ...capacity } }),
        },
      ],
      ...parts.organisation,
    },
  });
}

describe('GV-30', () => {
  it('is met where the site holds all, also with one rack less', () => {
    const declaration = build({}, { lines: { 'grundval.yaml': { '/platformSites/0/capacity': 12 } } });
    const result = judgePlanned(capacitySufficient, declaration);
    expect(result).toMatchObject({ status: 'met', severity: 'medium' });
    expect(result.evidence.map(({ text, source }) => [said(text.sv), source])).toEqual([
      ['Serverhallen: 2 av 24 vCPU', 'grundval.yaml:12'],
      ['Serverhallen: 2 av 14 GiB minne', 'grundval.yaml:12'],
      ['Serverhallen: 220 av 900 GiB lagring', 'grundval.yaml:12'],
      ['Hallens förteckning, 2026. Systemdiskar räknas som 60 GiB', 'grundval.yaml:12'],
    ]);
  });

  it.each([
    [
      'memory',
      { memoryGib: 2 },
      'Serverhallen räcker inte: servrarna behöver 2 GiB minne, och där får de använda 1.',
    ],
    [
      'storage',
      { storageGib: 200 },
      'Serverhallen räcker inte: servrarna behöver 220 GiB lagring, och där får de använda 180.',
    ],
    [
      'memory, once a rack is lost',
      { memoryGib: 4 },
      'Om en av de 2 delarna av Serverhallen faller bort räcker inte resten: 2 GiB minne behövs, 1 finns kvar om delarna är lika stora.',
    ],
    [
      'processors, once a rack is lost',
      { vcpus: 1 },
      'Om en av de 2 delarna av Serverhallen faller bort räcker inte resten: 2 vCPU behövs, 1 finns kvar om delarna är lika stora.',
    ],
  ])('is a finding with too little %s', (_, capacity, message) => {
    const result = judgePlanned(capacitySufficient, build(capacity));
    expect(result).toMatchObject({ status: 'finding', severity: 'medium' });
    expect(said(result.message.sv)).toBe(message);
  });

  it('follows the margins the organisation sets', () => {
    const controls = {
      'GV-30': { surviveDomainLoss: false, memoryPercent: 100, overcommit: 2, systemDiskGib: 0 },
    };
    const declaration = build({ vcpus: 1, memoryGib: 2, storageGib: 112 }, { organisation: { controls } });
    expect(judgePlanned(capacitySufficient, declaration).status).toBe('met');
  });

  it('counts the most servers a role grows to, and what other environments have on the site', () => {
    const environments = [
      { id: 'produktion', name: 'Produktion', production: true },
      { id: 'prov', name: 'Prov', production: false },
    ];
    const servers = [{ role: 'app', count: 1, maxCount: 5, size: 'small', image: 'debian-13' }];
    const services = [
      buildRunning({ servers, flows: [] }),
      buildRunning({ id: 'prov', servers, flows: [], environments: ['prov', 'produktion'] }),
      buildRunning({ id: 'forslag', stage: 'proposed', servers, flows: [] }),
    ];
    const declaration = build({}, { services, organisation: { environments } });
    const result = judgePlanned(capacitySufficient, declaration);
    expect(said(result.evidence[0]?.text.sv ?? '')).toBe('Serverhallen: 15 av 24 vCPU');
  });

  it.each([
    ['nobody says what the site holds', null, 'Hur mycket Serverhallen rymmer är inte deklarerat.'],
    [
      'it was said too long ago',
      { year: 2023 },
      'Uppgiften om vad Serverhallen rymmer är från 2023, för gammal för att säga något.',
    ],
  ])('is not measured where %s', (_, capacity, message) => {
    expect(judgePlanned(capacitySufficient, build(capacity))).toMatchObject({
      status: 'not-measured',
      message: { sv: message },
    });
  });

  it('is a finding also by an old statement, since a hall does not grow unseen', () => {
    expect(judgePlanned(capacitySufficient, build({ year: 2020, storageGib: 10 })).status).toBe('finding');
  });

  it('judges built services with servers, of class 2 and up', () => {
    const services = [
      buildRunning({ id: 'byggd' }),
      buildRunning({ id: 'lag', classification: { k: 1, r: 1, t: 1, decision: 'KS-2026-1' } }),
      buildRunning({ id: 'forslag', stage: 'proposed' }),
      buildService({ id: 'kopt', hosting: 'cloud', classification: { k: 2, r: 2, t: 2 } }),
    ];
    expect([...judgeAll(capacitySufficient, build({}, { services })).keys()]).toEqual(['service:byggd']);
  });

  it('is a finding where resources are smaller than planned', () => {
    const differences = [
      {
        part: 'disks',
        key: 'tjanst/db/1/data',
        kind: 'changed',
        field: 'sizeGib',
        expected: '100',
        found: '10',
      },
    ] as const;
    const result = judgePlanned(capacitySufficient, build({}), { differences });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain('`sizeGib` är 10 hos resursen, planen säger 100');
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = build({ storageGib: 10 }, { exemptions: [buildExemption('GV-30', until)] });
    expect(judgePlanned(capacitySufficient, declaration).status).toBe(status);
  });
});

describe('GV-30 of a server', () => {
  const fileSystem = {
    mount: '/',
    device: '/dev/sda1',
    type: 'ext4',
    sizeBytes: 1e9,
    usedPercent: 90 as number | null,
    readOnly: false,
  };
  const sections = (fileSystems: readonly (typeof fileSystem)[], memoryGib = 1, readAt = daysAgo(0.1)) =>
    buildSections({
      'file-systems': okSection({ fileSystems: [...fileSystems] }, readAt),
      memory: okSection({ totalBytes: Math.floor(memoryGib * 2 ** 30), swapBytes: 0 }, readAt),
    });
  const judge = (parts: Partial<FleetDevice>) =>
    judgePlanned(
      capacitySufficient,
      build({}),
      { devices: [buildDevice({ id: 'd', declaredAs: 'tjanst-app-1', serviceIds: ['tjanst'], ...parts })] },
      'device:d',
    );

  it('is never met, since nothing reads how busy it is', () => {
    expect(judge({ sections: sections([fileSystem], 0.95) })).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Hur belastade processor och minne är över tid läser inte mätprogrammet.' },
      evidence: [{ text: { sv: '/: 90 % fylld' } }, { source: 'memory' }],
    });
  });

  it('is a finding where a file system is fuller than the limit, unless it cannot be written to', () => {
    expect(judge({ sections: sections([{ ...fileSystem, usedPercent: 91 }]) })).toMatchObject({
      status: 'finding',
      severity: 'medium',
      message: { sv: '/ är fylld till 91 %; det ska vara högst 90 %.' },
    });
    const snap = { ...fileSystem, usedPercent: 100, readOnly: true };
    expect(judge({ sections: sections([snap]) }).status).toBe('not-measured');
  });

  it('is a finding where it has less memory than planned', () => {
    expect(said(judge({ sections: sections([fileSystem], 0.5) }).message.sv)).toBe(
      'Servern har 512 MiB minne, men planen säger 1 GiB.',
    );
  });

  it.each([
    ['no sections', buildSections(), 'Enhetens mätprogram läser inte diskutrymme.'],
    [
      'a source that was denied',
      buildSections({ 'file-systems': emptySection('denied') }),
      'Vi vet inget om diskutrymme: källan gick inte att läsa (no such file).',
    ],
    [
      'an old reading of a full disk',
      sections([{ ...fileSystem, usedPercent: 99 }], 0.1, daysAgo(15)),
      'Uppgiften om minne lästes senast 2026-11-09; hur det är nu är inte känt.',
    ],
    [
      'a file system that cannot be read',
      sections([{ ...fileSystem, usedPercent: null }]),
      'Hur full / är går inte att läsa.',
    ],
  ])('says with %s what is not known', (_, given, message) => {
    const result = judge({ sections: given });
    expect(result.status).toBe('not-measured');
    expect(result.message.sv).toContain(message);
  });

  it('is not judged where it carries no service', () => {
    const devices = [buildDevice({ id: 'd', declaredAs: 'server-1' })];
    expect([...judgeAll(capacitySufficient, build({}), { devices }).keys()]).toEqual(['service:tjanst']);
  });
});
