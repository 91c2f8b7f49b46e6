import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ControlResult, severities } from '#model/controls/result.ts';
import { prioritise, type Weighing, weighFinding } from '#policies/prioritise.ts';
import type { SubjectClass } from '#policies/subject-class.ts';
import { daysAgo, testNow } from '../builders/fleet.ts';

function finding(id: string, severity: ControlResult['severity'] = 'high'): ControlResult {
  return {
    control: 'GV-01',
    controlVersion: 1,
    subject: { kind: 'service', id, name: id },
    status: 'finding',
    severity,
    message: { sv: 'Fel.', en: 'Wrong.' },
    evidence: [],
    exemption: null,
  };
}

function weighing(level: SubjectClass, days: number | null): Weighing {
  return { now: testNow, classOf: () => level, since: () => (days === null ? null : daysAgo(days)) };
}
const known = (level: number | null): SubjectClass => ({ level, complete: true });

describe('weighFinding', () => {
  it.each([
    ['critical', known(1), 0, 16],
    ['medium', known(1), 0, 4],
    ['high', known(3), 0, 16],
    ['low', known(null), 0, 1],
    ['high', known(0), 7, 8],
    ['high', known(0), 21, 12],
  ] as const)('weighs %s of class %j after %i days', (severity, level, days, weight) => {
    expect(weighFinding(finding('a', severity), weighing(level, days))).toBeCloseTo(weight, 6);
  });

  it('does not take an unfinished class for a low one', () => {
    const unknown = { level: null, complete: false };
    expect(weighFinding(finding('a'), weighing(unknown, 0))).toBe(
      weighFinding(finding('a'), weighing(known(3), 0)),
    );
  });

  it('counts from today where nobody kept the day, and never below for a clock that is ahead', () => {
    const today = weighFinding(finding('a'), weighing(known(1), 0));
    expect(weighFinding(finding('a'), weighing(known(1), null))).toBe(today);
    expect(weighFinding(finding('a'), weighing(known(1), -3))).toBe(today);
  });

  it('grows with severity, class and age', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 1000 }),
        (at, level, days) => {
          const worse = severities[at - 1] ?? 'critical';
          const milder = severities[at] ?? 'low';
          const base = weighFinding(finding('a', milder), weighing(known(level), days));
          expect(weighFinding(finding('a', worse), weighing(known(level), days))).toBeGreaterThan(base);
          expect(weighFinding(finding('a', milder), weighing(known(level + 1), days))).toBeGreaterThan(base);
          expect(weighFinding(finding('a', milder), weighing(known(level), days + 1))).toBeGreaterThan(base);
        },
      ),
    );
  });
});

describe('prioritise', () => {
  it('gives findings alone, the heaviest first, equal ones by name, and no more than asked for', () => {
    const results = [
      finding('c'),
      finding('b'),
      { ...finding('x', 'critical'), status: 'exempt' as const },
      { ...finding('y', 'critical'), status: 'not-measured' as const },
      finding('a', 'critical'),
      finding('d', 'low'),
    ];
    const ordered = prioritise(results, weighing(known(1), 0), 3);
    expect(ordered.map(({ subject }) => subject.id)).toEqual(['a', 'b', 'c']);
    expect(ordered[0]?.weight).toBe(16);
  });
});
