import { join } from 'node:path';
import { loadDeclaration } from '#model/declaration/load.ts';
import { planProduction } from '#stacks/plan/plan-production.ts';
import { targets } from '#stacks/targets/index.ts';
import { sliceAsIf } from '#stacks/targets/slice.ts';
import { schemaMistakes } from '../stacks/targets/kubernetes/schema-gate.ts';
import { azureFaults } from './azure-faults.ts';
import { declarationFaults } from './declaration-faults.ts';
import { readDocuments } from './documents.ts';
import type { Outcome } from './fault.ts';
import { kubernetesFaults } from './kubernetes-faults.ts';
import { planFaults } from './plan-faults.ts';
import { resourceFaults } from './resource-faults.ts';
import { reasonFor } from './survivors.ts';
import { tryDeclaration } from './try-declaration.ts';
import { tryPlan } from './try-plan.ts';
import { tryResources } from './try-resources.ts';

/** The day on which faults are judged: decisions of the example are in force. */
const now = new Date('2026-11-25T12:00:00Z');

export interface Survivor extends Outcome {
  /** Why nothing notices it; null where nobody has said. */
  readonly reason: string | null;
}

/** Seeds every fault into Örkelljunga, or one of so many, and says what noticed each. */
export async function tryEverything(
  root: string,
  { every = 1 }: { readonly every?: number } = {},
): Promise<{
  readonly outcomes: readonly Outcome[];
  readonly survivors: readonly Survivor[];
}> {
  const some = <Item>(all: readonly Item[]): readonly Item[] => all.filter((_, at) => at % every === 0);
  const folder = join(root, 'examples/orkelljunga');
  const declaration = await loadDeclaration(folder);
  const plan = planProduction(declaration);
  const ofResources = (['kubernetes', 'azure'] as const).flatMap((kind) =>
    tryResources(
      targets[kind],
      sliceAsIf(declaration, plan, kind),
      (all) =>
        some([...resourceFaults(all), ...(kind === 'kubernetes' ? kubernetesFaults : azureFaults)(all)]),
      kind === 'kubernetes' ? schemaMistakes : () => [],
    ),
  );
  const outcomes = [
    ...(await tryDeclaration(await readDocuments(folder), some(declarationFaults), now)),
    ...tryPlan(declaration, plan, some(planFaults), now),
    ...ofResources,
  ];
  return {
    outcomes,
    survivors: outcomes
      .filter(({ catches }) => catches.length === 0)
      .map((outcome) => ({ ...outcome, reason: reasonFor(outcome) })),
  };
}
