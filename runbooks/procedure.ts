import type { z } from 'zod';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { ProcedureTrial } from '#model/runs/procedure-summary.ts';
import type { ApprovalRule, ChangeKind, RolloutRule } from '#model/runs/run-plan.ts';
import type { HostAddress, RemoteCommand } from './engine/transport/transport.ts';

export type { ApprovalRule, ChangeKind, RolloutRule };

/** A host a procedure may be run on, with what the snapshot knows of it. */
export interface Host {
  /** Id among declared devices: `treserva-app-1`. */
  readonly id: string;
  readonly name: string;
  readonly address: HostAddress;
  /** Service and role whose server it is; null for a declared device without one. */
  readonly service: string | null;
  readonly role: string | null;
  readonly platformSite: string | null;
  readonly failureDomain: string | null;
  readonly image: string | null;
  /** Maintenance window and wave of the plan; null where none is planned. */
  readonly window: PlatformPlan['maintenance'][number] | null;
}

/** What may be read when the targets are chosen. */
export interface TargetContext<Params> {
  readonly params: Params;
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  readonly hosts: readonly Host[];
}

/** A shell-free command and what its output means. */
export interface ReadStep<Result extends JsonValue> {
  readonly command: RemoteCommand;
  /** Pure. Throws `GrundvalError` where the output is not what it should be. */
  readonly parse: (output: {
    readonly stdout: string;
    readonly stderr: string;
    readonly code: number;
  }) => Result;
  readonly timeoutSeconds?: number;
}

export interface ChangeStep {
  readonly command: RemoteCommand;
  readonly timeoutSeconds: number;
  /**
   * Is it done already? Asked before it is run, and when nobody knows what became of it. Without a probe, unknown is
   * for a person to decide: nothing is ever run twice blindly.
   */
  readonly probe?: ReadStep<boolean>;
  /** In the plan as possible; run only where this holds when its turn comes. */
  readonly onlyIf?: ReadStep<boolean>;
  /** Exit codes that are right; 0 where left out. */
  readonly okCodes?: readonly number[];
  /** What undoes it, for people to read in the plan and to run by hand. */
  readonly undo?: Text;
}

export interface DestroyStep extends ChangeStep {
  /** What must be read on the host, and be equal, before anything is destroyed: a serial number. */
  readonly confirm: { readonly read: ReadStep<string>; readonly expected: string };
}

/** What a host's part of a procedure may do. All input and output goes through it. */
export interface HostContext<Params> {
  readonly host: Host;
  readonly params: Params;
  /** Runs in the plan and in the run. */
  read<Result extends JsonValue>(name: string, step: ReadStep<Result>): Promise<Result>;
  /** Noted in the plan; run only if the approved plan has it with the same command. */
  change(name: string, what: Text, step: ChangeStep): Promise<void>;
  destroy(name: string, what: Text, step: DestroyStep): Promise<void>;
  /** Until it holds, at most so long; a failure fails the host. Not asked in the plan. */
  verify(
    name: string,
    step: ReadStep<boolean>,
    options: { readonly withinSeconds: number; readonly everySeconds?: number },
  ): Promise<void>;
  /** A restart that is seen to have happened (another boot id). Possible only where `onlyIf` says so. */
  reboot(options: { readonly withinSeconds: number; readonly onlyIf?: ReadStep<boolean> }): Promise<void>;
  /** Takes the host out of what balances load on it, where the procedure's drain steps are declared; put back at the end. */
  drain(out: ChangeStep, back: ChangeStep): Promise<void>;
  /** A fact for the record, with its hash in the journal. */
  evidence(name: string, value: JsonValue): Promise<void>;
  /** Nothing to do here: ends the host's part. */
  unchanged(note: Text): never;
  /** The run's clock: real, or virtual in a simulation; the same again when replayed. */
  now(): Promise<Date>;
}

/** One procedure: one file, one line in `procedures/index.ts`. */
export interface Procedure<Schema extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly title: Text;
  /** What it does, when it is used, what must be known first; Markdown. */
  readonly docs: Text;
  readonly params: Schema;
  readonly change: ChangeKind;
  readonly approve: ApprovalRule;
  readonly rollout: RolloutRule;
  /** Kinds of operating system it is written for. */
  readonly systems: readonly ('linux' | 'windows')[];
  /** What it leaves as evidence, by the names it gives to `ctx.evidence`; nothing where left out. */
  readonly evidence?: { readonly [name: string]: Text };
  /** How it has been tried; nobody has said where left out. */
  readonly tried?: ProcedureTrial;
  targets(context: TargetContext<z.infer<Schema>>): readonly Host[];
  /**
   * Turn of a host, where hosts must be taken in order: none of a later turn begins before all of the earlier ones are
   * done. Within a turn the rollout decides. All in one turn where left out.
   */
  order?(host: Host, context: TargetContext<z.infer<Schema>>): number;
  host(context: HostContext<z.infer<Schema>>): Promise<void>;
}

/** A procedure with its parameters' type kept. */
export function defineProcedure<Schema extends z.ZodObject>(procedure: Procedure<Schema>): Procedure<Schema> {
  return procedure;
}
