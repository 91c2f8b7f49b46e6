import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Declaration } from '#model/declaration/declaration.ts';
import { formatMistake } from '#model/declaration/mistake.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Control } from '#policies/control.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { buildDeclaration, buildService } from '../builders/declaration.ts';
import {
  buildDevice,
  buildFleet,
  buildImportedDevice,
  buildSections,
  daysAgo,
  okSection,
  pendingUpdate,
  testNow,
} from '../builders/fleet.ts';

/** A few of the catalogue, so that a control that joins it changes nothing here. */
const known = controls.filter(({ id }) =>
  ['GV-01', 'GV-02', 'GV-04', 'GV-11', 'GV-12', 'GV-13'].includes(id),
);

function evaluate(declaration: Declaration, devices: readonly FleetDevice[] | null, extra: object = {}) {
  return evaluateControls({
    controls: known,
    declaration,
    fleet: devices === null ? null : buildFleet(...devices),
    now: testNow,
    ...extra,
  });
}

function stub(parts: Partial<Control>): Control {
  return {
    id: 'GV-99',
    version: 1,
    validFrom: '2026-01-01',
    title: { sv: 'Prov', en: 'Test' },
    why: { sv: 'Prov.', en: 'Test.' },
    sources: [],
    profile: 'base',
    severity: 'high',
    gate: true,
    reads: ['declaration'],
    parameters: z.strictObject({}),
    remedy: { sv: 'Gör.', en: 'Do.' },
    check: ({ declaration, fleet }) => [
      ...declaration.services.map(({ id, name }) => ({
        subject: { kind: 'service' as const, id, name },
        status: 'finding' as const,
        message: { sv: 'Fel.', en: 'Wrong.' },
        evidence: [],
      })),
      ...(fleet?.devices ?? []).map(({ id, name }) => ({
        subject: { kind: 'device' as const, id, name },
        status: 'finding' as const,
        message: { sv: 'Fel.', en: 'Wrong.' },
        evidence: [],
      })),
    ],
    ...parts,
  };
}

describe('evaluateControls', () => {
  it('runs what needs no devices where none are known, and says what it left out', () => {
    const { results, notRun } = evaluate(buildDeclaration(), null);
    expect(new Set(results.map(({ control }) => control))).toEqual(new Set(['GV-01', 'GV-02', 'GV-04']));
    expect(notRun).toEqual([
      { control: 'GV-11', missing: ['fleet'], partly: false },
      { control: 'GV-12', missing: ['fleet'], partly: true },
      { control: 'GV-13', missing: ['fleet'], partly: false },
    ]);
  });

  it('leaves nothing out where devices are known', () => {
    const { results, notRun } = evaluate(buildDeclaration(), [buildDevice()]);
    expect(notRun).toEqual([]);
    expect(results.map(({ control, subject }) => `${control} ${subject.kind}`)).toEqual([
      'GV-01 service',
      'GV-02 service',
      'GV-04 service',
      'GV-11 device',
      'GV-12 device',
      'GV-13 device',
    ]);
  });

  it('isolates a control that throws: the others give the same results', () => {
    const broken = stub({
      check: () => {
        throw new TypeError('a bug');
      },
    });
    const alone = evaluate(buildDeclaration(), [buildDevice()]);
    const together = evaluateControls({
      controls: [broken, ...known],
      declaration: buildDeclaration(),
      fleet: buildFleet(buildDevice()),
      now: testNow,
    });
    expect(together.results).toEqual(alone.results);
    expect(together.failed).toMatchObject([{ control: 'GV-99', error: { message: 'a bug' } }]);
  });

  it('takes a control that judges a subject twice for broken', () => {
    const subject = { kind: 'service', id: 'tjanst', name: 'Tjänsten' } as const;
    const verdict = { subject, status: 'met', message: { sv: '', en: '' }, evidence: [] } as const;
    const twice = stub({ check: () => [verdict, verdict] });
    const { results, failed } = evaluate(buildDeclaration(), null, { controls: [twice] });
    expect(results).toEqual([]);
    expect(failed[0]?.error.message).toBe('GV-99 judged service:tjanst twice');
  });
});

describe('the profile of a control', () => {
  const classes = (k: number) => ({ classification: { k, r: 0, t: 0, decision: 'KS-2026-1' } });
  const declaration = buildDeclaration({
    services: [
      buildService({ id: 'noll', ...classes(0) }),
      buildService({ id: 'tva', ...classes(2) }),
      buildService({ id: 'tre', ...classes(3) }),
      buildService({ id: 'oklassad', classification: null }),
    ],
  });
  const statuses = (profile: Control['profile'], devices: readonly FleetDevice[] = []) =>
    Object.fromEntries(
      evaluate(declaration, devices, { controls: [stub({ profile })] }).results.map(({ subject, status }) => [
        subject.id,
        status,
      ]),
    );

  it('decides which services it judges, and an undecided class is not measured', () => {
    expect(statuses('base')).toEqual({
      noll: 'finding',
      tva: 'finding',
      tre: 'finding',
      oklassad: 'finding',
    });
    expect(statuses('extended')).toEqual({ tva: 'finding', tre: 'finding', oklassad: 'not-measured' });
    expect(statuses('high')).toEqual({ tre: 'finding', oklassad: 'not-measured' });
  });

  it('reaches a device by the highest class of its services', () => {
    const carrying = (id: string, ...serviceIds: string[]) => buildDevice({ id, serviceIds });
    const judged = statuses('high', [
      carrying('ingen'),
      carrying('lag', 'noll', 'tva'),
      carrying('hog', 'noll', 'tre'),
      carrying('oklar', 'noll', 'oklassad'),
      carrying('hog-anda', 'tre', 'oklassad'),
      carrying('borttagen', 'finns-inte'),
    ]);
    expect(judged).toMatchObject({
      hog: 'finding',
      oklar: 'not-measured',
      'hog-anda': 'finding',
      borttagen: 'not-measured',
    });
    expect(judged).not.toHaveProperty('ingen');
    expect(judged).not.toHaveProperty('lag');
  });
});

describe('parameters and exemptions of the declaration', () => {
  it('reports every mistake with its place, and does not run those controls on guessed values', () => {
    const declaration = buildDeclaration({
      organisation: {
        controls: { 'GV-11': { criticlDays: 7 }, 'GV-02': { maximumAgeMonths: 'two' }, 'GV-97': {} },
      },
      lines: {
        'grundval.yaml': {
          '/controls/GV-11/criticlDays': 41,
          '/controls/GV-02/maximumAgeMonths': 43,
          '/controls/GV-97': 44,
        },
      },
    });
    const { results, mistakes } = evaluate(declaration, [buildDevice()]);
    expect(mistakes.map(formatMistake)).toEqual([
      expect.stringMatching(
        /^grundval\.yaml:44:1 controls\.GV-97: found "GV-97", expected the id of a control/,
      ),
      'grundval.yaml:43:1 controls.GV-02.maximumAgeMonths: found "two", expected a number',
      expect.stringMatching(
        /^grundval\.yaml:41:1 controls\.GV-11\.criticlDays: found the unknown key `criticlDays`.*did you mean `criticalDays`\?\)$/,
      ),
    ]);
    expect(results.map(({ control }) => control)).not.toContain('GV-11');
    expect(results.map(({ control }) => control)).not.toContain('GV-02');
    expect(results.map(({ control }) => control)).toContain('GV-01');
  });

  it('reports an exemption from a control that does not exist', () => {
    const declaration = buildDeclaration({
      exemptions: [exemption({ control: 'GV-98' })],
      lines: { 'decisions.yaml': { '/exemptions/0/control': 12 } },
    });
    expect(evaluate(declaration, null).mistakes.map(formatMistake)).toEqual([
      expect.stringMatching(/^decisions\.yaml:12:1 exemptions\[0\]\.control: found "GV-98"/),
    ]);
  });
});

function exemption(parts: object = {}) {
  return {
    control: 'GV-01',
    subject: 'service:tjanst',
    owner: 'role:chef',
    reason: 'Prov.',
    from: '2026-01-01',
    until: '2026-12-31',
    decision: 'KS-2026-3',
    ...parts,
  };
}

describe('an exemption', () => {
  const unowned = buildService({ owner: null });
  const only = (declaration: Declaration) =>
    evaluate(declaration, null).results.find(({ control }) => control === 'GV-01');

  it('leaves what is met as it is', () => {
    expect(only(buildDeclaration({ exemptions: [exemption()] }))).toMatchObject({
      status: 'met',
      exemption: null,
    });
  });

  it('keeps its decision and shows it as self-declared', () => {
    const result = only(buildDeclaration({ services: [unowned], exemptions: [exemption()] }));
    expect(result?.exemption).toEqual({
      owner: 'role:chef',
      reason: 'Prov.',
      until: '2026-12-31',
      decision: 'KS-2026-3',
      expired: false,
    });
    expect(result?.evidence.at(-1)).toMatchObject({ source: 'decisions.yaml', attestation: 'self-declared' });
  });

  it('does not hold before its first day', () => {
    const declaration = buildDeclaration({
      services: [unowned],
      exemptions: [exemption({ from: '2026-11-25' })],
    });
    expect(only(declaration)).toMatchObject({ status: 'finding', exemption: null });
  });

  it('ends at midnight in Stockholm', () => {
    const declaration = buildDeclaration({
      services: [unowned],
      exemptions: [exemption({ until: '2026-11-24' })],
    });
    const at = (instant: string) =>
      evaluate(declaration, null, { now: new Date(instant) }).results[0]?.status;
    expect(at('2026-11-24T22:59:59Z')).toBe('exempt');
    expect(at('2026-11-24T23:00:00Z')).toBe('finding');
  });

  it('is the longest one where several are given, in any order', () => {
    const both = [exemption({ until: '2026-06-30' }), exemption({ until: '2026-12-01' })];
    for (const exemptions of [both, both.toReversed()]) {
      const result = only(buildDeclaration({ services: [unowned], exemptions }));
      expect(result).toMatchObject({ status: 'exempt', exemption: { until: '2026-12-01' } });
    }
  });

  it('concerns its own control and subject alone', () => {
    const declaration = buildDeclaration({
      services: [unowned, buildService({ id: 'annan', owner: null })],
      exemptions: [exemption({ subject: 'service:annan' })],
    });
    const statuses = evaluate(declaration, null).results.map(
      (r) => `${r.control} ${r.subject.id} ${r.status}`,
    );
    expect(statuses).toContain('GV-01 annan exempt');
    expect(statuses).toContain('GV-01 tjanst finding');
  });
});

const service = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  stage: fc.constantFrom('proposed' as const, 'ordered' as const, 'in-use' as const),
  owner: fc.constantFrom(null, 'role:chef', 'role:vakant'),
  level: fc.constantFrom(null, 0, 2, 4),
  decision: fc.constantFrom(undefined, 'KS-2026-1', 'KS-2026-2'),
});
const device = fc.record({
  id: fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5'),
  serviceIds: fc.subarray(['a', 'b', 'c']),
  declaredAs: fc.constantFrom(null, 'server-1'),
  imported: fc.boolean(),
  lastReportDays: fc.constantFrom(null, 0, 2, 30),
  waitedDays: fc.constantFrom(0, 10, 40),
  security: fc.constantFrom(true, false, null),
  version: fc.constantFrom('11', '13', '99'),
});

const estate = fc.record({
  services: fc.uniqueArray(service, { selector: ({ id }) => id, minLength: 1 }),
  devices: fc.uniqueArray(device, { selector: ({ id }) => id }),
});
type Estate = typeof estate extends fc.Arbitrary<infer Value> ? Value : never;

function build({ services, devices }: Estate, exemptions: ReturnType<typeof exemption>[] = []) {
  return {
    declaration: buildDeclaration({
      exemptions,
      services: services.map(({ id, stage, owner, level, decision }) =>
        buildService({
          id,
          stage,
          owner,
          classification:
            level === null ? null : { k: level, r: 0, t: 0, ...(decision === undefined ? {} : { decision }) },
        }),
      ),
    }),
    devices: devices.map((said): FleetDevice => {
      const lastReportAt = said.lastReportDays === null ? null : daysAgo(said.lastReportDays);
      const os = buildSections()['operating-system'];
      return buildDevice({
        id: said.id,
        name: said.id,
        serviceIds: said.serviceIds,
        declaredAs: said.declaredAs,
        enrolledAt: lastReportAt,
        lastReportAt,
        pendingSince: new Map([['openssl', daysAgo(said.waitedDays)]]),
        imports: said.imported ? buildImportedDevice().imports : [],
        sections:
          lastReportAt === null || os?.status !== 'ok'
            ? {}
            : buildSections({
                'operating-system': { ...os, data: { ...os.data, version: said.version } },
                updates: okSection(
                  {
                    manager: 'apt',
                    listsAt: lastReportAt.toISOString(),
                    pending: [pendingUpdate({ security: said.security })],
                  },
                  lastReportAt,
                ),
              }),
      });
    }),
  };
}

describe('for any declaration and any devices, evaluateControls', () => {
  it('gives the same whatever the order of services, devices and controls', () => {
    fc.assert(
      fc.property(estate, (given) => {
        const { declaration, devices } = build(given);
        const forwards = evaluate(declaration, devices);
        const backwards = evaluateControls({
          controls: known.toReversed(),
          declaration: { ...declaration, services: declaration.services.toReversed() },
          fleet: buildFleet(...devices.toReversed()),
          now: testNow,
        });
        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 60 },
    );
  });

  it('judges devices one by one as it judges them together', () => {
    fc.assert(
      fc.property(estate, (given) => {
        const { declaration, devices } = build(given);
        const key = (r: { control: string; subject: { id: string } }) => `${r.control} ${r.subject.id}`;
        const sorted = <R extends { control: string; subject: { id: string } }>(results: readonly R[]) =>
          results.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
        const together = evaluate(declaration, devices, { only: 'device' }).results;
        const apart = devices.flatMap((one) => evaluate(declaration, [one], { only: 'device' }).results);
        expect(sorted(apart)).toEqual(sorted(together));
      }),
      { numRuns: 60 },
    );
  });

  it('turns nothing but findings into exemptions, and hides no subject', () => {
    fc.assert(
      fc.property(estate, (given) => {
        const all = [
          ...given.services.map(({ id }) => `service:${id}`),
          ...given.devices.map(({ id }) => `device:${id}`),
        ];
        const exemptions = known.flatMap(({ id }) =>
          all.map((subject) => exemption({ control: id, subject })),
        );
        const before = build(given);
        const after = build(given, exemptions);
        const without = evaluate(before.declaration, before.devices).results;
        const withThem = evaluate(after.declaration, after.devices).results;
        expect(withThem.map(({ status }) => status)).toEqual(
          without.map(({ status }) => (status === 'finding' ? 'exempt' : status)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('says something in both languages of everything it judges', () => {
    fc.assert(
      fc.property(estate, (given) => {
        const { declaration, devices } = build(given);
        for (const { message, evidence } of evaluate(declaration, devices).results) {
          for (const text of [message, ...evidence.map((one) => one.text)]) {
            expect(text.sv).not.toMatch(/^$|undefined|null|NaN|\[object/);
            expect(text.en).not.toMatch(/^$|undefined|null|NaN|\[object/);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
