import type { Text } from '../format/text.ts';
import type { JsonValue } from '../platform/rendering.ts';
import type { ApprovalRule, ChangeKind, RolloutRule } from './run-plan.ts';

/** One parameter of a procedure. */
export interface ProcedureParameter {
  /** `withinMinutes`. */
  readonly name: string;
  /** Flag of `grundval run`, without the dashes: `within-minutes`; of a secret the one that names a file. */
  readonly flag: string;
  /** What may be given, as JSON Schema has it. */
  readonly schema: { readonly [keyword: string]: JsonValue };
  readonly isRequired: boolean;
  /** Never stands on a page, in an address or on a command line. */
  readonly isSecret: boolean;
}

/** What the catalogue says of a procedure: what those read who cannot run it. */
export interface ProcedureSummary {
  readonly id: string;
  readonly title: Text;
  /** Markdown. */
  readonly docs: Text;
  /** In the order they are asked for. */
  readonly parameters: readonly ProcedureParameter[];
  readonly change: ChangeKind;
  readonly approve: ApprovalRule;
  readonly rollout: RolloutRule;
  readonly systems: readonly ('linux' | 'windows')[];
}
