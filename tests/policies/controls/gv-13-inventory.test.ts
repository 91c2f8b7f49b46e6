import { describe, expect, it } from 'vitest';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import { inventoryMatchesReality } from '#policies/controls/gv-13-inventory.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import {
  buildDevice,
  buildFleet,
  buildImportedDevice,
  buildSections,
  daysAgo,
  okSection,
} from '../../builders/fleet.ts';
import { judgeOne } from './judge.ts';

function result(device: FleetDevice, declaration = buildDeclaration()) {
  return judgeOne(inventoryMatchesReality, declaration, buildFleet(device));
}

function hardware(serial: string | null) {
  return buildSections({
    hardware: okSection({
      manufacturer: null,
      model: null,
      serial,
      uuid: null,
      chassis: null,
      virtualisation: null,
      firmware: { vendor: null, version: null, date: null },
      processor: { model: null, sockets: null, cores: null, threads: null },
    }),
  });
}

const hours = (count: number) => daysAgo(count / 24);

describe('GV-13', () => {
  it('is met for a declared device that reports', () => {
    expect(result(buildDevice()).status).toBe('met');
  });

  it('is a finding for a reporter that nobody has declared or listed', () => {
    expect(result(buildDevice({ declaredAs: null }))).toMatchObject({
      status: 'finding',
      severity: 'high',
      message: { sv: 'Enheten rapporterar, men finns varken i deklarationen eller i någon aktuell import.' },
    });
  });

  it('knows a reporter that a current export lists, but not one that an old export or an earlier one did', () => {
    const listed = buildImportedDevice().imports;
    const [record] = listed;
    if (record === undefined) throw new Error('no record');
    expect(result(buildDevice({ declaredAs: null, imports: listed })).status).toBe('met');
    for (const changed of [
      { ...record, importedAt: daysAgo(36) },
      { ...record, inLatest: false },
    ]) {
      expect(result(buildDevice({ declaredAs: null, imports: [changed] })).status).toBe('finding');
    }
  });

  it.each([
    ['server', 24, 'met'],
    ['server', 25, 'finding'],
    ['network', 25, 'finding'],
    ['client', 14 * 24, 'met'],
    ['client', 14 * 24 + 1, 'finding'],
    ['mobile', 25, 'met'],
    ['printer', 14 * 24 + 1, 'finding'],
    ['iot', 25, 'met'],
  ] as const)('judges a %s that has been silent for %i hours as %s', (kind, silent, status) => {
    expect(result(buildDevice({ kind, lastReportAt: hours(silent) })).status).toBe(status);
  });

  it.each([
    [1, 'met'],
    [1.1, 'finding'],
  ])('lets an IoT unit of a service that must be available be silent for %d hours: %s', (silent, status) => {
    const declaration = buildDeclaration({
      services: [buildService({ classification: { k: 1, r: 1, t: 3, decision: 'KS-2026-1' } })],
    });
    const device = buildDevice({ kind: 'iot', serviceIds: ['tjanst'], lastReportAt: hours(silent) });
    expect(result(device, declaration).status).toBe(status);
  });

  it('counts silence from the enrolment where no report followed', () => {
    const device = buildDevice({ lastReportAt: null, enrolledAt: hours(25) });
    expect(result(device)).toMatchObject({ status: 'finding', severity: 'high' });
    expect(result({ ...device, enrolledAt: hours(1) }).status).toBe('met');
  });

  it('weighs a silent agent less where another system sees the device', () => {
    const device = buildDevice({
      kind: 'client',
      lastReportAt: daysAgo(20),
      imports: buildImportedDevice({ lastSeenAt: daysAgo(3) }).imports,
    });
    expect(result(device)).toMatchObject({ status: 'finding', severity: 'medium' });
  });

  it('is not measured for a device that is declared and was never seen', () => {
    const device = buildDevice({ lastReportAt: null, enrolledAt: null, sections: {} });
    expect(result(device).status).toBe('not-measured');
  });

  it.each([
    ['seen lately', {}, 'met', undefined],
    ['not seen for 15 days', { lastSeenAt: daysAgo(15) }, 'finding', 'high'],
    ['gone from the newest export', { inLatest: false }, 'finding', 'medium'],
    ['without a time', { lastSeenAt: null }, 'not-measured', undefined],
    ['in an export that is too old', { importedAt: daysAgo(36) }, 'not-measured', undefined],
  ])('judges an imported device %s', (_, record, status, severity) => {
    const judged = result(buildImportedDevice(record));
    expect(judged.status).toBe(status);
    if (severity !== undefined) expect(judged.severity).toBe(severity);
  });

  const declared = buildDeclaration({
    devices: [
      { id: 'server-1', name: 'Servern', kind: 'server', profile: 'server', unit: 'it', serial: 'ABC123' },
    ],
    lines: { 'devices.yaml': { '/devices/0': 5 } },
  });

  it.each([
    ['ABC123', 'met'],
    [' abc123 ', 'met'],
    [null, 'met'],
    ['XYZ999', 'finding'],
  ])('compares the serial number %j with the declared ABC123: %s', (serial, status) => {
    expect(result(buildDevice({ sections: hardware(serial) }), declared).status).toBe(status);
  });

  it('points at the declaration', () => {
    expect(result(buildDevice(), declared).evidence[0]?.source).toBe('devices.yaml:5');
  });

  it('is a finding where another device has the same serial number or UUID', () => {
    expect(result(buildDevice({ identityConflicts: ['server-2'] }))).toMatchObject({
      status: 'finding',
      severity: 'medium',
    });
  });

  it.each([
    ['2027-01-31', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildDeclaration({
      exemptions: [
        {
          control: 'GV-13',
          subject: 'device:server-1',
          owner: 'role:chef',
          reason: 'Står i lager.',
          from: '2026-11-01',
          until,
          decision: 'KS-2026-3',
        },
      ],
    });
    expect(result(buildDevice({ lastReportAt: daysAgo(10) }), declaration).status).toBe(status);
  });
});
