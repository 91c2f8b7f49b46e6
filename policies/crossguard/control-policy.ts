import type { Rendering } from '#model/platform/rendering.ts';
import type { Control } from '../control.ts';
import { evaluateControls } from '../evaluate.ts';
import type { DeclaredPlatform } from './declared-platform.ts';
import { platformWithStack } from './platform-with-stack.ts';
import type { StackPolicy } from './stack-policy.ts';

/** Can a control be judged on a stack? Not where it needs what has been observed. */
export function isOfStacks({ reads }: Pick<Control, 'reads'>): boolean {
  return !reads.includes('fleet') && !reads.includes('evidence');
}

/**
 * A control as a policy. A gate stops a stack of a production environment; elsewhere, and of other controls, a
 * finding is only said. What a control cannot judge is no finding, as in `grundval check`.
 */
export function controlPolicy(
  control: Control,
  declared: DeclaredPlatform,
  { stack }: Rendering,
  now: () => Date,
): StackPolicy {
  const { plan, declaration } = declared;
  return {
    name: control.id,
    displayName: control.title.sv,
    description: `${control.id} ${control.title.sv}`,
    severity: control.severity,
    remediationSteps: control.remedy.sv,
    enforcementLevel: control.gate && plan.production ? 'mandatory' : 'advisory',
    judge: (engine) => {
      const { results, failed } = evaluateControls({
        controls: [control],
        declaration,
        plan,
        resources: platformWithStack(declared, engine),
        fleet: null,
        now: now(),
      });
      for (const { error } of failed) throw error;
      return results
        .filter(({ status }) => status === 'finding')
        .map(({ subject, message, evidence }) => ({
          text: { sv: `${subject.name}: ${message.sv}`, en: `${subject.name}: ${message.en}` },
          resource: evidence
            .map(({ source }) => source.replace(`resource:${stack}/`, ''))
            .find((name) => engine.urns.has(name)),
        }));
    },
  };
}
