import type { JournalEntry, JournalEvent } from './entry.ts';
import { noHash, readLine } from './line.ts';

/** What is wrong with a line, seen from the lines before it. */
export interface Fault {
  /** From 1. */
  readonly line: number;
  /**
   * `form`: no line of a journal. `content`: edited, its hash is of another text. `link`: what stands before it is
   * not what stood there. `number`: one is missing or too many. `order`: a kind that cannot come here.
   * `body`: a body that is none of its kind.
   */
  readonly kind: 'form' | 'content' | 'link' | 'number' | 'order' | 'body';
  readonly expected: string;
  readonly found: string;
}

/** One line, judged: its entry, null where it is none, and what is wrong with it. */
export interface CheckedLine {
  readonly entry: JournalEntry | null;
  readonly fault: Fault | null;
}

/** Judges the lines of a journal in their order. After a fault it goes on from what the line itself says. */
export interface ChainCheck {
  check(line: string): CheckedLine;
  /** The last entry so far. */
  last(): JournalEntry | null;
}

/** What may still be written once a run has been closed. */
const afterwards: ReadonlySet<JournalEvent['kind']> = new Set(['sealed', 'anchored', 'evidence']);

/**
 * Why this kind of entry cannot come after those before: what was expected.
 *
 * @param before null where it is the first
 */
export function misplaced(
  before: RunState | null,
  event: Pick<JournalEvent, 'kind' | 'body'>,
): string | null {
  if (before === null) return event.kind === 'opened' ? null : 'opened';
  if (event.kind === 'opened') return 'opened first and only there';
  if (before === 'open' || afterwards.has(event.kind) || reopens(event)) return null;
  return 'nothing but sealed, anchored, evidence or control reopen after closed';
}

/** Whether a run goes on. */
export type RunState = 'open' | 'closed';

/** The state of a run after an event. */
export function stateAfter(before: RunState | null, event: Pick<JournalEvent, 'kind' | 'body'>): RunState {
  if (event.kind === 'closed') return 'closed';
  return before === 'closed' && !reopens(event) ? 'closed' : 'open';
}

function reopens({ kind, body }: Pick<JournalEvent, 'kind' | 'body'>): boolean {
  return (
    kind === 'control' &&
    typeof body === 'object' &&
    body !== null &&
    'action' in body &&
    body.action === 'reopen'
  );
}

/** A check of one journal, from its first line. */
export function checkChain(): ChainCheck {
  let line = 0;
  let seq = 0;
  /** Null after a line that is none: nothing can be said of what follows it. */
  let prev: string | null = noHash;
  let state: RunState | null = null;
  let last: JournalEntry | null = null;

  return {
    last: () => last,
    check(text) {
      line += 1;
      const reading = readLine(text);
      if (!('entry' in reading)) {
        seq += 1;
        prev = null;
        return { entry: null, fault: { line, kind: 'form', ...reading } };
      }
      const { entry, actualHash } = reading;
      const before = state;
      const wanted = { seq, prev };
      seq = entry.seq + 1;
      prev = entry.hash;
      state = stateAfter(before, entry as JournalEvent);
      last = entry;
      const fault = (kind: Fault['kind'], expected: string, found: string): CheckedLine => ({
        entry,
        fault: { line, kind, expected, found },
      });
      if (actualHash !== entry.hash) return fault('content', entry.hash, actualHash);
      if (entry.seq !== wanted.seq) return fault('number', String(wanted.seq), String(entry.seq));
      if (wanted.prev !== null && entry.prev !== wanted.prev) return fault('link', wanted.prev, entry.prev);
      const place = line === 1 || before !== null ? misplaced(before, entry as JournalEvent) : null;
      return place === null ? { entry, fault: null } : fault('order', place, entry.kind);
    },
  };
}
