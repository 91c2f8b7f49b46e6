import type { Text } from '../format/text.ts';
import type { JsonValue } from '../platform/rendering.ts';
import type { AffectedUsers } from '../platform/what-falls.ts';

/** How a change is decided: approved once for all, each by itself, or done first and looked at afterwards. */
export type ChangeKind = 'standard' | 'normal' | 'emergency';

export interface ApprovalRule {
  /** Role of `grundval.yaml` that may approve, by id; `owner` is the owner of each service concerned. */
  readonly role: string;
  readonly approvers: 1 | 2;
  /** Somebody else than who asks. */
  readonly notRequester: boolean;
  /** How long an approval holds: `4h`. */
  readonly validFor: string;
}

export interface RolloutRule {
  /** Sizes of the batches, the last one repeated: `[1, '10%', '25%']`. */
  readonly batches: readonly (number | `${number}%`)[];
  /** Doubles the last size from batch to batch up to this many hosts at a time. */
  readonly ramp?: number;
  /** Wait after each batch, to see whether it holds: `5m`. */
  readonly soak?: string;
  /** Stop once more hosts than this have failed. */
  readonly maxFail: number | `${number}%`;
  /** Never two members of one service in a batch, nor, where it says so, two of one failure domain. */
  readonly spread: 'service' | 'service-and-domain';
  /** Only within the planned windows of the hosts. */
  readonly window: 'maintenance' | 'any';
}

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
