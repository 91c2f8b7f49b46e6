import * as pulumi from '@pulumi/pulumi';
import { registerRendering } from './engine/program.ts';
import { refuseToApply } from './engine/refuse-to-apply.ts';
import { renderStack } from './engine/render-stack.ts';
import { readStackSettings } from './engine/stack-settings.ts';
import { targets } from './targets/index.ts';

/** The Pulumi program: the stack of this name, as its declaration has it. */
export default async function program(): Promise<void> {
  const { stack, folder } = readStackSettings();
  const declared = await renderStack(folder, stack, targets);
  if (!pulumi.runtime.isDryRun()) refuseToApply(declared);
  registerRendering(declared.rendering);
}
