import { expect, test } from 'vitest';
import { z } from 'zod';
import { GrundvalError } from '#model/error.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { type PlanRequest, planRun } from '#runbooks/engine/plan/plan-run.ts';
import { defineProcedure, type Procedure } from '#runbooks/procedure.ts';
import { createCrashPoints } from '#runbooks/simulate/crash-points.ts';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { createVirtualClock } from '#runbooks/simulate/virtual-clock.ts';
import { createWorld } from '#runbooks/simulate/world.ts';
import { debian } from '../../debian.ts';
import { patch, rotate } from '../../procedures-under-test.ts';

/** Plans with the usual request, changed where a test says so, and tells what was done to the hosts. */
async function plan<Schema extends z.ZodObject>(
  procedure: Procedure<Schema>,
  parts: Partial<PlanRequest<Schema>> = {},
) {
  const clock = createVirtualClock(new Date('2026-03-03T21:00:00Z'));
  const faults = { steps: [], unreachable: [] };
  const world = createWorld({
    machine: debian,
    faults,
    clock,
    points: createCrashPoints(null),
    plan: null,
    keepsUnits: true,
  });
  const made = await clock.run(
    planRun({
      procedure,
      sourceHash: 's'.repeat(64),
      params: {},
      targets: null,
      all: true,
      requestedBy: 'directory:2',
      ticket: 'ÄRENDE-1',
      snapshot: fleet(6),
      transport: world.transport,
      clock,
      signal: new AbortController().signal,
      concurrency: 3,
      connectSeconds: 10,
      ...parts,
    }),
  );
  return { plan: made, effects: world.effects };
}

async function refusal(work: Promise<unknown>): Promise<GrundvalError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof GrundvalError) return error;
  throw new Error(`expected a refusal, got ${JSON.stringify(error)}`);
}

test('a plan reads, changes nothing, and says what each host would see', async () => {
  const { plan: made, effects } = await plan(patch);
  expect(effects).toEqual([]);
  expect(made.hosts.map(({ host, outcome }) => `${host} ${outcome}`)).toContain('tjanst-3-app-2 changes');
  expect(made.hosts[0]?.steps.map(({ name, certain, command }) => [name, certain, command])).toEqual([
    ['drain', true, 'lb out'],
    ['upgrade', true, 'sudo apt-get -y upgrade'],
    ['reboot', false, 'sudo systemctl reboot'],
    ['drain-back', true, 'lb in'],
  ]);
  expect(made.affected).toMatchObject({ services: ['tjanst-1', 'tjanst-2', 'tjanst-3'], dependents: [] });
});

test('what is approved is the same however often and in whatever order it is planned, and remarks are no part of it', async () => {
  const first = (await plan(patch)).plan;
  const second = (await plan(patch, { concurrency: 1 })).plan;
  expect(planHash(second)).toBe(planHash(first));
  expect(
    planHash({
      ...first,
      plannedAt: 'later',
      hosts: first.hosts.map((host) => ({ ...host, note: { sv: 'x', en: 'x' } })),
    }),
  ).toBe(planHash(first));
  expect(planHash({ ...first, ticket: null })).not.toBe(planHash(first));
  expect(planHash({ ...first, batches: first.batches.toReversed() })).not.toBe(planHash(first));
});

test('wrong and unknown parameters are told together, with what there is', async () => {
  const error = await refusal(plan(patch, { params: { reboot: 'always', when: 'now' } }));
  expect(error.code).toBe('run/parameters');
  expect(error.message).toMatch(/reboot: .*; when: \?/);
  expect(error.hint).toContain('It takes reboot.');
});

test.each([
  ['tjanst-9-app-1', 'run/unknown-target', 'No server matches "tjanst-9-app-1".'],
  ['service:tjanst-1,servce:x', 'run/unknown-target', 'No server matches "servce:x".'],
  ['tjanst-1-app-1,!tjanst-1-app-1', 'run/no-targets', 'No server to run patch-prov on'],
])('the expression %s is refused with %s', async (targets, code, message) => {
  const error = await refusal(plan(patch, { targets }));
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
});

test('everything is met only where somebody says all', async () => {
  expect((await refusal(plan(patch, { all: false }))).code).toBe('run/everything');
  expect((await refusal(plan(patch, { all: false, targets: '*' }))).code).toBe('run/everything');
  const { plan: made } = await plan(patch, { all: false, targets: 'service:tjanst-1,wave:2,!tjanst-3-*' });
  expect(made.hosts.map(({ host }) => host)).toEqual(['tjanst-1-app-1', 'tjanst-1-app-2', 'tjanst-2-app-2']);
});

test('a procedure that is for no host, or names one that is not there, is refused', async () => {
  expect((await refusal(plan({ ...rotate, targets: () => [] }))).code).toBe('run/no-targets');
  const stranger = {
    ...rotate,
    targets: ({ hosts }: Parameters<typeof rotate.targets>[0]) => hosts.map((host) => ({ ...host, id: 'x' })),
  };
  expect((await refusal(plan(stranger))).code).toBe('run/unknown-target');
  expect((await refusal(plan(patch, { snapshot: fleet(2, { system: 'windows' }) }))).code).toBe(
    'run/wrong-system',
  );
  expect((await refusal(plan(patch, { snapshot: { ...fleet(2), plan: null } }))).code).toBe('run/no-plan');
});

test('a host that cannot be reached or read is in the plan with the reason, and in no batch', async () => {
  const broken = defineProcedure({
    ...rotate,
    async host(ctx) {
      if (ctx.host.id === 'tjanst-1-app-1')
        await ctx.read('facts', { command: { argv: ['x'] }, parse: () => JSON.parse('{') });
      await ctx.change(
        'touch',
        { sv: 'Rör', en: 'Touch' },
        { command: { argv: ['touch'] }, timeoutSeconds: 5 },
      );
    },
  });
  const { plan: made } = await plan(broken);
  expect(made.hosts[0]).toMatchObject({ outcome: 'failed', steps: [] });
  expect(made.hosts[0]?.note?.sv).toMatch(/^Kunde inte läsa facts: /);
  expect(made.batches.flat()).not.toContain('tjanst-1-app-1');
  const away = {
    name: 'ssh2',
    connect: async () => ({
      failure: { reason: 'changed-host-key' as const, at: 'x', message: 'another key' },
    }),
    close: async () => undefined,
  } as const;
  const { plan: none } = await plan(rotate, { transport: away });
  expect(none.hosts.every(({ outcome }) => outcome === 'unreachable')).toBe(true);
  expect(none.batches).toEqual([]);
});

test('a step that is done already is left out where nothing else is to do, else it is possible', async () => {
  const isDone = { command: { argv: ['done'] }, parse: () => true } as const;
  const step = (name: string, probe: boolean) => ({
    command: { argv: ['do', name] as const },
    timeoutSeconds: 5,
    ...(probe ? { probe: isDone } : {}),
  });
  const what = { sv: 'Gör', en: 'Do' };
  const both = defineProcedure({
    ...rotate,
    async host(ctx) {
      await ctx.change('first', what, step('first', true));
      if (ctx.host.id !== 'tjanst-1-app-1') await ctx.change('second', what, step('second', false));
      await ctx.change('third', what, step('third', true));
    },
  });
  const { plan: made } = await plan(both);
  expect(made.hosts[0]).toMatchObject({ outcome: 'unchanged', steps: [] });
  expect(made.hosts[1]?.steps.map(({ name, certain }) => [name, certain])).toEqual([
    ['first', false],
    ['second', true],
    ['third', true],
  ]);
});

test('an emergency asks for no window', async () => {
  const window = {
    every: 'week',
    weekday: 'wed',
    from: '01:00',
    minutes: 60,
    withinServiceHours: false,
  } as const;
  const usual = await plan(rotate, { snapshot: fleet(2, { window }) });
  expect(usual.plan).toMatchObject({
    change: 'standard',
    window: { opens: '2026-03-04T00:00:00.000Z', closes: '2026-03-04T01:00:00.000Z' },
  });
  const urgent = await plan(rotate, { snapshot: fleet(2, { window }), emergency: true });
  expect(urgent.plan).toMatchObject({ change: 'emergency', window: null, rollout: { window: 'any' } });
});

test('a plan that is cancelled says that nothing was changed', async () => {
  const signal = AbortSignal.abort();
  expect((await refusal(plan(patch, { signal }))).code).toBe('run/cancelled');
});

test('secret parameters are named in a plan, not shown, and bound all the same', async () => {
  const { title, docs, change, approve, rollout, systems } = rotate;
  const rotateTo = defineProcedure({
    ...{ title, docs, change, approve, rollout, systems },
    id: 'byt-losenord',
    params: z.strictObject({ password: z.string().meta({ secret: true }) }),
    targets: ({ hosts }) => hosts,
    async host(ctx) {
      const { password } = ctx.params;
      await ctx.change(
        'set',
        { sv: 'Sätt', en: 'Set' },
        { command: { argv: ['set', `pw=${password}`] }, timeoutSeconds: 5 },
      );
    },
  });
  const one = (await plan(rotateTo, { params: { password: 'sommar-1' } })).plan;
  const other = (await plan(rotateTo, { params: { password: 'sommar-2' } })).plan;
  expect(JSON.stringify(one)).not.toContain('sommar');
  expect(one.hosts[0]?.steps[0]?.command).toBe('set pw=•••');
  expect(planHash(one)).not.toBe(planHash(other));
});
