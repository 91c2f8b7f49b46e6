import type { PlannedHost, RunPlan } from '#model/runs/run-plan.ts';

/** Hosts on which a plan does the very same, in the order of the first. */
export interface PlannedWork extends Omit<PlannedHost, 'host' | 'service'> {
  readonly hosts: readonly string[];
}

/** A plan folded: two hundred servers that get the same are told of once. */
export function foldPlan({ hosts }: Pick<RunPlan, 'hosts'>): readonly PlannedWork[] {
  const alike = Map.groupBy(hosts, ({ outcome, note, steps }) => JSON.stringify([outcome, note, steps]));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { outcome, note, steps } = first;
    return [{ outcome, note, steps, hosts: same.map(({ host }) => host) }];
  });
}
