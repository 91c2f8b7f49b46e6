import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unitName } from '#runbooks/engine/host/unit-name.ts';

test('a unit is named after run and step, with digits that keep hosts apart', () => {
  expect(unitName('2026-11-25-patch', 'gis-app-1', 'Tömma kö#2')).toMatch(
    /^grundval-2026-11-25-patch-tomma-ko-2-[0-9a-f]{12}$/,
  );
  expect(unitName('r', 'a', 's')).not.toBe(unitName('r', 'b', 's'));
});

test('whatever a step is called, its unit has a name that systemd and a file system take', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      (run, host, step) => {
        const name = unitName(run, host, step);
        expect(name).toMatch(/^grundval-[a-z0-9-]+$/);
        expect(name.length).toBeLessThanOrEqual(120);
      },
    ),
  );
});
