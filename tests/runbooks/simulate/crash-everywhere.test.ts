import { expect, test } from 'vitest';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { type CrashReport, simulate } from '#runbooks/simulate/simulate.ts';
import { debian } from '../debian.ts';
import { patch, rotate } from '../procedures-under-test.ts';

const clean = { doubleEffects: 0, skipped: 0, lostResults: 0, differences: [] };

const worlds: readonly (readonly [string, () => Promise<CrashReport>])[] = [
  ['patching', () => simulate(fleet(3), debian).crashEverywhere(patch, {})],
  ['patching, killed twice', () => simulate(fleet(2), debian).crashEverywhere(patch, {}, { again: [0] })],
  ...[1, 3, 6, 9, 14, 20].map(
    (later) =>
      [
        `patching, killed three times, ${later} points apart`,
        () => simulate(fleet(2), debian).crashEverywhere(patch, {}, { again: [later, later + 2] }),
      ] as const,
  ),
  ...[0, 2, 5, 8].map(
    (later) =>
      [
        `steps without probes, killed six times, ${later} points apart`,
        () =>
          simulate(fleet(12)).crashEverywhere(
            rotate,
            {},
            { again: [later, later + 1, later, later + 3, later] },
          ),
      ] as const,
  ),
  ...[0, 3, 7].map(
    (later) =>
      [
        `hosts where nothing is found again, ${later} points apart`,
        () =>
          simulate(fleet(3), debian)
            .plain()
            .crashEverywhere(patch, {}, { again: [later] }),
      ] as const,
  ),
  [
    'connections that are lost in mid-step',
    () => simulate(fleet(4), debian).fail('upgrade', { hosts: 3, how: 'lost' }).crashEverywhere(patch, {}),
  ],
  [
    'a step that fails',
    () =>
      simulate(fleet(4), debian)
        .fail('upgrade', { hosts: ['tjanst-2-app-2'] })
        .crashEverywhere(patch, {}),
  ],
  [
    'a step that never ends',
    () =>
      simulate(fleet(4), debian)
        .fail('drain', { hosts: ['tjanst-2-app-2'], how: 'timeout' })
        .crashEverywhere(patch, {}),
  ],
  [
    'hosts that nobody reaches',
    () => simulate(fleet(4), debian).unreachable(['tjanst-2-app-2']).crashEverywhere(patch, {}),
  ],
];

test('wherever controllers die, nothing is done twice, skipped or lost', async () => {
  let crashes = 0;
  for (const [name, crash] of worlds) {
    const { crashes: here, lived: _, ...found } = await crash();
    expect({ name, ...found }).toEqual({ name, ...clean });
    crashes += here;
  }
  process.stdout.write(`crash points: ${crashes}; double effects: 0; skipped: 0; lost results: 0\n`);
  expect(crashes).toBeGreaterThanOrEqual(10_000);
}, 600_000);
