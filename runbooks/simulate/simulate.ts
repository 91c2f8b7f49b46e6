import type { z } from 'zod';
import { planRun } from '../engine/plan/plan-run.ts';
import type { RunPlan } from '../engine/plan/run-plan.ts';
import type { Procedure } from '../procedure.ts';
import { compareRuns, type Difference } from './compare-runs.ts';
import { createCrashPoints } from './crash-points.ts';
import type { Faults, StepFault } from './faults.ts';
import type { Fleet } from './fleet.ts';
import type { Machine } from './simulated-host.ts';
import { type Scenario, type SimulatedRun, simulatedStart, simulateRun } from './simulated-run.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { createWorld } from './world.ts';

/** What came of killing the controller everywhere it can die. */
export interface CrashReport {
  /** Controllers killed, each at another point. */
  readonly crashes: number;
  readonly doubleEffects: number;
  readonly skipped: number;
  readonly lostResults: number;
  /** The first differences, with the point they were seen at; empty is what is wanted. */
  readonly differences: readonly (Difference & { readonly points: readonly number[] })[];
  /** The run whose controller lived. */
  readonly lived: SimulatedRun;
}

export interface CrashOptions {
  /** At most so many points, spread over the whole run; all where left out. */
  readonly most?: number;
  /** The controller that resumes dies too, after so many points more. */
  readonly again?: readonly number[];
}

/** An invented fleet that a procedure is tried on. Each call that changes it gives another one. */
export interface Simulation {
  /** The step fails on the first so many hosts of the run, or on these; or goes wrong in another way. */
  fail(
    step: string,
    fault: { readonly hosts: StepFault['hosts']; readonly how?: StepFault['how'] },
  ): Simulation;
  /** Nobody reaches the first so many hosts of the run, or these, once the plan is made. */
  unreachable(hosts: Faults['unreachable']): Simulation;
  /** Steps are plain commands, as on a host without units: nobody finds them again. */
  plain(): Simulation;
  plan<Schema extends z.ZodObject>(procedure: Procedure<Schema>, params: unknown): Promise<RunPlan>;
  run<Schema extends z.ZodObject>(
    procedure: Procedure<Schema>,
    params: unknown,
    deaths?: readonly number[],
  ): Promise<SimulatedRun>;
  /** Runs it once for each point where its controller can die, and says what came out otherwise. */
  crashEverywhere<Schema extends z.ZodObject>(
    procedure: Procedure<Schema>,
    params: unknown,
    options?: CrashOptions,
  ): Promise<CrashReport>;
}

const mostDifferencesShown = 20;

/**
 * A fleet with virtual time, faults and crashes, for tests of procedures.
 *
 * @param machine what the hosts say to commands; without it everything succeeds in silence
 * @example
 * const world = simulate(fleet(20), (command, host) =>
 *   command.startsWith('apt list') && host.ran('apt-get') === 0 ? 'openssl/stable 3.0.2\n' : undefined);
 * const { doubleEffects, skipped, lostResults } = await world.crashEverywhere(patch, { reboot: 'never' });
 */
export function simulate(hosts: Fleet, machine: Machine = () => undefined): Simulation {
  return createSimulation(hosts, machine, { steps: [], unreachable: [] }, true);
}

function createSimulation(hosts: Fleet, machine: Machine, faults: Faults, keepsUnits: boolean): Simulation {
  async function prepare<Schema extends z.ZodObject>(
    procedure: Procedure<Schema>,
    params: unknown,
  ): Promise<Scenario<Schema>> {
    const plan = await planIn(hosts, machine, procedure, params);
    return { fleet: hosts, machine, faults, procedure, params, plan, keepsUnits };
  }

  return {
    fail: (step, { hosts: which, how = 'non-zero' }) =>
      createSimulation(
        hosts,
        machine,
        { ...faults, steps: [...faults.steps, { step, how, hosts: which }] },
        keepsUnits,
      ),
    unreachable: (which) => createSimulation(hosts, machine, { ...faults, unreachable: which }, keepsUnits),
    plain: () => createSimulation(hosts, machine, faults, false),
    plan: (procedure, params) => planIn(hosts, machine, procedure, params),
    run: async (procedure, params, deaths) => simulateRun(await prepare(procedure, params), deaths),
    crashEverywhere: async (procedure, params, options = {}) =>
      crashScenario(await prepare(procedure, params), options),
  };
}

async function planIn<Schema extends z.ZodObject>(
  hosts: Fleet,
  machine: Machine,
  procedure: Procedure<Schema>,
  params: unknown,
): Promise<RunPlan> {
  const clock = createVirtualClock(simulatedStart);
  const points = createCrashPoints(null);
  const faults: Faults = { steps: [], unreachable: [] };
  const { transport } = createWorld({ machine, faults, clock, points, plan: null, keepsUnits: true });
  return await clock.run(
    planRun({
      procedure,
      sourceHash: 's'.repeat(64),
      params,
      targets: null,
      all: true,
      requestedBy: 'directory:2',
      ticket: null,
      snapshot: hosts,
      transport,
      clock,
      signal: new AbortController().signal,
      concurrency: 50,
      connectSeconds: 10,
    }),
  );
}

async function crashScenario<Schema extends z.ZodObject>(
  scenario: Scenario<Schema>,
  { most = Number.POSITIVE_INFINITY, again = [] }: CrashOptions,
): Promise<CrashReport> {
  const lived = await simulateRun(scenario);
  const every = Math.max(1, lived.points / most);
  const counts = { 'double-effect': 0, skipped: 0, 'lost-result': 0 };
  const shown: CrashReport['differences'][number][] = [];
  let crashes = 0;
  for (let at = 0; at < lived.points; at += every) {
    const points = [Math.floor(at), ...again];
    const died = await simulateRun(scenario, points);
    crashes += died.deaths;
    for (const difference of compareRuns(lived, died)) {
      counts[difference.kind] += 1;
      if (shown.length < mostDifferencesShown) shown.push({ ...difference, points });
    }
  }
  return {
    crashes,
    doubleEffects: counts['double-effect'],
    skipped: counts.skipped,
    lostResults: counts['lost-result'],
    differences: shown,
    lived,
  };
}
