import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { SignedApproval } from '#runbooks/engine/approval/approval.ts';
import { decideStep, openQuestions } from '#runbooks/engine/execute/decide.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import type { ControllerOrder, ControllerReport, Ground } from './controller.ts';
import type { HostSide } from './host-side.ts';
import type { Death } from './mortality.ts';
import { runIdOf } from './real-hosts.ts';

const controller = fileURLToPath(new URL('controller.ts', import.meta.url));
const mostControllers = 8;

type Seen = Awaited<ReturnType<HostSide['lookAt']>>;

/** How a run came to its end over the controllers that died in it. */
export interface CarriedRun {
  readonly run: number;
  readonly folder: string;
  readonly report: ControllerReport;
  /** Controllers that killed themselves. */
  readonly died: number;
  /** Steps that nobody could tell the end of, by what a person then saw. */
  readonly decided: Readonly<Record<Seen, number>>;
}

/** Where runs lie, what they are done to, and who says yes to them. */
export interface Surroundings {
  readonly base: string;
  readonly hosts: HostSide;
  readonly approve: (run: string) => SignedApproval;
}

/** Lets controller after controller work on a run, the first ones dying as they are told, until it is over. */
export async function carryThrough(
  ground: Ground,
  { base, hosts, approve }: Surroundings,
  run: number,
  deaths: readonly Death[],
): Promise<CarriedRun> {
  const folder = join(base, `run-${run}`);
  await mkdir(folder);
  await hosts.prepare(run);
  const approval = approve(runIdOf(run));
  const decided = { done: 0, finished: 0, 'not-done': 0 };
  let died = 0;
  for (let at = 0; at < mostControllers; at += 1) {
    const report = await control({ ...ground, run, folder, approval, death: deaths[at] ?? null }, base);
    if (report === null) died += 1;
    else if (report.outcome === 'waiting') await decide(folder, run, hosts, decided);
    else return { run, folder, report, died, decided };
  }
  throw new Error(`run ${run} is not over after ${mostControllers} controllers`);
}

/** One controller in a process of its own; null where it died by its own hand. */
async function control(order: ControllerOrder, base: string): Promise<ControllerReport | null> {
  const child = spawn(process.execPath, [controller], {
    stdio: 'pipe',
    env: { ...process.env, NODE_COMPILE_CACHE: join(base, 'compile-cache') },
  });
  child.stdin.on('error', () => undefined).end(JSON.stringify(order));
  const [said, told] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.signalCode === 'SIGKILL' && told.endsWith('dies')) return null;
  if (child.exitCode === 0 && said !== '') return JSON.parse(said) as ControllerReport;
  throw new Error(
    `the controller of run ${order.run} ended with ${child.exitCode ?? child.signalCode}, ` +
      `death ${JSON.stringify(order.death)}: ${told}`,
  );
}

/** Looks at each host that nobody knows of, and says what is there. */
async function decide(
  folder: string,
  run: number,
  hosts: HostSide,
  decided: Record<Seen, number>,
): Promise<void> {
  const path = join(folder, 'journal.jsonl');
  const journal = await openJournal(path, { clock: () => new Date() });
  try {
    const history = await readHistory(path);
    for (const { host, step } of openQuestions(history)) {
      const seen = await hosts.lookAt(run, host, step);
      decided[seen] += 1;
      const decision = seen === 'not-done' ? 'not-done' : 'done';
      await decideStep(journal, history, { host, step, by: 'directory:3', decision });
    }
  } finally {
    await journal.close();
  }
}
