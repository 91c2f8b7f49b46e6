import type { Text } from '#model/format/text.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { AffectedUsers } from '#model/platform/what-falls.ts';
import type { ApprovalRule, ChangeKind, RolloutRule } from '../../procedure.ts';

/** One step that a run may take on one host. */
export interface PlannedStep {
  readonly name: string;
  readonly effect: 'change' | 'destroy';
  readonly what: Text;
  /** SHA-256 of the canonical JSON of the command: nothing else is run under this name. */
  readonly commandHash: string;
  /** As people read it: the arguments, secrets left out. */
  readonly command: string;
  /** False where it depends on what is seen when its turn comes. */
  readonly certain: boolean;
  readonly undo: Text | null;
}

export interface PlannedHost {
  readonly host: string;
  readonly service: string | null;
  /** `changes`, or why not. */
  readonly outcome: 'changes' | 'unchanged' | 'unreachable' | 'failed';
  readonly note: Text | null;
  readonly steps: readonly PlannedStep[];
}

/** What a run would do, whom it touches and when: what is approved, by its hash. */
export interface RunPlan {
  readonly schemaVersion: 1;
  readonly procedure: string;
  readonly sourceHash: string;
  readonly parameters: JsonValue;
  readonly requestedBy: string;
  readonly change: ChangeKind;
  readonly ticket: string | null;
  readonly snapshotHash: string;
  readonly environment: string;
  readonly hosts: readonly PlannedHost[];
  /** Ids of hosts in each batch, in order. */
  readonly batches: readonly (readonly string[])[];
  readonly rollout: RolloutRule;
  readonly approve: ApprovalRule;
  /** Services whose servers are changed, and those that stand on them. */
  readonly affected: {
    readonly services: readonly string[];
    readonly dependents: readonly string[];
    readonly users: AffectedUsers;
  };
  /** Earliest and latest start by the hosts' windows, ISO 8601; null where any time will do. */
  readonly window: { readonly opens: string; readonly closes: string } | null;
  /** Freezes that the window meets; a run that is no emergency does not begin in one. Days are `YYYY-MM-DD`. */
  readonly freezes: readonly { readonly from: string; readonly until: string; readonly reason: string }[];
  readonly plannedAt: string;
}
