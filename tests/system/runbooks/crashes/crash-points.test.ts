import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import { systemClock } from '#runbooks/engine/execute/clock.ts';
import { createSigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { planRun } from '#runbooks/engine/plan/plan-run.ts';
import { keysFileOf } from '../../../builders/run.ts';
import { hasSshd, startTestSshd, type TestSshd } from '../../../runbooks/engine/transport/test-sshd.ts';
import { transportKinds } from '../../../runbooks/engine/transport/transport-kinds.ts';
import { type CarriedRun, carryThrough, type Surroundings } from './carry-through.ts';
import type { Ground } from './controller.ts';
import { createHostSide, type HostSide } from './host-side.ts';
import { judgeRun } from './judge.ts';
import { type Death, places } from './mortality.ts';
import { underCrash } from './procedure-under-crash.ts';
import { type RealSshd, realFleet } from './real-hosts.ts';

const isRoot = process.getuid?.() === 0;
/** Root's records would lie in /var/lib; here that is an empty folder that only the sshd of the test sees. */
const ownVarLib = isRoot
  ? ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /var/lib && exec "$@"', 'sh']
  : [];
const canHide =
  !isRoot || spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/var/lib']).status === 0;
const canRun = process.platform === 'linux' && hasSshd && canHide && !existsSync('/run/systemd/system');
const why = canRun ? '' : ' (skipped: needs Linux with openssh-server and unshare, and no systemd)';

const wantedDeaths = 200;
const runsAtATime = 6;

let base: string;
let sshd: TestSshd;
let hosts: HostSide;
let ground: Ground;
let approve: Surroundings['approve'];

beforeAll(async () => {
  if (!canRun) return;
  base = await mkdtemp(join(tmpdir(), 'grundval-crashes-'));
  const twin = join(base, 'twin');
  await mkdir(twin);
  sshd = await startTestSshd({
    address: '0.0.0.0',
    within: ownVarLib,
    settings: ['MaxStartups 200', 'LogLevel ERROR', `SetEnv HOME=${base} TWIN=${twin} LC_ALL=C.UTF-8`],
  });
  hosts = createHostSide(twin, sshd);
  ground = await prepare(sshd);
});
afterAll(async () => {
  await sshd?.stop();
  if (base !== undefined) await rm(base, { recursive: true, force: true });
});

/** The plan of all runs, made on the hosts of the first, and who approves it. */
async function prepare(real: RealSshd): Promise<Ground> {
  const [approver, executor] = await Promise.all(
    ['approver.pem', 'executor.pem'].map((name) => createSigningKey(join(base, name))),
  );
  if (approver === undefined || executor === undefined) throw new Error('two keys were made');
  const trustFile = join(base, 'keys.json');
  await writeFile(
    trustFile,
    JSON.stringify(keysFileOf({ 'directory:1': approver, 'directory:3': executor })),
  );
  await hosts.prepare(1);
  const [ssh2] = transportKinds;
  const transport = await ssh2?.create({ keyFile: real.keyFile });
  if (transport === undefined) throw new Error('ssh2 is a kind of transport');
  const plan = await planRun({
    procedure: underCrash,
    sourceHash: '0'.repeat(64),
    params: {},
    targets: null,
    all: true,
    requestedBy: 'directory:2',
    ticket: null,
    snapshot: realFleet(1, real),
    transport,
    clock: systemClock,
    signal: new AbortController().signal,
    concurrency: 3,
    connectSeconds: 30,
  }).finally(() => transport.close());
  approve = (run) =>
    signApproval(
      {
        run,
        planHash: planHash(plan),
        change: plan.change,
        approver: 'directory:1',
        role: 'chef',
        reason: 'prov',
        at: new Date(),
        validFor: '4h',
      },
      approver,
    );
  const { port, user, hostKey, keyFile } = real;
  return {
    sshd: { port, user, hostKey, keyFile },
    plan,
    keyFile: join(base, 'executor.pem'),
    trustFile,
  };
}

/** Every place that a living controller came by, each time it did; and, to make them enough, the middle of commands. */
function chooseDeaths({ passed }: CarriedRun['report'], random: () => number): readonly Death[] {
  const deaths: Death[] = places.flatMap((place) =>
    Array.from({ length: passed[place] ?? 0 }, (_, at) => ({ place, nth: at + 1, afterMs: 0 })),
  );
  for (let at = 0; at < 30 || deaths.length < wantedDeaths; at += 1) {
    const nth = 1 + (at % (passed.start ?? 1));
    deaths.push({ place: 'start', nth, afterMs: 1 + Math.floor(random() * 400) });
  }
  return deaths;
}

/** Numbers in [0, 1) that are the same in every run of the test. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function atATime<Item>(items: readonly Item[], work: (item: Item, at: number) => Promise<void>) {
  const waiting = items.map((item, at) => ({ item, at }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await work(next.item, next.at);
  };
  await Promise.all(Array.from({ length: runsAtATime }, worker));
}

const clean = { doubleEffects: [], skipped: [], lostResults: [], unproved: [] };
const kindsOfWrong = ['doubleEffects', 'skipped', 'lostResults', 'unproved'] as const;

describe.runIf(canRun)(
  `controllers that die at work on real servers of SSH${why}`,
  { timeout: 600_000 },
  () => {
    it('leave nothing done twice, skipped or lost, wherever they are killed', async () => {
      const surroundings = { base, hosts, approve };
      const lived = await carryThrough(ground, surroundings, 2, []);
      expect(await judgeRun(lived, hosts, ground.trustFile)).toEqual(clean);
      const random = seededRandom(2026);
      const deaths = chooseDeaths(lived.report, random);
      const counts = { died: 0, unmet: 0, done: 0, finished: 0, 'not-done': 0 };
      const found = { doubleEffects: 0, skipped: 0, lostResults: 0, unproved: 0 };
      const wrong: unknown[] = [];
      await atATime(deaths, async (death, at) => {
        // Who comes after the dead may die too.
        const second = deaths[Math.floor(random() * deaths.length)];
        const both = at % 4 === 3 && second !== undefined ? [death, second] : [death];
        const carried = await carryThrough(ground, surroundings, at + 3, both);
        const judgement = await judgeRun(carried, hosts, ground.trustFile);
        await hosts.forget(carried.run);
        for (const what of kindsOfWrong) found[what] += judgement[what].length;
        if (kindsOfWrong.some((what) => judgement[what].length > 0))
          wrong.push({ deaths: both, ...judgement });
        counts.died += carried.died;
        counts.unmet += both.length - carried.died;
        for (const seen of ['done', 'finished', 'not-done'] as const) counts[seen] += carried.decided[seen];
      });
      const { died, unmet, done, finished } = counts;
      process.stdout.write(
        `crash points on real sshd: ${died} in ${deaths.length} runs of 3 servers (${unmet} more were not come by); ` +
          `put to a person: ${done} steps that were done, ${finished} half done, ${counts['not-done']} not begun; ` +
          `double effects: ${found.doubleEffects}; skipped: ${found.skipped}; lost results: ${found.lostResults}; ` +
          `faults of journals: ${found.unproved}\n`,
      );
      expect(wrong).toEqual([]);
      expect(died).toBeGreaterThanOrEqual(wantedDeaths);
    });
  },
);
