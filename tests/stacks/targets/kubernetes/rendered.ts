import { join } from 'node:path';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { type RenderedResource, resourcesOf, type Unsupported } from '#model/platform/rendering.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { kubernetesTarget } from '#stacks/targets/kubernetes/index.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { type PlatformSlice, sliceAsIf, sliceOfSite } from '#stacks/targets/slice.ts';

/** A declaration as it would stand in a cluster. */
export interface Rendered {
  readonly plan: PlatformPlan;
  readonly slice: PlatformSlice;
  readonly resources: readonly RenderedResource[];
  readonly unsupported: readonly Unsupported[];
}

/** All of a declaration's environment, as if it stood in one cluster. */
export function renderAsIf(declaration: Declaration, environment = 'produktion'): Rendered {
  const plan = planPlatform(declaration, { environment });
  return render(plan, sliceAsIf(declaration, plan, 'kubernetes'));
}

/** What stands on one site of a declaration's environment. */
export function renderSite(declaration: Declaration, site: string, environment = 'produktion'): Rendered {
  const plan = planPlatform(declaration, { environment });
  return render(plan, sliceOfSite(declaration, plan, site));
}

function render(plan: PlatformPlan, slice: PlatformSlice): Rendered {
  const renderings = renderSlice(kubernetesTarget, slice);
  return {
    plan,
    slice,
    resources: renderings.flatMap(resourcesOf),
    unsupported: renderings.flatMap(({ unsupported }) => unsupported),
  };
}

/** Örkelljunga as if all of it stood in a cluster. */
export async function renderOrkelljunga(): Promise<Rendered> {
  return renderAsIf(await loadDeclaration(join(import.meta.dirname, '../../../../examples/orkelljunga')));
}
