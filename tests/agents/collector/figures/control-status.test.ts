import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noResults, overallStatus, sumCounts } from '#agents/collector/figures/control-status.ts';

const counts = fc.record({
  met: fc.nat(50),
  finding: fc.nat(5),
  exempt: fc.nat(5),
  'not-measured': fc.nat(5),
});

describe('overallStatus', () => {
  it('is met only where everything is met', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const rest = given.finding + given.exempt + given['not-measured'];
        expect(overallStatus(given) === 'met').toBe(given.met > 0 && rest === 0);
      }),
    );
  });

  it('is not measured where there is nothing', () => {
    expect(overallStatus(noResults)).toBe('not-measured');
  });

  it('is a finding before anything else, and not measured before exempt', () => {
    expect(overallStatus({ met: 9, finding: 1, exempt: 1, 'not-measured': 1 })).toBe('finding');
    expect(overallStatus({ met: 9, finding: 0, exempt: 1, 'not-measured': 1 })).toBe('not-measured');
    expect(overallStatus({ met: 9, finding: 0, exempt: 1, 'not-measured': 0 })).toBe('exempt');
  });
});

describe('sumCounts', () => {
  it('loses nothing and adds nothing', () => {
    fc.assert(
      fc.property(fc.array(counts), (all) => {
        const total = (one: typeof noResults) => Object.values(one).reduce((sum, count) => sum + count, 0);
        expect(total(sumCounts(all))).toBe(all.reduce((sum, one) => sum + total(one), 0));
      }),
    );
  });
});
