import type { StoredResult } from '#agents/collector/store/store.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planProduction } from '#stacks/plan/plan-production.ts';

const day = 86_400_000;

/** What the real controls say of the built landscape, with ages spread over some weeks. */
export function buildResults(
  declaration: Declaration,
  devices: readonly FleetDevice[],
  now: Date,
): readonly StoredResult[] {
  const plan = planProduction(declaration);
  const { results } = evaluateControls({ controls, declaration, plan, fleet: { devices, at: now }, now });
  return results.map((result, index) => ({
    ...result,
    since: new Date(now.getTime() - ((index * 7) % 90) * day - 3_600_000),
    evaluatedAt: new Date(now.getTime() - 25 * 60_000),
  }));
}
