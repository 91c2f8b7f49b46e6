import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { GrundvalError } from '#model/error.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { Rendering, TargetKind } from '#model/platform/rendering.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { renderSlice } from '../targets/render-slice.ts';
import { sliceOfSite } from '../targets/slice.ts';
import type { Target } from '../targets/target.ts';
import { parseStackName } from './stack-name.ts';

/** A stack as declared, and what it was rendered from. */
export interface DeclaredStack {
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  readonly rendering: Rendering;
}

/**
 * Renders the stack of this name from the declaration in a folder. Never what stands elsewhere.
 *
 * @throws {GrundvalError} as {@link loadDeclaration}, `engine/stack-name`, `engine/unknown-organisation`,
 *   `plan/unknown-environment`, `engine/unknown-site`, `engine/adopted-site`
 */
export async function renderStack(
  folder: string,
  stack: string,
  targets: Readonly<Record<TargetKind, Target>>,
): Promise<DeclaredStack> {
  const { organisation, environment, platformSite, layer } = parseStackName(stack);
  const declaration = await loadDeclaration(folder);
  const declared = declaration.organisation.organisation.id;
  if (organisation !== declared) {
    throw new GrundvalError(
      'engine/unknown-organisation',
      `Stack ${stack} belongs to "${organisation}", but ${folder} declares "${declared}".`,
      { hint: `pulumi config set grundval:declaration FOLDER --stack ${stack}` },
    );
  }
  const plan = planPlatform(declaration, { environment });
  const target = targets[engineOf(declaration, platformSite, stack)];
  const rendering = renderSlice(target, sliceOfSite(declaration, plan, platformSite)).find(
    (each) => each.layer === layer,
  );
  if (rendering === undefined) throw new Error(`Nothing renders layer ${layer}`);
  return { declaration, plan, rendering };
}

function engineOf({ organisation }: Declaration, id: string, stack: string): TargetKind {
  const site = organisation.platformSites.find((each) => each.id === id);
  if (site === undefined) {
    const known = organisation.platformSites.map((each) => each.id).join(', ');
    throw new GrundvalError(
      'engine/unknown-site',
      `Stack ${stack} is of platform site "${id}"; declared are ${known}.`,
      { hint: 'platform sites are declared in grundval.yaml' },
    );
  }
  if (site.kind === 'adopted') {
    throw new GrundvalError(
      'engine/adopted-site',
      `Stack ${stack} is of "${id}", which is adopted: it gets a work order, and no engine touches it.`,
    );
  }
  return site.kind;
}
