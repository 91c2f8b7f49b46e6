import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostOutcome } from '#runbooks/engine/journal/entry.ts';
import { isExhausted, nextBatch } from '#runbooks/engine/rollout/next-batch.ts';
import { planBatches } from '#runbooks/engine/rollout/plan-batches.ts';
import { batchSize, failBudget } from '#runbooks/engine/rollout/sizes.ts';
import type { RolloutRule } from '#runbooks/procedure.ts';

const now = new Date('2026-03-03T21:00:00Z');
const size = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 100 }).map((n) => `${n}%` as const),
);
const host = fc.record({
  service: fc.option(fc.integer({ min: 0, max: 12 }).map((n) => `s${n}`)),
  failureDomain: fc.option(fc.constantFrom('a', 'b', 'c')),
  wave: fc.constantFrom(1, 2, 3),
  hasWindow: fc.boolean(),
});
const rollout = fc.record({
  hosts: fc.array(host, { minLength: 1, maxLength: 30 }).map((hosts) =>
    hosts.map(({ wave, hasWindow, ...rest }, at) => ({
      ...rest,
      id: `h${at}`,
      platformSite: 'hall',
      window: hasWindow
        ? ({
            every: 'week',
            weekday: wave === 3 ? 'thu' : 'tue',
            from: '23:00',
            minutes: 120,
            wave,
            server: '',
            withinServiceHours: false,
          } as const)
        : null,
    })),
  ),
  rule: fc.record({
    batches: fc.array(size, { minLength: 1, maxLength: 4 }),
    ramp: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
    maxFail: fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 60 }).map((n) => `${n}%` as const),
    ),
    spread: fc.constantFrom('service', 'service-and-domain'),
    window: fc.constantFrom('maintenance', 'any'),
  }),
});

const ruleOf = ({
  ramp,
  ...rule
}: { ramp: number | undefined } & Omit<RolloutRule, 'ramp' | 'soak'>): RolloutRule =>
  ramp === undefined ? rule : { ...rule, ramp };

test('batches hold every host once, no two of a service, none larger than it may be', () => {
  fc.assert(
    fc.property(rollout, ({ hosts, rule }) => {
      const batches = planBatches(hosts, ruleOf(rule), now);
      expect(batches.flat().toSorted()).toEqual(hosts.map(({ id }) => id).toSorted());
      for (const [at, batch] of batches.entries()) {
        expect(batch.length).toBeLessThanOrEqual(batchSize(ruleOf(rule), at, hosts.length));
        expect(batch.length).toBeGreaterThan(0);
        const members = batch.flatMap((id) => hosts.find((member) => member.id === id) ?? []);
        const services = members.flatMap(({ service }) => service ?? []);
        expect(new Set(services).size).toBe(services.length);
        const places = members.flatMap(({ failureDomain }) => failureDomain ?? []);
        if (rule.spread === 'service-and-domain') expect(new Set(places).size).toBe(places.length);
        if (rule.window === 'maintenance')
          expect(new Set(members.map(({ window }) => window?.wave)).size).toBe(1);
      }
    }),
    { numRuns: 3000 },
  );
});

test('none of a later turn is in a batch before the last of an earlier one', () => {
  fc.assert(
    fc.property(rollout, fc.func(fc.integer({ min: 0, max: 3 })), ({ hosts, rule }, turn) => {
      const turnOf = ({ id }: { readonly id: string }) => turn(id);
      const batches = planBatches(hosts, ruleOf(rule), now, turnOf);
      const turns = batches.map((batch) => [...new Set(batch.map((id) => turn(id)))]);
      for (const of of turns) expect(of).toHaveLength(1);
      expect(turns.flat()).toEqual(turns.flat().toSorted((a, b) => a - b));
      expect(batches.flat().toSorted()).toEqual(hosts.map(({ id }) => id).toSorted());
    }),
  );
});

test('the order hosts are named in does not matter', () => {
  fc.assert(
    fc.property(rollout, ({ hosts, rule }) => {
      expect(planBatches(hosts.toReversed(), ruleOf(rule), now)).toEqual(
        planBatches(hosts, ruleOf(rule), now),
      );
    }),
  );
});

test('canaries first, then shares of the whole, then doubling up to the ramp', () => {
  const rule = { batches: [1, '10%'], ramp: 60 } as const;
  expect([0, 1, 2, 3, 4, 900].map((at) => batchSize(rule, at, 200))).toEqual([1, 20, 40, 60, 60, 60]);
  expect(batchSize({ batches: ['1%'] }, 0, 20)).toBe(1);
  expect(failBudget({ maxFail: '5%' }, 39)).toBe(1);
  expect(failBudget({ maxFail: '5%' }, 19)).toBe(0);
});

/** Runs a rollout as the executor does: hosts of a batch at the same time, ending in any order, some badly. */
function runSchedule(
  batches: readonly (readonly string[])[],
  budget: number,
  concurrency: number,
  bad: (host: string) => HostOutcome | null,
  next: (below: number) => number,
) {
  const outcomes = new Map<string, HostOutcome>();
  const begun = new Set<string>();
  let worst = { failed: 0, inFlight: 0 };
  for (;;) {
    const turn = nextBatch({ batches, budget, outcomes, begun });
    if (turn.kind !== 'batch') return { outcomes, begun, worst, ended: turn.kind };
    const waiting = [...turn.hosts];
    const working: string[] = [];
    while (waiting.length > 0 || working.length > 0) {
      while (working.length < concurrency && waiting.length > 0) {
        const host = waiting.shift() ?? '';
        if (!begun.has(host) && isExhausted({ budget, outcomes })) continue;
        begun.add(host);
        working.push(host);
      }
      if (working.length === 0) break;
      const [host = ''] = working.splice(next(working.length), 1);
      outcomes.set(host, bad(host) ?? 'changed');
    }
    const failed = [...outcomes.values()].filter((outcome) => outcome !== 'changed').length;
    if (failed > worst.failed) worst = { failed, inFlight: turn.hosts.length };
  }
}

test('of 100 000 random schedules none has more failed hosts than may fail plus the batch in flight', () => {
  let schedules = 0;
  let stopped = 0;
  fc.assert(
    fc.property(
      rollout,
      fc.integer(),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 100 }),
      ({ hosts, rule }, seed, concurrency, percent) => {
        const next = randomFrom(seed);
        const batches = planBatches(hosts, ruleOf(rule), now);
        const budget = failBudget(ruleOf(rule), hosts.length);
        const kinds = ['failed', 'unreachable', 'unknown'] as const;
        const bad = () => (next(100) < percent ? (kinds[next(3)] ?? 'failed') : null);
        const { outcomes, begun, worst, ended } = runSchedule(batches, budget, concurrency, bad, next);
        schedules += 1;
        if (worst.failed > budget + worst.inFlight) throw new Error(`${worst.failed} failed, ${budget} may`);
        const failed = [...outcomes.values()].filter((outcome) => outcome !== 'changed').length;
        if (failed > budget !== (ended === 'failed'))
          throw new Error('it stops when, and only when, more have failed than may');
        if (ended === 'failed') stopped += 1;
        else if (begun.size !== hosts.length) throw new Error('a host was left out');
      },
    ),
    { numRuns: 100_000 },
  );
  process.stdout.write(
    `failure schedules: ${schedules}, of which ${stopped} stopped; past max-fail plus batch: 0\n`,
  );
  expect(schedules).toBe(100_000);
  expect(stopped).toBeGreaterThan(10_000);
}, 600_000);

/** Small numbers from a seed (mulberry32), so that a schedule can be run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
