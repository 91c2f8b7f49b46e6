import type { HostOutcome, JournalEvent } from '#model/runs/journal-entry.ts';
import type { PlannedStep, RunPlan } from '#model/runs/run-plan.ts';
import { buildRunPlan } from '../../../builders/run.ts';
import { approvedEvent, type BuiltRun, buildRun, hashOf, type RunOutline } from './built-runs.ts';

/** Ids of {@link someRuns}, by what they show. */
export const someRunIds = {
  planned: '2026-11-24-0700-restart-service-pn01',
  running: '2026-11-24-0730-patch-linux-servers-rn01',
  waiting: '2026-11-24-0610-restart-service-wt01',
  emergency: '2026-11-23-0214-restart-service-em01',
  succeeded: '2026-11-22-0900-restore-test-ok01',
  failed: '2026-11-21-2200-patch-linux-servers-fl01',
  broken: '2026-11-20-1000-restart-service-br01',
} as const;

const upgrade: PlannedStep = {
  name: 'upgrade',
  effect: 'change',
  what: { sv: 'Uppgradera säkerhetspaket', en: 'Upgrade security packages' },
  commandHash: 'b'.repeat(64),
  command: 'sudo apt-get --yes upgrade',
  certain: true,
  undo: null,
};
const restart: PlannedStep = {
  ...upgrade,
  name: 'restart',
  what: { sv: 'Starta om om det behövs', en: 'Restart if needed' },
  commandHash: 'd'.repeat(64),
  command: 'sudo systemctl reboot',
  certain: false,
  undo: { sv: 'ingen', en: 'none' },
};

/** What the hostile output holds: it is text, whatever it looks like. */
export const hostileOutput = '<script>alert("utdata")</script>\n<img src=x onerror=alert(1)>\nklart\n';
const saidByMost = 'Läser paketlistor …\n0 uppgraderade, 0 nya\n';
const longOutput = Array.from({ length: 400 }, (_, line) => `Hämtar paket ${line + 1} av 400\n`).join('');

/** A plan for hosts in batches, all with the same steps. */
export function planOf(
  batches: readonly (readonly string[])[],
  more: Partial<RunPlan> = {},
  steps: readonly PlannedStep[] = [upgrade, restart],
): RunPlan {
  return buildRunPlan({
    procedure: 'patch-linux-servers',
    parameters: { reboot: 'if-needed' },
    ticket: 'ÄR-2026-1187',
    hosts: batches
      .flat()
      .map((host) => ({ host, service: 'treserva', outcome: 'changes' as const, note: null, steps })),
    batches,
    rollout: {
      batches: [1, '10%', '25%'],
      maxFail: '5%',
      spread: 'service',
      window: 'maintenance',
      soak: '5m',
    },
    affected: {
      services: ['treserva'],
      dependents: ['katalog'],
      users: { atLeast: 210, atMost: 260, uncounted: ['katalog'] },
    },
    window: { opens: '2026-11-24T05:00:00.000Z', closes: '2026-11-24T09:00:00.000Z' },
    plannedAt: '2026-11-24T05:30:00.000Z',
    ...more,
  });
}

/** Entries of a host from its first step to its outcome. */
export function hostEvents(
  host: string,
  outcome: HostOutcome,
  output: string = saidByMost,
): readonly JournalEvent[] {
  const isRight = outcome === 'changed';
  const intent: JournalEvent = {
    kind: 'intent',
    body: { host, step: 'upgrade', effect: 'change', commandHash: 'b'.repeat(64) },
  };
  const result = isRight
    ? { ok: true, value: 0, by: 'run' }
    : { ok: false, why: 'exit 100', last: 'E: Kunde inte låsa /var/lib/dpkg' };
  const note = isRight
    ? 'changed {"steps":1}'
    : `step-failed ${JSON.stringify({ step: 'upgrade', why: 'exit 100', last: result.last })}`;
  return [
    intent,
    { kind: 'attached', body: { host, step: 'upgrade', unit: `grundval-${host}` } },
    { kind: 'done', body: { host, step: 'upgrade', result, outputSha256: hashOf(output) } },
    { kind: 'host', body: { host, outcome, note } },
  ];
}

const closed = (outcome: 'succeeded' | 'failed', changed: number, failed = 0): JournalEvent => ({
  kind: 'closed',
  body: { outcome, counts: { changed, unchanged: 0, failed, unreachable: 0, skipped: 0, unknown: 0 } },
});
const batch = (number: number, hosts: readonly string[]): JournalEvent => ({
  kind: 'batch',
  body: { number, hosts },
});
const named = (count: number, from = 1): readonly string[] =>
  Array.from({ length: count }, (_, index) => `treserva-app-${from + index}`);

/** A run that goes on over so many hosts; a few have failed, some are at work, most wait. */
export function runningOver(hosts: number, run: string = someRunIds.running): RunOutline {
  const all = named(hosts);
  const batches = [
    all.slice(0, 1),
    all.slice(1, 1 + Math.ceil(hosts / 5)),
    all.slice(1 + Math.ceil(hosts / 5)),
  ];
  const plan = planOf(batches.filter(({ length }) => length > 0));
  const [first = [], second = []] = batches;
  const half = Math.ceil(second.length / 2);
  return {
    run,
    plan,
    beganAt: '2026-11-24T06:30:00.000Z',
    outputs: [saidByMost, hostileOutput],
    events: [
      approvedEvent(run, plan, '2026-11-24T06:00:00.000Z'),
      batch(0, first),
      ...first.flatMap((host) => hostEvents(host, 'changed')),
      batch(1, second),
      ...second
        .slice(0, half)
        .flatMap((host, index) =>
          index === 1 ? hostEvents(host, 'failed', hostileOutput) : hostEvents(host, 'changed'),
        ),
      ...second.slice(half).flatMap((host) => hostEvents(host, 'changed').slice(0, 2)),
    ],
  };
}

function waitingRun(): RunOutline {
  const plan = planOf([['raindance-db-1'], ['raindance-db-2']], {
    procedure: 'restart-service',
    plannedAt: '2026-11-24T05:00:00.000Z',
    affected: { services: ['raindance'], dependents: [], users: { atLeast: 40, atMost: 40, uncounted: [] } },
  });
  const host = 'raindance-db-1';
  return {
    run: someRunIds.waiting,
    plan,
    beganAt: '2026-11-24T05:10:00.000Z',
    events: [
      approvedEvent(someRunIds.waiting, plan, '2026-11-24T05:05:00.000Z'),
      batch(0, [host]),
      ...hostEvents(host, 'changed').slice(0, 2),
      { kind: 'unknown', body: { host, step: 'upgrade', why: 'ingen förbindelse på 15 minuter' } },
      {
        kind: 'host',
        body: {
          host,
          outcome: 'unknown',
          note: `unknown-step ${JSON.stringify({ step: 'upgrade', why: 'ingen förbindelse' })}`,
        },
      },
    ],
  };
}

function emergencyRun(): RunOutline {
  const plan = planOf([['treserva-app-1']], {
    procedure: 'restart-service',
    change: 'emergency',
    ticket: null,
    plannedAt: '2026-11-23T01:13:00.000Z',
    window: null,
  });
  return {
    run: someRunIds.emergency,
    plan,
    beganAt: '2026-11-23T01:14:00.000Z',
    outputs: [saidByMost],
    events: [
      { kind: 'approved', body: { kind: 'emergency', secondPersonBefore: '2026-11-24T01:14:00.000Z' } },
      batch(0, ['treserva-app-1']),
      ...hostEvents('treserva-app-1', 'changed'),
      closed('succeeded', 1),
    ],
  };
}

function succeededRun(): RunOutline {
  const hosts = ['treserva-db-1'];
  const plan = planOf([hosts], { procedure: 'restore-test', plannedAt: '2026-11-22T07:50:00.000Z' });
  const value = {
    schemaVersion: 1,
    service: 'treserva',
    group: 'treserva/db',
    startedAt: '2026-11-22T08:00:00.000Z',
    endedAt: '2026-11-22T08:21:00.000Z',
    copyTakenAt: '2026-11-22T01:00:00.000Z',
    measuredRtoSeconds: 1260,
    measuredRpoSeconds: 25_200,
    succeeded: true,
    checkedBy: 'sha256',
  };
  return {
    run: someRunIds.succeeded,
    plan,
    beganAt: '2026-11-22T08:00:00.000Z',
    outputs: [longOutput],
    events: [
      approvedEvent(someRunIds.succeeded, plan, '2026-11-22T07:55:00.000Z'),
      batch(0, hosts),
      ...hosts.flatMap((host) => hostEvents(host, 'changed', longOutput)),
      {
        kind: 'evidence',
        body: { host: 'treserva-db-1', name: 'restore-test', sha256: 'e'.repeat(64), value },
      },
      { kind: 'evidence', body: { host: null, name: 'note', sha256: 'f'.repeat(64), value: '<b>klart</b>' } },
      closed('succeeded', 1),
    ],
  };
}

function failedRun(): RunOutline {
  const batches = [named(1), named(3, 2)];
  const plan = planOf(batches, { plannedAt: '2026-11-21T20:30:00.000Z' });
  return {
    run: someRunIds.failed,
    plan,
    beganAt: '2026-11-21T21:00:00.000Z',
    outputs: [hostileOutput],
    isSealed: false,
    events: [
      approvedEvent(someRunIds.failed, plan, '2026-11-21T20:45:00.000Z'),
      batch(0, named(1)),
      ...hostEvents('treserva-app-1', 'changed'),
      batch(1, named(3, 2)),
      ...hostEvents('treserva-app-2', 'failed', hostileOutput),
      closed('failed', 1, 1),
    ],
  };
}

function brokenRun(): RunOutline {
  const plan = planOf([['treserva-app-1']], {
    procedure: 'restart-service',
    plannedAt: '2026-11-20T08:50:00.000Z',
  });
  return {
    run: someRunIds.broken,
    plan,
    beganAt: '2026-11-20T09:00:00.000Z',
    events: [
      approvedEvent(someRunIds.broken, plan, '2026-11-20T08:55:00.000Z'),
      batch(0, ['treserva-app-1']),
      ...hostEvents('treserva-app-1', 'changed'),
      closed('succeeded', 1),
    ],
    tamper: (lines) => lines.map((line, seq) => (seq === 5 ? line.replace('"value":0', '"value":1') : line)),
  };
}

/** One run of each kind, the newest plan first. */
export const someRuns: readonly BuiltRun[] = await Promise.all(
  [
    {
      run: someRunIds.planned,
      plan: planOf([['treserva-app-1'], ['treserva-app-2']], {
        procedure: 'restart-service',
        plannedAt: '2026-11-24T06:00:00.000Z',
      }),
      events: [],
    },
    runningOver(12),
    waitingRun(),
    emergencyRun(),
    succeededRun(),
    failedRun(),
    brokenRun(),
  ].map(buildRun),
);
