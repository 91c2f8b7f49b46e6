import type { Text } from '../format/text.ts';
import type { JsonValue } from '../platform/rendering.ts';
import type { ApprovalRule, ChangeKind, RolloutRule } from './run-plan.ts';

/** What a parameter may name, of that which is declared, so that a form can offer it. */
export type ParameterReference =
  | 'service'
  /** Role of servers within a service: `app`. */
  | 'server-role'
  /** Service and role: `treserva/db`. */
  | 'server-group'
  | 'server'
  | 'platform-site'
  | 'failure-domain';

/**
 * How a procedure has been tried: on a real machine besides simulated, simulated alone, or simulated on answers that
 * were built and never came from a real machine.
 */
export type ProcedureTrial = 'machine' | 'simulated' | 'built-answers';

/** One JSON Schema of draft 2020-12. */
export interface JsonSchemaNode {
  readonly [keyword: string]: JsonValue;
}

/** All parameters of a procedure as one JSON Schema of draft 2020-12; what names nothing is not taken. */
export interface ParametersSchema extends JsonSchemaNode {
  readonly type: 'object';
  readonly properties: { readonly [name: string]: JsonSchemaNode };
  readonly required: readonly string[];
}

/** What is asked of one parameter besides what its JSON Schema says. */
export interface ProcedureParameter {
  /** Among the schema's properties: `withinMinutes`. */
  readonly name: string;
  /** Flag of `grundval run`, without the dashes: `within-minutes`; of a secret the one that names a file. */
  readonly flag: string;
  readonly says: Text;
  readonly isRequired: boolean;
  /** Never stands on a page, in an address or on a command line. */
  readonly isSecret: boolean;
}

/** What the catalogue says of a procedure: what those read who cannot run it. */
export interface ProcedureSummary {
  readonly id: string;
  readonly title: Text;
  /** Paragraphs with an empty line between; what stands between backticks is code. */
  readonly docs: Text;
  /** In the order they are asked for. */
  readonly parameters: readonly ProcedureParameter[];
  readonly parametersSchema: ParametersSchema;
  readonly change: ChangeKind;
  readonly approve: ApprovalRule;
  readonly rollout: RolloutRule;
  readonly systems: readonly ('linux' | 'windows')[];
  /** What it leaves as evidence, by the names that its journal has. */
  readonly evidence: { readonly [name: string]: Text };
  /** Null where nobody has said. */
  readonly tried: ProcedureTrial | null;
}
