import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostSplit } from '#model/platform/planned-cost.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { splitAmount } from '#stacks/plan/split-amount.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf, someServices } from './arbitrary-declaration.ts';

const costOf = (services: Parameters<typeof declarationOf>[0]) =>
  planPlatform(declarationOf(services), { environment: 'produktion' }).cost;
const total = (parts: readonly { readonly orePerYear: number }[]) =>
  parts.reduce((sum, { orePerYear }) => sum + orePerYear, 0);

describe('the cost of a platform', () => {
  it('is whole öre, and every way to split it sums to the whole', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const { services: each, standing, upcoming } = costOf(services);
        const splits: readonly CostSplit[] = [...each, standing, upcoming];
        for (const { orePerYear, byKind, byConsumer, byPayer } of splits) {
          expect(Number.isSafeInteger(orePerYear)).toBe(true);
          for (const parts of [byKind, byConsumer, byPayer]) expect(total(parts)).toBe(orePerYear);
        }
        expect(total(each)).toBe(standing.orePerYear + upcoming.orePerYear);
      }),
    );
  });

  it('falls on the municipalities that use the service, by their shares, and on who pays alone', () => {
    const { standing } = costOf([
      buildService({
        hosting: 'cloud',
        consumers: ['norr', 'vast'],
        costs: [
          { kind: 'licence', sekPerYear: 833, payer: 'it' },
          { kind: 'support', sekPerYear: 10, payer: 'skolan' },
        ],
      }),
    ]);
    // 833 kr by 33.3 to 50; the school is a unit of soder, which uses nothing but pays for its support.
    expect(standing.byConsumer).toEqual([
      { id: 'norr', orePerYear: 33_300 },
      { id: 'soder', orePerYear: 1000 },
      { id: 'vast', orePerYear: 50_000 },
    ]);
    expect(standing.byPayer).toEqual([
      { id: 'it', orePerYear: 83_300 },
      { id: 'skolan', orePerYear: 1000 },
    ]);
  });

  it('counts servers, disks, copies and class by the price list where we run the service', () => {
    const parts = {
      runsOn: 'hall',
      servers: [
        { role: 'db', count: 2, size: 'large', image: 'debian-13', disks: [{ name: 'data', sizeGib: 10 }] },
      ],
    };
    expect(costOf([buildService(parts)]).standing.byKind).toEqual([
      { kind: 'backup', orePerYear: 2234 },
      { kind: 'servers', orePerYear: 1_999_998 },
      { kind: 'service-level', orePerYear: 123_457 },
      { kind: 'storage', orePerYear: 6666 },
    ]);
    expect(costOf([buildService({ ...parts, hosting: 'external' })]).standing.orePerYear).toBe(0);
  });

  it('of what is ordered or proposed is kept apart', () => {
    const costs = [{ kind: 'licence' as const, sekPerYear: 5, payer: 'it' }];
    const { standing, upcoming } = costOf([
      buildService({ id: 'bestalld', stage: 'ordered', hosting: 'cloud', costs }),
      buildService({ id: 'foreslagen', stage: 'proposed', hosting: 'cloud', costs }),
      buildService({ id: 'pa-vag-ut', stage: 'retiring', hosting: 'cloud', costs }),
    ]);
    expect([standing.orePerYear, upcoming.orePerYear]).toEqual([500, 1000]);
  });
});

describe('a split amount', () => {
  const shares = fc.uniqueArray(
    fc.record({ id: fc.string(), weight: fc.double({ min: 0, max: 100, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 8,
      selector: ({ id }) => id,
    },
  );

  it('sums to the whole, no part more than an öre from its share', () => {
    fc.assert(
      fc.property(fc.nat(1e12), shares, (ore, drawn) => {
        const parts = splitAmount(ore, drawn);
        expect([...parts.values()].reduce((sum, part) => sum + part, 0)).toBe(ore);
        const scaled = drawn.map(({ weight }) => Math.round(weight * 1e6));
        const sum = scaled.reduce((all, weight) => all + weight, 0);
        for (const [index, { id }] of drawn.entries()) {
          const exact = sum === 0 ? ore / drawn.length : (ore * (scaled[index] ?? 0)) / sum;
          expect(Math.abs((parts.get(id) ?? 0) - exact)).toBeLessThanOrEqual(1.001);
        }
      }),
    );
  });

  it.each([
    // A third and two thirds of an öre are left: the larger remainder gets it.
    [100, [1, 2], [33, 67]],
    [101, [2, 1], [67, 34]],
    [100, [1, 1, 1], [34, 33, 33]],
    [1, [0, 0], [1, 0]],
  ] as const)('gives odd öre to the largest remainders: %i by %j', (ore, weights, parts) => {
    const drawn = weights.map((weight, index) => ({ id: `k${index}`, weight }));
    const split = splitAmount(ore, drawn);
    expect(drawn.map(({ id }) => split.get(id))).toEqual(parts);
  });
});
