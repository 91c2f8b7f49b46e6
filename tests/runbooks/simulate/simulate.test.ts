import { expect, test } from 'vitest';
import { compareRuns } from '#runbooks/simulate/compare-runs.ts';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { simulate } from '#runbooks/simulate/simulate.ts';
import { debian } from '../debian.ts';
import { patch, rotate } from '../procedures-under-test.ts';

test('a procedure is tried on two hundred hosts in four lines', async () => {
  const world = simulate(fleet(200), debian).fail('upgrade', { hosts: 11 });
  const { report } = await world.run(patch, {});
  expect(report.outcome).toBe('failed');
  expect(report.counts.failed).toBeLessThanOrEqual(10 + 50);
});

test('what was predicted is what is done, on every host', async () => {
  const { plan, effects } = await simulate(fleet(50), debian).run(patch, {});
  const predicted = plan.hosts.flatMap(({ host, steps }) => steps.map(({ name }) => `${host} ${name}`));
  expect(effects.map(({ host, step }) => `${host} ${step}`).toSorted()).toEqual(predicted.toSorted());
});

test('hours of soaking and waiting are over at once', async () => {
  const slow = {
    ...rotate,
    rollout: { ...rotate.rollout, batches: [1], soak: '12h', window: 'any' },
  } as const;
  const { journal } = await simulate(fleet(8)).run(slow, {});
  const [first, last] = [journal[0], journal.at(-1)];
  expect((last?.at.getTime() ?? 0) - (first?.at.getTime() ?? 0)).toBeGreaterThan(7 * 12 * 3_600_000);
});

test('the comparison sees a double effect, a skip and a lost result', async () => {
  const lived = await simulate(fleet(2)).run(rotate, {});
  expect(compareRuns(lived, lived)).toEqual([]);
  const [first] = lived.effects;
  if (first === undefined) throw new Error('nothing was done');
  const { host, step } = first;
  expect(compareRuns(lived, { ...lived, effects: [...lived.effects, first] })).toEqual([
    { kind: 'double-effect', host, what: `${step}: 2 times` },
  ]);
  expect(compareRuns(lived, { ...lived, effects: lived.effects.slice(1) })).toEqual([
    { kind: 'skipped', host, what: step },
  ]);
  const record = lived.state.hosts.get(host);
  if (record === undefined) throw new Error('the host has no record');
  const without = new Map([...record.steps].filter(([name]) => name !== step));
  const forgetful = {
    ...lived.state,
    hosts: new Map([
      ...lived.state.hosts,
      [host, { ...record, steps: without, evidence: new Set<string>() }],
    ]),
  };
  expect(
    compareRuns(lived, { ...lived, state: forgetful }).map(({ kind, what }) => `${kind}: ${what}`),
  ).toEqual([
    `lost-result: result of ${step}`,
    `lost-result: ${step} was done, and nothing says so`,
    'lost-result: evidence',
  ]);
});

test('fewer points may be tried, spread over the whole run', async () => {
  const { crashes, doubleEffects, skipped, lostResults } = await simulate(fleet(20), debian).crashEverywhere(
    patch,
    {},
    { most: 60 },
  );
  expect({ doubleEffects, skipped, lostResults }).toEqual({ doubleEffects: 0, skipped: 0, lostResults: 0 });
  expect(crashes).toBeGreaterThanOrEqual(60);
});
