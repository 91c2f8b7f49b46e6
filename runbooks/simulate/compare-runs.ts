import type { SimulatedRun } from './simulated-run.ts';

/** What a run whose controllers died did otherwise than one whose controller lived. */
export interface Difference {
  readonly kind: 'double-effect' | 'skipped' | 'lost-result';
  readonly host: string;
  readonly what: string;
}

/**
 * Compares host by host. What a host was done to, what came of it, and what is kept of it must be the same, whoever
 * did it and however often they died.
 */
export function compareRuns(lived: SimulatedRun, died: SimulatedRun): readonly Difference[] {
  const [wanted, got] = [countEffects(lived), countEffects(died)];
  return lived.plan.batches.flat().flatMap((host) => {
    const [expected, found] = [wanted.get(host) ?? noEffects, got.get(host) ?? noEffects];
    return [
      ...compareEffects(lived, died, host, expected, found),
      ...compareResults(lived, died, host, found),
    ];
  });
}

/** How often each step of a host was done. */
type Counts = ReadonlyMap<string, number>;
const noEffects: Counts = new Map();

function compareEffects(
  lived: SimulatedRun,
  died: SimulatedRun,
  host: string,
  expected: Counts,
  found: Counts,
): readonly Difference[] {
  const isLeftOut = died.state.hosts.get(host)?.outcome === undefined && isStoppedEarly(died);
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((step): readonly Difference[] => {
    const [wanted, got] = [expected.get(step) ?? 0, found.get(step) ?? 0];
    // A run that stopped by itself, as too much had failed, may have stopped before another host than it did alive.
    if (got > Math.max(wanted, 1)) return [{ kind: 'double-effect', host, what: `${step}: ${got} times` }];
    if (got > wanted)
      return isStoppedEarly(lived) ? [] : [{ kind: 'double-effect', host, what: `${step}: not its turn` }];
    if (got < wanted && !isLeftOut) return [{ kind: 'skipped', host, what: step }];
    return [];
  });
}

function compareResults(
  lived: SimulatedRun,
  died: SimulatedRun,
  host: string,
  found: Counts,
): readonly Difference[] {
  const [before, after] = [lived.state.hosts.get(host), died.state.hosts.get(host)];
  if (before === undefined || after === undefined) {
    const isRight = isStoppedEarly(lived) || (before === undefined && after === undefined);
    return isRight ? [] : [{ kind: 'lost-result', host, what: 'no outcome' }];
  }
  const differences: Difference[] = [];
  if (before.outcome !== after.outcome)
    differences.push({ kind: 'lost-result', host, what: `${after.outcome}, was ${before.outcome}` });
  for (const [step, { result }] of before.steps) {
    const other = after.steps.get(step)?.result ?? null;
    if (other?.ok !== result?.ok) differences.push({ kind: 'lost-result', host, what: `result of ${step}` });
  }
  for (const step of found.keys()) {
    if (after.steps.get(step)?.result == null)
      differences.push({ kind: 'lost-result', host, what: `${step} was done, and nothing says so` });
  }
  if ([...before.evidence].join() !== [...after.evidence].join())
    differences.push({ kind: 'lost-result', host, what: 'evidence' });
  return differences;
}

function countEffects({ effects }: SimulatedRun): ReadonlyMap<string, Counts> {
  const hosts = new Map<string, Map<string, number>>();
  for (const { host, step } of effects) {
    const counts = hosts.get(host) ?? new Map<string, number>();
    counts.set(step, (counts.get(step) ?? 0) + 1);
    hosts.set(host, counts);
  }
  return hosts;
}

function isStoppedEarly({ report, plan, state }: SimulatedRun): boolean {
  return report.outcome === 'failed' && plan.batches.flat().some((id) => !state.hosts.has(id));
}
