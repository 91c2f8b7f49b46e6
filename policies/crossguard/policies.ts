import type { PolicyPackArgs, ResourceValidationPolicy } from '@pulumi/policy';
import type { Rendering } from '#model/platform/rendering.ts';
import type { Control } from '../control.ts';
import { controlPolicy, isOfStacks } from './control-policy.ts';
import type { DeclaredPlatform } from './declared-platform.ts';
import { isOurs, readEngineStack } from './engine-stack.ts';
import { platformPolicies } from './platform-policies.ts';
import { asEnginePolicy } from './stack-policy.ts';

/** What the policies of one stack judge with. */
export interface PolicyInput {
  readonly declared: DeclaredPlatform;
  /** The stack that is judged, as declared. */
  readonly rendering: Rendering;
  readonly controls: readonly Control[];
  readonly now: () => Date;
}

/** The policies of a stack: those of the platform itself, and one for each control that needs no fleet. */
export function createPolicies({
  declared,
  rendering,
  controls,
  now,
}: PolicyInput): PolicyPackArgs['policies'] {
  const asked = new Map<string, object>();
  const noteInputs: ResourceValidationPolicy = {
    name: 'grundval-inputs',
    description: 'Notes what the engine is asked for, before a provider adds what it knows; judges nothing.',
    enforcementLevel: 'advisory',
    validateResource: ({ type, urn, props }) => {
      if (isOurs({ type })) asked.set(urn, props);
    },
  };
  const ofStacks = [
    ...platformPolicies(declared, rendering),
    ...controls.filter(isOfStacks).map((control) => controlPolicy(control, declared, rendering, now)),
  ];
  return [
    noteInputs,
    ...ofStacks.map((policy) =>
      asEnginePolicy(policy, (resources) => readEngineStack(resources, rendering, asked)),
    ),
  ];
}
