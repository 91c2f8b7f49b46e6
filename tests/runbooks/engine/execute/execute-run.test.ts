import { expect, test } from 'vitest';
import { z } from 'zod';
import { bilingualError, inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { createRunControl } from '#runbooks/engine/execute/control.ts';
import { decideStep, openQuestions } from '#runbooks/engine/execute/decide.ts';
import { noteText } from '#runbooks/engine/host/host-note.ts';
import { defineProcedure, type Procedure } from '#runbooks/procedure.ts';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { debian } from '../../debian.ts';
import { patch, rotate } from '../../procedures-under-test.ts';
import { codeOf, createBench } from './bench.ts';

const steps = (effects: readonly { readonly host: string; readonly step: string }[]) =>
  effects.map(({ host, step }) => `${host} ${step}`);

/** One change on each host, of a procedure that a test may alter. */
function touch(parts: Partial<Procedure> = {}, host?: Procedure['host']) {
  return defineProcedure({
    ...rotate,
    id: 'ror',
    params: z.strictObject({
      word: z.string().default('x'),
      password: z.string().default('').meta({ secret: true }),
    }),
    async host(ctx) {
      await ctx.change(
        'touch',
        { sv: 'Rör', en: 'Touch' },
        {
          command: { argv: ['touch', String(ctx.params.word)] },
          timeoutSeconds: 60,
        },
      );
    },
    ...parts,
    ...(host === undefined ? {} : { host }),
  } as Procedure);
}

test('every intent stands in the journal before its effect, and its unit before its result', async () => {
  const bench = await createBench({ procedure: patch, machine: debian });
  expect((await bench.run()).outcome).toBe('succeeded');
  for (const { host, step } of bench.effects) {
    const kinds = bench.journal.events.flatMap(({ event }) =>
      'body' in event &&
      typeof event.body === 'object' &&
      event.body !== null &&
      'step' in event.body &&
      event.body.step === step &&
      'host' in event.body &&
      event.body.host === host
        ? [event.kind]
        : [],
    );
    expect(kinds).toEqual(step === 'reboot' ? ['intent', 'done'] : ['intent', 'attached', 'done']);
  }
  expect(bench.kinds()[0]).toBe('opened');
  expect(bench.kinds().at(-1)).toBe('closed');
});

test('a step with another command than the approved one is refused, and nothing is run', async () => {
  const bench = await createBench({ procedure: touch() });
  const other = touch({}, async (ctx) => {
    await ctx.change(
      'touch',
      { sv: 'Rör', en: 'Touch' },
      { command: { argv: ['rm', '-rf', '/srv'] }, timeoutSeconds: 60 },
    );
  });
  const { outcome, counts } = await bench.run({ procedure: other });
  expect(bench.effects).toEqual([]);
  expect([outcome, counts.failed]).toEqual(['failed', 1]);
  expect(noteText(bench.state().hosts.get('tjanst-1-app-1')?.note ?? '').sv).toMatch(
    /står inte i den godkända planen/,
  );
});

test('a step that the plan does not have is refused even where the procedure catches the refusal', async () => {
  const bench = await createBench({ procedure: touch() });
  const other = touch({}, async (ctx) => {
    const sneak = (name: string) =>
      ctx.change(name, { sv: 'Rör', en: 'Touch' }, { command: { argv: ['touch', 'x'] }, timeoutSeconds: 60 });
    await sneak('other').catch(() => undefined);
    await sneak('touch').catch(() => undefined);
  });
  expect((await bench.run({ procedure: other })).counts.failed).toBe(1);
  expect(bench.effects).toEqual([]);
});

test('a change is not a destruction, though name and command are the same', async () => {
  const bench = await createBench({ procedure: touch() });
  const other = touch({}, (ctx) =>
    ctx.destroy(
      'touch',
      { sv: 'Rör', en: 'Touch' },
      {
        command: { argv: ['touch', 'x'] },
        timeoutSeconds: 60,
        confirm: { read: { command: { argv: ['serial'] }, parse: ({ stdout }) => stdout }, expected: '' },
      },
    ),
  );
  expect((await bench.run({ procedure: other })).counts.failed).toBe(1);
  expect(bench.effects).toEqual([]);
});

test('nothing is run without approval, nor when anything it rests on has changed', async () => {
  const bench = await createBench({ procedure: touch() });
  const refused = {
    kind: 'refused',
    reason: { sv: 'ingen har godkänt.', en: 'nobody has approved.' },
  } as const;
  expect(await codeOf(bench.run({ checkApproval: async () => refused }))).toBe('run/not-approved');
  expect(await codeOf(bench.run({ sourceHash: 'another' }))).toBe('run/changed');
  expect(await codeOf(bench.run({ params: { word: 'y' } }))).toBe('run/changed');
  expect(await codeOf(bench.run({ snapshot: { ...fleet(4), hash: 'another' } }))).toBe('run/changed');
  expect(await codeOf(bench.run({ procedure: touch({ id: 'annan' }) }))).toBe('run/changed');
  expect(await codeOf(bench.run({ params: { nonsense: 1 } }))).toBe('run/parameters');
  expect(bench.journal.events).toEqual([]);
});

test('the approval is asked of the hash of the very plan that is run', async () => {
  const bench = await createBench({ procedure: touch() });
  const asked: string[] = [];
  const checkApproval = async (_: unknown, hash: string) => {
    asked.push(hash);
    return { kind: 'approved', by: ['directory:1'], record: null } as const;
  };
  await bench.run({ checkApproval });
  const { plan } = await createBench({ procedure: touch() });
  const changed = { ...plan, ticket: 'ÄRENDE-2' };
  await (await createBench({ procedure: touch() })).run({ checkApproval, plan: changed });
  expect(asked).toHaveLength(2);
  expect(asked[0]).not.toBe(asked[1]);
  expect(bench.state().header?.planHash).toBe(asked[0]);
});

test('a second person may look after an emergency; before it nobody is asked', async () => {
  const bench = await createBench({ procedure: touch({ change: 'emergency' }) });
  const refused = { kind: 'refused', reason: { sv: 'ingen', en: 'nobody' } } as const;
  expect((await bench.run({ checkApproval: async () => refused })).outcome).toBe('succeeded');
  expect(bench.state().approvals).toEqual([
    { kind: 'emergency', secondPersonBefore: '2026-03-04T21:00:00.000Z' },
  ]);
});

test('what is destroyed is approved beforehand, in an emergency too', async () => {
  const wipe = touch({ change: 'emergency' }, (ctx) =>
    ctx.destroy(
      'wipe',
      { sv: 'Radera', en: 'Wipe' },
      {
        command: { argv: ['wipe'] },
        timeoutSeconds: 60,
        confirm: { read: { command: { argv: ['serial'] }, parse: ({ stdout }) => stdout }, expected: '' },
      },
    ),
  );
  const bench = await createBench({ procedure: wipe });
  const refused = { kind: 'refused', reason: { sv: 'ingen', en: 'nobody' } } as const;
  expect(await codeOf(bench.run({ checkApproval: async () => refused }))).toBe('run/not-approved');
  expect(bench.effects).toEqual([]);
  expect((await bench.run()).outcome).toBe('succeeded');
});

test('more failures than may be stop the run after the batch; hosts not begun are left alone', async () => {
  const bench = await createBench({
    procedure: touch(),
    hosts: fleet(200),
    faults: { steps: [{ step: 'touch', how: 'non-zero', hosts: 11 }] },
  });
  const { outcome, counts } = await bench.run();
  expect(outcome).toBe('failed');
  expect(counts.failed).toBe(11);
  expect(counts.failed + counts.changed).toBeLessThan(200);
});

test('a stopped run finishes the hosts it has begun and begins no other', async () => {
  const control = createRunControl();
  const bench = await createBench({ procedure: rotate, hosts: fleet(40) });
  const { outcome, counts } = await bench.run({
    control,
    onNews: (news) => {
      if (news.kind === 'event' && news.event.kind === 'intent' && news.event.body.host === 'tjanst-3-app-1')
        control.stop('directory:3');
    },
  });
  expect(outcome).toBe('stopped');
  expect(counts).toMatchObject({ failed: 0, unknown: 0, skipped: 0 });
  expect(counts.changed).toBe(new Set(bench.effects.map(({ host }) => host)).size);
  expect(bench.effects.length).toBe(counts.changed * 3);
  expect(counts.changed).toBeLessThan(40);
});

test('a killed run stops what runs, and says of each host how it was left', async () => {
  const control = createRunControl();
  const bench = await createBench({ procedure: rotate, hosts: fleet(40) });
  const { outcome, counts } = await bench.run({
    control,
    onNews: (news) => {
      if (
        news.kind === 'event' &&
        news.event.kind === 'attached' &&
        news.event.body.host === 'tjanst-3-app-1'
      )
        control.kill('directory:3');
    },
  });
  expect(outcome).toBe('cancelled');
  expect(counts.failed).toBeGreaterThan(0);
  expect(counts.failed + counts.changed).toBeLessThan(40);
  expect(noteText(bench.state().hosts.get('tjanst-3-app-1')?.note ?? '').en).toMatch(/^Cancelled during/);
});

test('a paused run begins no host until somebody lets it go on', async () => {
  const control = createRunControl();
  const bench = await createBench({ procedure: rotate, hosts: fleet(6) });
  let batches = 0;
  const running = bench.run({
    control,
    onNews: (news) => {
      if (news.kind === 'event' && news.event.kind === 'batch') {
        batches += 1;
        if (batches === 2) control.pause('directory:3');
      }
      if (news.kind === 'waiting' && news.for === 'resume')
        queueMicrotask(() => control.resume('directory:3'));
    },
  });
  expect((await running).outcome).toBe('succeeded');
  const actions = bench.journal.events.flatMap(({ event }) =>
    event.kind === 'control' ? [event.body.action] : [],
  );
  expect(actions).toEqual(['pause', 'resume']);
});

test('a run that was paused when its controller ended goes on only when somebody says so', async () => {
  const bench = await createBench({ procedure: rotate });
  await bench.run();
  const opened = bench.journal.events.slice(0, 2);
  const paused = {
    at: bench.clock.now(),
    event: { kind: 'control', body: { action: 'pause', by: 'directory:3' } },
  } as const;
  const history = [...opened, paused];
  expect(await codeOf(bench.run({ history }))).toBe('run/paused');
  expect((await bench.run({ history, decision: { by: 'directory:3', resume: true } })).outcome).toBe(
    'succeeded',
  );
});

test('only what failed is done again, and what was done stays done', async () => {
  const isBroken = { now: true };
  const machine = (command: string) =>
    command === 'key install b' && isBroken.now ? { code: 100, stderr: 'E: nej\n' } : undefined;
  const bench = await createBench({ procedure: rotate, machine, hosts: fleet(2) });
  expect((await bench.run()).outcome).toBe('failed');
  expect(await codeOf(bench.run())).toBe('run/closed');
  isBroken.now = false;
  const before = bench.effects.length;
  const report = await bench.run({ decision: { by: 'directory:3', retry: 'all' } });
  expect(report.outcome).toBe('succeeded');
  expect(steps(bench.effects.slice(before))).toEqual([
    'tjanst-1-app-1 install#2',
    'tjanst-1-app-2 make',
    'tjanst-1-app-2 install',
    'tjanst-1-app-2 install#2',
  ]);
});

test('what nobody knows waits for a person, while other hosts go on', async () => {
  const bench = await createBench({
    procedure: touch({ rollout: { ...rotate.rollout, maxFail: 3 } }),
    keepsUnits: false,
    faults: { steps: [{ step: 'touch', how: 'lost', hosts: ['tjanst-1-app-1'] }] },
  });
  const report = await bench.run();
  expect(report).toMatchObject({
    outcome: 'waiting',
    unknown: ['tjanst-1-app-1'],
    counts: { changed: 3, unknown: 1 },
  });
  expect((await bench.run()).outcome).toBe('waiting');
  expect(bench.effects).toHaveLength(4);
  const [question] = openQuestions(bench.journal.events);
  expect(question).toMatchObject({ host: 'tjanst-1-app-1', step: 'touch' });
  const decide = (decision: 'done' | 'not-done' | 'skip-host', step = 'touch') =>
    decideStep(bench.journal, bench.journal.events, {
      host: 'tjanst-1-app-1',
      step,
      by: 'directory:3',
      decision,
    });
  expect(await codeOf(decide('done', 'other'))).toBe('run/nothing-to-decide');
  await decide('done');
  expect(await bench.run()).toMatchObject({ outcome: 'succeeded', counts: { changed: 4 } });
  expect(bench.effects).toHaveLength(4);
  expect(await codeOf(decide('done'))).toBe('run/nothing-to-decide');
});

test('a host that a person leaves is skipped, and one that was seen untouched is begun anew', async () => {
  for (const [decision, counts] of [
    ['skip-host', { skipped: 1 }],
    ['not-done', { changed: 4 }],
  ] as const) {
    const bench = await createBench({
      procedure: touch({ rollout: { ...rotate.rollout, maxFail: 3 } }),
      keepsUnits: false,
      faults: { steps: [{ step: 'touch', how: 'lost', hosts: ['tjanst-1-app-1'] }] },
    });
    await bench.run();
    await decideStep(bench.journal, bench.journal.events, {
      host: 'tjanst-1-app-1',
      step: 'touch',
      by: 'directory:3',
      decision,
    });
    const report = await bench.run({
      runnerOf: () => ({
        name: 'well',
        start: async () => ({ kind: 'exit', code: 0 }),
        attach: async () => ({ kind: 'gone', why: '', mayRun: true }),
        stop: async () => true,
      }),
    });
    expect(report.counts).toMatchObject(counts);
  }
});

test('another source of the procedure is gone on with only where somebody says so', async () => {
  const bench = await createBench({ procedure: rotate });
  await bench.run();
  const history = bench.journal.events.slice(0, 8);
  expect(await codeOf(bench.run({ history, sourceHash: 'new' }))).toBe('run/source-changed');
  const decision = { by: 'directory:3', acceptSource: 'new' };
  expect((await bench.run({ history, sourceHash: 'new', decision })).outcome).toBe('succeeded');
  expect(
    bench.journal.events.some(
      ({ event }) => event.kind === 'approved' && JSON.stringify(event.body).includes('"source"'),
    ),
  ).toBe(true);
});

test('a disk that is full stops new effects at once, with a sentence in both languages', async () => {
  const bench = await createBench({ procedure: rotate, hosts: fleet(12) });
  const full = bilingualError(
    'journal/full',
    { sv: 'Disken är full.', en: 'The disk is full.' },
    { sv: 'Gör plats.', en: 'Make room.' },
  );
  let lines = 0;
  const journal = {
    append: async (event: Parameters<typeof bench.journal.append>[0]) => {
      lines += 1;
      if (lines > 40) throw full;
      await bench.journal.append(event);
    },
  };
  const error: unknown = await bench.run({ journal }).catch((thrown: unknown) => thrown);
  if (!(error instanceof GrundvalError)) throw new Error('expected an error of ours');
  expect(error.code).toBe('run/cannot-write');
  expect(error.message).toContain('The disk is full.');
  expect(inLanguage(error, 'sv').message).toContain('Disken är full. Inget nytt påbörjades.');
  const intents = bench.journal.events.filter(({ event }) => event.kind === 'intent').length;
  expect(bench.effects.length).toBeLessThanOrEqual(intents);
  expect((await bench.run()).outcome).toBe('succeeded');
  expect(bench.effects).toHaveLength(36);
});

test('a clock that stands before the journal is not believed', async () => {
  const bench = await createBench({ procedure: rotate });
  await bench.run();
  const history = bench.journal.events.slice(0, 6);
  const clock = { ...bench.clock, now: () => new Date('2026-03-01T00:00:00Z') };
  expect(await codeOf(bench.run({ history, clock }))).toBe('run/clock-went-back');
});

test('nothing is begun in a freeze, but an emergency is', async () => {
  const hosts = fleet(2, {
    operations: { freezes: [{ from: '2026-03-03', until: '2026-03-04', reason: 'Bokslut', services: [] }] },
  });
  const bench = await createBench({ procedure: touch(), hosts });
  expect(bench.plan.freezes).toEqual([{ from: '2026-03-03', until: '2026-03-04', reason: 'Bokslut' }]);
  expect(await codeOf(bench.run())).toBe('run/frozen');
  const emergency = await createBench({ procedure: touch({ change: 'emergency' }), hosts });
  expect((await emergency.run()).outcome).toBe('succeeded');
});

test('a run waits for the window of its hosts, and is not begun when that has gone by', async () => {
  const window = {
    every: 'week',
    weekday: 'wed',
    from: '01:00',
    minutes: 60,
    withinServiceHours: false,
  } as const;
  const bench = await createBench({ procedure: touch(), hosts: fleet(2, { window }) });
  await bench.run();
  const [first] = bench.journal.events.filter(({ event }) => event.kind === 'intent');
  expect(first?.at.toISOString()).toBe('2026-03-04T00:00:00.000Z');
  const late = await createBench({
    procedure: touch(),
    hosts: fleet(2, { window }),
    start: new Date('2026-03-04T01:00:00Z'),
  });
  expect(await codeOf(late.run())).toBe('run/window-passed');
});

test('a run does not begin with an approval that will have expired when its window opens', async () => {
  const window = {
    every: 'day',
    weekday: null,
    from: '23:30',
    minutes: 60,
    withinServiceHours: false,
  } as const;
  const run = async (validUntil: Date) => {
    const bench = await createBench({ procedure: touch(), hosts: fleet(1, { window }) });
    const by = ['directory:1'];
    const code = await codeOf(
      bench.run({ checkApproval: async () => ({ kind: 'approved', by, record: null, validUntil }) }),
    );
    return [code.replace(/:.*/, ''), bench.effects.length];
  };
  expect(await run(new Date('2026-03-03T22:29:00Z'))).toEqual(['run/approval-too-short', 0]);
  expect(await run(new Date('2026-03-03T22:31:00Z'))).toEqual(['no error', 1]);
});

test('a batch that would begin after the last window is left, and the run is stopped', async () => {
  const window = {
    every: 'week',
    weekday: 'wed',
    from: '01:00',
    minutes: 10,
    withinServiceHours: false,
  } as const;
  const slow = touch({ rollout: { ...rotate.rollout, batches: [1], soak: '6m' } });
  const bench = await createBench({ procedure: slow, hosts: fleet(4, { window, perService: 1 }) });
  const { outcome, counts } = await bench.run();
  expect([outcome, counts.changed]).toEqual(['stopped', 2]);
});

test('secrets are in no output, note, plan or journal', async () => {
  const secret = 'hemlig-åäö';
  const procedure = touch({}, async (ctx) => {
    await ctx.change(
      'touch',
      { sv: 'Rör', en: 'Touch' },
      { command: { argv: ['passwd', String(ctx.params['password'])] }, timeoutSeconds: 60 },
    );
  });
  const machine = (command: string) =>
    command.startsWith('passwd')
      ? { stdout: `set ${command}\n`, stderr: `bad ${command}\n`, code: 1 }
      : undefined;
  const bench = await createBench({ procedure, params: { password: secret }, machine });
  await bench.run();
  expect(bench.effects.length).toBeGreaterThan(0);
  const said = JSON.stringify([bench.plan, bench.journal.events, [...bench.outputs.texts], bench.news]);
  expect(said).not.toContain(secret);
  expect([...bench.outputs.texts.values()][0]).toBe('set passwd •••\nbad passwd •••\n');
});

test('what gives back a secret fails the host instead of writing it down', async () => {
  const procedure = touch({}, async (ctx) => {
    await ctx.read('config', { command: { argv: ['cat', 'config'] }, parse: ({ stdout }) => stdout });
    await ctx.change(
      'touch',
      { sv: 'Rör', en: 'Touch' },
      { command: { argv: ['touch', 'x'] }, timeoutSeconds: 60 },
    );
  });
  const bench = await createBench({
    procedure,
    params: { password: 'hemlig' },
    machine: () => 'key=hemlig\n',
  });
  expect((await bench.run()).counts.failed).toBe(1);
  expect(JSON.stringify(bench.journal.events)).not.toContain('hemlig');
});

test('a host is destroyed only where it is the one that was meant', async () => {
  const wipe = touch({}, (ctx) =>
    ctx.destroy(
      'wipe',
      { sv: 'Radera', en: 'Wipe' },
      {
        command: { argv: ['wipe'] },
        timeoutSeconds: 60,
        confirm: {
          read: { command: { argv: ['serial'] }, parse: ({ stdout }) => stdout.trim() },
          expected: 'ABC',
        },
      },
    ),
  );
  const serial = { now: 'ABC' };
  const machine = (command: string) => (command === 'serial' ? serial.now : undefined);
  const bench = await createBench({ procedure: wipe, machine });
  serial.now = 'XYZ';
  expect((await bench.run()).counts.failed).toBe(1);
  expect(bench.effects).toEqual([]);
  const again = await createBench({ procedure: wipe, machine });
  expect(again.plan.hosts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'failed']);
});

test('a host where all is as it should be is left alone, and says so', async () => {
  const bench = await createBench({
    procedure: patch,
    machine: (command, host) =>
      host.id === 'tjanst-1-app-1' && command === 'apt list --upgradable' ? '' : debian(command, host),
  });
  expect(bench.plan.hosts.map(({ outcome }) => outcome)).toEqual([
    'unchanged',
    'changes',
    'changes',
    'changes',
  ]);
  expect(bench.plan.batches.flat()).not.toContain('tjanst-1-app-1');
  expect((await bench.run()).counts.changed).toBe(3);
});

test('a wrong password stops the run after the first host', async () => {
  const bench = await createBench({
    procedure: touch({ rollout: { ...rotate.rollout, maxFail: 100 } }),
    hosts: fleet(20),
  });
  let asked = 0;
  const { outcome, counts } = await bench.run({
    runnerOf: () => ({
      name: 'refusing',
      start: async () => {
        asked += 1;
        return { kind: 'refused', reason: 'sudo-password', message: 'wrong password' };
      },
      attach: async () => ({ kind: 'never-begun' }),
      stop: async () => true,
    }),
  });
  expect([outcome, counts.failed, asked]).toEqual(['stopped', 1, 1]);
});

test('a restart is seen, and is not made a second time by a later controller', async () => {
  const bench = await createBench({ procedure: patch, machine: debian, hosts: fleet(1) });
  await bench.run();
  const intent = bench.journal.events.findIndex(
    ({ event }) => event.kind === 'intent' && event.body.step === 'reboot',
  );
  const reboots = () => bench.effects.filter(({ step }) => step === 'reboot').length;
  expect((await bench.run({ history: bench.journal.events.slice(0, intent + 1) })).outcome).toBe('succeeded');
  expect(reboots()).toBe(1);
});
