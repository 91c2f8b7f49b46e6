import type { JournalEntry, JournalEvent } from '#model/runs/journal-entry.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import type { RunVerification } from '#model/runs/run-verification.ts';
import type { RunShipment } from '#model/runs/shipment.ts';

/** A line of a journal as it stands there, with what it says. */
export interface JournalLine {
  readonly line: string;
  readonly entry: JournalEntry;
  readonly event: JournalEvent;
}

/** What is wrong with a line. */
export interface LineFault {
  readonly expected: string;
  readonly found: string;
}

/** How journals are read and judged. The collector is given it, since it knows no procedures. */
export interface JournalRules {
  /** SHA-256 that approvals of a plan are of. */
  planHash(plan: RunPlan): string;
  /** Takes a line that has the form, the hash and the body of an entry; its place in the chain is not judged. */
  readLine(line: string): JournalLine | LineFault;
  /** Judges a whole run, from its first line, by the keys that are known now. */
  verify(shipment: RunShipment, lines: AsyncIterable<readonly string[]>): Promise<RunVerification>;
}
