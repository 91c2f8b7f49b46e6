import type { TargetKind } from '#model/platform/rendering.ts';
import { azureTarget } from './azure/index.ts';
import { kubernetesTarget } from './kubernetes/index.ts';
import type { Target } from './target.ts';

/** Every engine that resources are made for. */
export const targets: Readonly<Record<TargetKind, Target>> = {
  azure: azureTarget,
  kubernetes: kubernetesTarget,
};
