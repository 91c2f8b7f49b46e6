import type { StackValidationPolicy } from '@pulumi/policy';
import type { Text } from '#model/format/text.ts';
import type { EngineStack } from './engine-stack.ts';

/** What is wrong with a stack, and the resource it is wrong with. */
export interface Violation {
  readonly text: Text;
  /** Logical name; left out where no resource of the stack is to blame. */
  readonly resource?: string | undefined;
}

/** A rule on a whole stack, in the words of the catalogue. */
export interface StackPolicy extends Omit<StackValidationPolicy, 'validateStack'> {
  judge(engine: EngineStack): readonly Violation[];
}

/** The same as the engine runs it; a violation names its resource, and says it in Swedish, then in English. */
export function asEnginePolicy(
  { judge, ...policy }: StackPolicy,
  read: (resources: Parameters<StackValidationPolicy['validateStack']>[0]['resources']) => EngineStack,
): StackValidationPolicy {
  return {
    ...policy,
    validateStack: ({ resources }, report) => {
      const engine = read(resources);
      for (const { text, resource } of judge(engine)) {
        report(`${text.sv}\n${text.en}`, engine.urns.get(resource ?? ''));
      }
    },
  };
}
