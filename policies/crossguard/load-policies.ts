import type { PolicyPackArgs } from '@pulumi/policy';
import { declarationError } from '#model/declaration/mistake.ts';
import { renderStack } from '#stacks/engine/render-stack.ts';
import type { StackSettings } from '#stacks/engine/stack-settings.ts';
import { targets } from '#stacks/targets/index.ts';
import { controls } from '../controls/index.ts';
import { evaluateControls } from '../evaluate.ts';
import { declarePlatform } from './declared-platform.ts';
import { createPolicies } from './policies.ts';

/**
 * The policies of a stack from its declaration.
 *
 * @throws {GrundvalError} as {@link renderStack}, and `declaration/invalid` where parameters or exemptions are wrong
 */
export async function loadPolicies({ stack, folder }: StackSettings): Promise<PolicyPackArgs['policies']> {
  const { declaration, plan, rendering } = await renderStack(folder, stack, targets);
  const now = () => new Date();
  const { mistakes } = evaluateControls({ controls, declaration, plan, fleet: null, now: now() });
  if (mistakes.length > 0) throw declarationError(folder, mistakes);
  const declared = declarePlatform(declaration, plan, targets);
  return createPolicies({ declared, rendering, controls, now });
}
