import { describe, expect, it } from 'vitest';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Section } from '#model/report/section.ts';
import type { SectionData } from '#model/report/sections.ts';
import { securityUpdatesInTime } from '#policies/controls/gv-11-security-updates.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import {
  buildDevice,
  buildFleet,
  buildImportedDevice,
  buildSections,
  daysAgo,
  emptySection,
  okSection,
  pendingUpdate,
} from '../../builders/fleet.ts';
import { judgeOne } from './judge.ts';

function result(device: FleetDevice, declaration = buildDeclaration()) {
  return judgeOne(securityUpdatesInTime, declaration, buildFleet(device));
}

/** A device with one pending update, first seen so many days ago. */
function waiting(
  days: number,
  update: Parameters<typeof pendingUpdate>[0] = {},
  parts: Partial<SectionData['updates']> = {},
  device: Partial<FleetDevice> = {},
): FleetDevice {
  const pending = pendingUpdate(update);
  return buildDevice({
    pendingSince: new Map([[pending.name, daysAgo(days)]]),
    sections: buildSections({
      updates: okSection({ manager: 'apt', listsAt: daysAgo(1).toISOString(), pending: [pending], ...parts }),
    }),
    ...device,
  });
}

const exposed = buildDeclaration({
  services: [
    buildService({
      runsOn: 'hall',
      servers: [{ role: 'app', size: 'small', image: 'debian-13' }],
      flows: [{ from: 'internet', to: 'app', port: 443, authenticated: false }],
    }),
  ],
});

describe('GV-11', () => {
  it('is met where nothing is pending', () => {
    expect(result(buildDevice()).status).toBe('met');
  });

  it.each([
    ['critical', 14, 'met', undefined],
    ['critical', 14.1, 'finding', 'critical'],
    ['important', 14.1, 'met', undefined],
    ['important', 30.1, 'finding', 'high'],
    ['low', 30, 'met', undefined],
    [null, 14, 'met', undefined],
    [null, 14.1, 'finding', 'high'],
  ] as const)(
    'judges a security update of severity %s after %d days as %s',
    (severity, days, status, weight) => {
      const judged = result(waiting(days, { severity }));
      expect(judged.status).toBe(status);
      if (weight !== undefined) expect(judged.severity).toBe(weight);
    },
  );

  it.each([
    [3, 'met'],
    [3.1, 'finding'],
  ])('gives a critical update %d days where the internet reaches the service: %s', (days, status) => {
    const judged = result(waiting(days, { severity: 'critical' }, {}, { serviceIds: ['tjanst'] }), exposed);
    expect(judged.status).toBe(status);
    expect(judged.evidence[0]?.text.sv).toBe('Nås från internet: Tjänsten');
  });

  it('does not hurry a device whose services nobody reaches from the internet', () => {
    expect(result(waiting(4, { severity: 'critical' }), exposed).status).toBe('met');
  });

  it('names what has waited longest and how many more there are', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const device = buildDevice({
      pendingSince: new Map(names.map((name, index) => [name, daysAgo(20 + index)])),
      sections: buildSections({
        updates: okSection({
          manager: 'apt',
          listsAt: daysAgo(1).toISOString(),
          pending: names.map((name) => pendingUpdate({ name })),
        }),
      }),
    });
    expect(result(device).message.sv).toBe(
      '5 säkerhetsuppdateringar har väntat för länge: e (24 dygn, högst 14), d (23 dygn, högst 14), c (22 dygn, högst 14) och 2 till.',
    );
  });

  it('starts a deadline nobody has kept at the reading itself', () => {
    const device = { ...waiting(100), pendingSince: new Map<string, Date>() };
    expect(result(device).status).toBe('met');
  });

  it('passes over what mends no security fault', () => {
    expect(result(waiting(400, { security: false })).status).toBe('met');
  });

  it('does not know where the source does not say whether an old update mends a security fault', () => {
    expect(result(waiting(15, { security: null })).status).toBe('not-measured');
    expect(result(waiting(13, { security: null })).status).toBe('met');
  });

  it('is not measured on old lists, or where their age is not known', () => {
    expect(result(waiting(1, {}, { listsAt: daysAgo(7.1).toISOString() })).status).toBe('not-measured');
    expect(result(waiting(1, {}, { listsAt: daysAgo(7).toISOString() })).status).toBe('met');
    expect(result(waiting(1, {}, { listsAt: null })).status).toBe('not-measured');
  });

  it('is a finding even on old lists, for what waited then was not installed when it was read', () => {
    expect(result(waiting(40, {}, { listsAt: daysAgo(39).toISOString() })).status).toBe('finding');
  });

  it('is not measured where the device was last read long ago, whatever it said then', () => {
    const updates = okSection(
      { manager: 'apt' as const, listsAt: daysAgo(15).toISOString(), pending: [pendingUpdate()] },
      daysAgo(14.1),
    );
    const device = buildDevice({
      pendingSince: new Map([['openssl', daysAgo(40)]]),
      sections: buildSections({ updates }),
    });
    expect(result(device).status).toBe('not-measured');
  });

  it.each([
    [7, 'met'],
    [7.1, 'finding'],
  ])('lets a restart wait %d days: %s', (days, status) => {
    const device = buildDevice({
      rebootSince: daysAgo(days),
      sections: buildSections({
        reboot: okSection({ required: true, signals: ['run-reboot-required'], since: null }),
      }),
    });
    expect(result(device).status).toBe(status);
    if (status === 'finding') expect(result(device).severity).toBe('medium');
  });

  it('starts a restart at the earliest time anybody names', () => {
    const device = buildDevice({
      rebootSince: daysAgo(2),
      sections: buildSections({
        reboot: okSection({ required: true, signals: [], since: daysAgo(9).toISOString() }),
      }),
    });
    expect(result(device).status).toBe('finding');
  });

  it.each([
    ['required is not known', okSection({ required: null, signals: [], since: null })],
    ['the source was denied', emptySection('denied')],
  ])('is not measured where a pending restart would not be seen: %s', (_, reboot) => {
    expect(result(buildDevice({ sections: buildSections({ reboot }) })).status).toBe('not-measured');
  });

  it.each([
    ['timeout', 'källan svarade inte i tid'],
    ['denied', 'källan gick inte att läsa'],
    ['unsupported', 'enheten har ingen sådan källa'],
  ] as const)('is not measured where the updates are %s', (status, words) => {
    const judged = result(buildDevice({ sections: buildSections({ updates: emptySection(status) }) }));
    expect(judged.status).toBe('not-measured');
    expect(judged.message.sv).toContain(words);
  });

  it('is not met on an incomplete reading', () => {
    const updates: Section<SectionData['updates']> = {
      status: 'partial',
      reason: 'one list was not read',
      collectedAt: daysAgo(0).toISOString(),
      tookMs: 1,
      source: 'test',
      data: { manager: 'apt', listsAt: daysAgo(1).toISOString(), pending: [] },
    };
    expect(result(buildDevice({ sections: buildSections({ updates }) }))).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Läsningen är ofullständig (one list was not read).' },
    });
  });

  it.each([
    ['an imported device', buildImportedDevice(), 'intune'],
    [
      'a device that never reported',
      buildDevice({ sections: {}, lastReportAt: null, enrolledAt: null }),
      'aldrig rapporterat',
    ],
  ])('is not measured for %s', (_, device, words) => {
    const judged = result(device);
    expect(judged.status).toBe('not-measured');
    expect(judged.message.sv).toContain(words);
  });

  it('follows the deadlines the organisation sets', () => {
    const declaration = buildDeclaration({
      organisation: { controls: { 'GV-11': { criticalDays: 5, unknownSeverity: 'other', otherDays: 60 } } },
    });
    expect(result(waiting(6, { severity: 'critical' }), declaration).status).toBe('finding');
    expect(result(waiting(50), declaration).status).toBe('met');
  });

  it.each([
    ['2027-01-31', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s, the device named as people know it', (until, status) => {
    const declaration = buildDeclaration({
      exemptions: [
        {
          control: 'GV-11',
          subject: 'device:server-1',
          owner: 'role:chef',
          reason: 'Leverantören provar först.',
          from: '2026-11-01',
          until,
          decision: 'KS-2026-3',
        },
      ],
    });
    expect(result(waiting(40), declaration).status).toBe(status);
  });
});
