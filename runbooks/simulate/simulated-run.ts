import type { z } from 'zod';
import { decideStep, openQuestions } from '../engine/execute/decide.ts';
import { executeRun, type RunReport } from '../engine/execute/execute-run.ts';
import { foldRunState, type RunState } from '../engine/execute/run-state.ts';
import type { RunPlan } from '../engine/plan/run-plan.ts';
import type { Procedure } from '../procedure.ts';
import { type CrashPoints, createCrashPoints } from './crash-points.ts';
import type { Faults } from './faults.ts';
import type { Fleet } from './fleet.ts';
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts';
import { createMemoryOutputs, type MemoryOutputs } from './memory-outputs.ts';
import type { Machine } from './simulated-host.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { createWorld, type Effect, type World } from './world.ts';

/** What is run, and in which world. */
export interface Scenario<Schema extends z.ZodObject> {
  readonly fleet: Fleet;
  readonly machine: Machine;
  readonly faults: Faults;
  readonly procedure: Procedure<Schema>;
  readonly params: unknown;
  readonly plan: RunPlan;
  /** False: steps are plain commands that nobody finds again. */
  readonly keepsUnits: boolean;
}

/** A simulated run when nobody works on it any more. */
export interface SimulatedRun {
  readonly plan: RunPlan;
  readonly report: RunReport;
  /** By host. */
  readonly state: RunState;
  readonly effects: readonly Effect[];
  readonly outputs: MemoryOutputs['texts'];
  readonly journal: MemoryJournal['events'];
  /** Places where a controller could have died. */
  readonly points: number;
  /** Controllers that died. */
  readonly deaths: number;
}

/** Every simulation begins at the same moment: a Tuesday evening in March. */
export const simulatedStart = new Date('2026-03-03T21:00:00Z');
/** A dead controller is missed, and another one started, after so long. */
const missedAfterMs = 90_000;
const mostControllers = 10;

/**
 * Runs a scenario to its end. Its controllers die where they are told to, one after the other, and the next one
 * resumes; where nobody knows what became of a step, a person looks at the host and says.
 *
 * @param deaths points at which controllers die, each counted from when it began
 */
export async function simulateRun<Schema extends z.ZodObject>(
  scenario: Scenario<Schema>,
  deaths: readonly number[] = [],
): Promise<SimulatedRun> {
  const { machine, faults, plan, keepsUnits } = scenario;
  const clock = createVirtualClock(simulatedStart);
  const points = createCrashPoints(deaths[0] ?? null);
  const world = createWorld({ machine, faults, clock, points, plan, keepsUnits });
  const journal = createMemoryJournal(clock, points);
  const outputs = createMemoryOutputs();
  const left = deaths.slice(1);
  let died = 0;
  for (let controllers = 1; controllers <= mostControllers; controllers++) {
    const report = await clock.run(control(scenario, { clock, world, journal, outputs }, points));
    if (report === null) {
      died += 1;
      clock.forget();
      points.revive(left.shift() ?? null);
      await clock.run(clock.sleep(missedAfterMs, new AbortController().signal));
      continue;
    }
    if (report.outcome !== 'waiting') {
      const { state } = foldRunState(journal.events);
      const { effects } = world;
      const { events } = journal;
      return {
        plan,
        report,
        state,
        effects,
        outputs: outputs.texts,
        journal: events,
        points: points.passed,
        deaths: died,
      };
    }
    points.revive(left.shift() ?? null);
    await clock.run(answerQuestions(journal, world, points));
  }
  throw new Error(`the simulated run is not over after ${mostControllers} controllers`);
}

interface Surroundings {
  readonly clock: ReturnType<typeof createVirtualClock>;
  readonly world: World;
  readonly journal: MemoryJournal;
  readonly outputs: MemoryOutputs;
}

/** One controller, from the journal as it is; null where it died. */
async function control<Schema extends z.ZodObject>(
  { fleet, procedure, params, plan }: Scenario<Schema>,
  { clock, world, journal, outputs }: Surroundings,
  points: CrashPoints,
): Promise<RunReport | null> {
  const last = journal.events.at(-1)?.event;
  // It died after its last line; the run is over, and there is nothing to resume.
  if (last?.kind === 'closed') return { ...last.body, unknown: [] };
  try {
    return await executeRun({
      run: 'simulated',
      plan,
      procedure,
      sourceHash: plan.sourceHash,
      params,
      snapshot: fleet,
      executedBy: 'directory:3',
      grundvalVersion: '0.0.0',
      journal,
      history: [...journal.events],
      decision: null,
      checkApproval: async () => ({ kind: 'approved', by: ['directory:1'], record: null }),
      transport: world.transport,
      runnerOf: () => world.runner,
      outputs,
      clock,
      concurrency: 50,
      connectSeconds: 10,
    });
  } catch (error) {
    if (points.isDead) return null;
    throw error;
  }
}

/** A person looks at each host that nobody knows of, and sees what is there. */
async function answerQuestions(
  journal: MemoryJournal,
  { effects }: World,
  points: CrashPoints,
): Promise<void> {
  for (const { host, step } of openQuestions(journal.events)) {
    const isDone = effects.some((effect) => effect.host === host && effect.step === step);
    const answer = { host, step, by: 'directory:3', decision: isDone ? 'done' : 'not-done' } as const;
    await decideStep(journal, journal.events, answer).catch((error: unknown) => {
      if (!points.isDead) throw error;
    });
  }
}
