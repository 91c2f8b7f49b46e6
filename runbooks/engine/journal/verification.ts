import type { ApprovalRefusal } from '../approval/verify.ts';
import type { Fault, RunState } from './chain.ts';
import type { JournalEvent, RunHeader } from './entry.ts';
import type { SealVerdict } from './seal.ts';

/** What an auditor is told of a journal. Nothing that is not proved is shown as if it were. */
export interface Verification {
  readonly schemaVersion: 1;
  /** `whole`: nothing in it contradicts itself, its seals, its anchors or what is known from outside. */
  readonly verdict: 'whole' | 'broken';
  /** From the first entry; null where that is damaged. */
  readonly header: RunHeader | null;
  readonly entries: number;
  readonly counts: Readonly<Record<JournalEvent['kind'], number>>;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Number and hash of the last entry: what an anchor outside must agree with. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly state: RunState | null;
  /** The first ones, by line. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  readonly seals: readonly SealFinding[];
  readonly anchors: readonly AnchorFinding[];
  readonly approvals: readonly ApprovalFinding[];
  /** Who looked at an emergency afterwards. */
  readonly looks: readonly LookFinding[];
  /** Heads that are known from elsewhere, and whether the chain has them. */
  readonly outside: readonly OutsideFinding[];
  /** Highest number that a seal that holds covers; null where none does. */
  readonly sealedTo: number | null;
  /** Highest number that somebody outside vouches for; null where nobody does. */
  readonly anchoredTo: number | null;
  /** Steps that began and of which nobody has written how they ended. */
  readonly unfinished: { readonly count: number; readonly first: readonly string[] };
  /** Where the clock went backwards: no fault, it is as it was. */
  readonly clock: { readonly count: number; readonly first: readonly ClockJump[] };
  /** Bytes after the last line break: being written now, or cut short by a crash. */
  readonly unfinishedBytes: number;
  /** What this journal does not prove. */
  readonly unproved: readonly Unproved[];
}

export interface SealFinding {
  readonly line: number;
  readonly at: string;
  readonly keyId: string;
  readonly holder: string | null;
  /** `misplaced`: not of the entry before it. */
  readonly verdict: SealVerdict | 'misplaced';
}

export interface AnchorFinding {
  readonly line: number;
  readonly at: string;
  readonly method: 'rfc3161' | 'registrar' | null;
  /** Number of the entry whose hash was shown. */
  readonly seq: number | null;
  /**
   * `holds`: proved. `unknown-authority`: signed by nobody trusted. `not-compared`: the registrar's copy was not at
   * hand. `backdated`: stamped later than the journal says. `wrong`: of another head, or no anchor.
   */
  readonly verdict: 'holds' | 'unknown-authority' | 'not-compared' | 'backdated' | 'wrong';
  /** By the authority's clock, ISO 8601. */
  readonly stampedAt: string | null;
  /** Authority, address, or what is wrong. */
  readonly note: string;
}

export interface ApprovalFinding {
  readonly line: number;
  readonly approver: string | null;
  readonly role: string | null;
  /**
   * Of plan, times and signature. Who held which role is not known here. `own-allowed`: it holds, and is given by who
   * asks, which the approved plan allows.
   */
  readonly verdict: 'holds' | 'own-allowed' | 'emergency' | 'no-approval' | ApprovalRefusal;
}

/** Somebody is said to have looked at an emergency, or to have reviewed it. */
export interface LookFinding {
  readonly line: number;
  readonly what: 'second-person' | 'review';
  readonly by: string | null;
  /**
   * `holds`: the seal right after it is that person's own. `same-person`: the second person is who asked or did it.
   */
  readonly verdict: 'holds' | 'sealed-by-another' | 'seal-not-proved' | 'not-sealed' | 'same-person';
}

/** A head that somebody outside has: in a message that was filed, or told. */
export interface OutsideHead {
  readonly head: string;
  /** Number it was told with; null where only the hash is known. */
  readonly seq: number | null;
  /** Where it is known from. */
  readonly from: string;
}

export interface OutsideFinding extends OutsideHead {
  readonly found: boolean;
}

export interface ClockJump {
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** What a journal may leave unproved. */
export type Unproved =
  | 'not-closed'
  | 'unfinished-line'
  | 'unfinished-steps'
  | 'no-seal'
  | 'seal-not-known'
  | 'tail-not-sealed'
  | 'no-anchor'
  | 'registrar-not-compared'
  | 'authority-not-known'
  | 'tail-not-anchored'
  | 'no-approval'
  | 'approval-not-known'
  | 'no-second-person'
  | 'second-person-not-proved';
