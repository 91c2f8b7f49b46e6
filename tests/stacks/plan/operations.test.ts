import { describe, expect, it } from 'vitest';
import type { Service } from '#model/declaration/service.ts';
import { allowedDownMinutes } from '#stacks/plan/plan-monitoring.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf } from './arbitrary-declaration.ts';

const plan = (services: readonly Service[]) =>
  planPlatform(declarationOf(services), { environment: 'produktion' });
const database = {
  role: 'db',
  size: 'small',
  image: 'debian-13',
  engine: 'postgresql-13',
  disks: [
    { name: 'logg', sizeGib: 7 },
    { name: 'data', sizeGib: 33 },
  ],
};
const service = (parts: Parameters<typeof buildService>[0] = {}) =>
  buildService({ runsOn: 'hall', servers: [database], ...parts });
const codesOf = (services: readonly Service[]) => plan(services).issues.map(({ code }) => code);

describe('copies of a server group', () => {
  it('follow the service level, with the decisions they rest on', () => {
    const { backups } = plan([
      service({
        serviceLevel: { class: 'silver', decision: 'KS-2026-2' },
        information: [{ type: 'akt', personalData: 'sensitive', retention: 'KS-2026-7' }],
      }),
    ]);
    expect(backups).toMatchObject([
      {
        group: 'tjanst/db',
        rpoSeconds: 86_400,
        rtoSeconds: 28_800,
        everySeconds: 14_400,
        keepSeconds: 30 * 86_400,
        keepDecisions: ['KS-2026-2'],
        retentionDecisions: ['KS-2026-7'],
        isolatedCopy: true,
        disks: ['data', 'logg'],
        engine: 'postgresql-13',
        meetsRpo: true,
      },
    ]);
    expect(backups[0]?.offsetSeconds).toBeLessThan(14_400);
  });

  it('are told where they are rarer than the RPO', () => {
    const rare = service({ serviceLevel: { class: 'guld' } });
    expect(plan([rare]).backups[0]?.meetsRpo).toBe(false);
    expect(codesOf([rare])).toContain('rpo-not-met');
  });

  it('are missing, and block, where no service level says how', () => {
    const { backups, issues } = plan([service({ serviceLevel: null })]);
    expect(backups).toEqual([]);
    expect(issues).toMatchObject([
      { code: 'no-service-level', severity: 'blocking', subject: 'group:tjanst/db' },
    ]);
  });
});

describe('monitoring', () => {
  it('says how long a service may be down of its agreed time', () => {
    // 30 days of 24 hours are 43 200 minutes; 0.2 per cent of them.
    expect(allowedDownMinutes('24/7', 99.8)).toBe(86.4);
    // 30/7 weeks of 55 hours are 14 142.9 minutes; one per cent of them.
    expect(allowedDownMinutes('mon-fri 07:00-18:00', 99)).toBe(141.4);
  });

  it('watches checks, servers and the age of copies', () => {
    const { monitoring } = plan([
      service({ checks: [{ url: 'https://tjanst.example/', every: '5m' }], essential: true }),
    ]);
    expect(monitoring).toEqual([
      {
        service: 'tjanst',
        serviceLevel: 'silver',
        availabilityPercent: 99.5,
        hours: 'mon-fri 07:00-18:00',
        downMinutesPer30Days: 70.7,
        alarmAlways: true,
        checks: [{ url: 'https://tjanst.example/', everySeconds: 300, alarmAfterSeconds: 600 }],
        groups: ['tjanst/db'],
        backupAlarmAfterSeconds: 86_400,
      },
    ]);
  });

  it('tells a level that nobody watches, and agrees on nothing where there is none', () => {
    expect(codesOf([service()])).toEqual(['not-watched']);
    expect(plan([service({ serviceLevel: null })]).monitoring).toMatchObject([
      { serviceLevel: null, downMinutesPer30Days: null, backupAlarmAfterSeconds: null },
    ]);
  });
});

describe('placement', () => {
  it('spreads the servers of a group over the failure domains of its site', () => {
    const { groups } = plan([
      service({ serviceLevel: { class: 'guld' }, servers: [{ ...database, count: 3 }] }),
    ]);
    expect(groups).toMatchObject([{ antiAffinity: 'required', redundancy: 'met' }]);
    expect(groups[0]?.servers.map(({ failureDomain }) => failureDomain).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['one-server', { servers: [database] }],
    ['one-domain', { runsOn: 'moln', servers: [{ ...database, count: 2, zone: 'pub' }] }],
  ] as const)('tells what a redundant class lacks: %s', (redundancy, parts) => {
    const lacking = service({ serviceLevel: { class: 'guld' }, ...parts, servers: [...parts.servers] });
    expect(plan([lacking]).groups).toMatchObject([{ redundancy }]);
    expect(codesOf([lacking])).toContain('not-redundant');
  });

  it('says nothing of redundancy that nobody has asked for', () => {
    expect(plan([service()]).groups).toMatchObject([{ redundancy: 'not-asked', antiAffinity: 'preferred' }]);
  });
});

describe('a database', () => {
  it('is a group with an engine, as endoflife.date names it', () => {
    expect(plan([service()]).databases).toEqual([
      {
        group: 'tjanst/db',
        engine: 'postgresql-13',
        product: 'postgresql',
        cycle: '13',
        replicas: 1,
        storageGib: 40,
        build: true,
      },
    ]);
  });
});
