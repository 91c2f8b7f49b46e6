import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#model/report/canonical-json.ts';
import type { Section } from '#model/report/section.ts';
import { sectionHash } from '#model/report/section-hash.ts';

const section = (data: unknown): Section => ({
  status: 'ok',
  collectedAt: '2026-11-24T12:00:00Z',
  tookMs: 3,
  source: 'test',
  data,
});

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)] as const)
      .reverse(),
  );
}

const json = fc.jsonValue({ maxDepth: 4 });

describe('canonical JSON', () => {
  it('is the same whatever the order of keys, and reads back as the value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same for two values only where they are equal', () => {
    const small = fc.jsonValue({ maxDepth: 1, stringUnit: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [plainA, plainB] = [a, b].map((value): unknown => JSON.parse(JSON.stringify(value)));
        return (canonicalJson(a) === canonicalJson(b)) === isDeepStrictEqual(plainA, plainB);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the hash of a section', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(json, (data) => sectionHash(section(reversed(data))) === sectionHash(section(data))),
    );
  });

  it('does not depend on when and how long it was read', () => {
    const later = { ...section({ a: 1 }), collectedAt: '2027-01-01T00:00:00Z', tookMs: 900 };
    expect(sectionHash(later)).toBe(sectionHash(section({ a: 1 })));
  });

  it('survives the wire', () => {
    fc.assert(
      fc.property(
        json,
        (data) => sectionHash(section(JSON.parse(JSON.stringify(data)))) === sectionHash(section(data)),
      ),
    );
  });

  it('differs with data, status and reason', () => {
    const partial = (reason: string): Section => ({
      ...section({ a: 1 }),
      status: 'partial',
      reason,
      data: { a: 1 },
    });
    const hashes = [section({ a: 1 }), section({ a: 2 }), partial('x'), partial('y')].map(sectionHash);
    expect(new Set(hashes).size).toBe(4);
  });
});
