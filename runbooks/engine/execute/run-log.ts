import type { JournalEvent } from '../journal/entry.ts';
import type { OutputChunk } from '../transport/transport.ts';
import type { Clock } from './clock.ts';
import { RunHalted } from './halts.ts';
import { foldRunState, type RunState, type TimedEvent } from './run-state.ts';

/** The part of a journal's writer that a run needs. */
export interface RunJournal {
  /** Resolves once the event is kept; rejects where it is not, and then nothing may be done on the strength of it. */
  append(event: JournalEvent): Promise<unknown>;
}

/** What is told while a run goes on: what is written down, and what is not. */
export type RunNews =
  | { readonly kind: 'event'; readonly at: Date; readonly event: JournalEvent }
  | { readonly kind: 'output'; readonly host: string; readonly step: string; readonly chunk: OutputChunk }
  | {
      readonly kind: 'waiting';
      readonly for: 'window' | 'soak' | 'resume';
      readonly until: Date | null;
    };

/** The journal of a run with the state it leads to. */
export interface RunLog {
  readonly state: RunState;
  /** @throws {RunHalted} */
  append(event: JournalEvent): Promise<void>;
  /** Nothing more may be begun: the journal, or what is kept beside it, cannot be written. */
  halt(cause: unknown): RunHalted;
  /** A promise, given up at once where the run is halted. @throws {RunHalted} */
  guard<Value>(work: Promise<Value>): Promise<Value>;
  readonly haltedBy: RunHalted | null;
  tell(news: RunNews): void;
}

/** Goes on from what a journal has so far. */
export function createRunLog(
  journal: RunJournal,
  history: Iterable<TimedEvent>,
  clock: Clock,
  tell: (news: RunNews) => void,
): RunLog {
  const fold = foldRunState(history);
  const halting = new AbortController();
  let haltedBy: RunHalted | null = null;

  function halt(cause: unknown): RunHalted {
    haltedBy ??= new RunHalted('the run cannot be written down', { cause });
    halting.abort();
    return haltedBy;
  }

  return {
    state: fold.state,
    tell,
    halt,
    get haltedBy() {
      return haltedBy;
    },
    async append(event) {
      if (haltedBy !== null) throw haltedBy;
      try {
        await journal.append(event);
      } catch (cause) {
        throw halt(cause);
      }
      const at = clock.now();
      fold.apply(event, at);
      tell({ kind: 'event', at, event });
    },
    guard(work) {
      return new Promise((resolve, reject) => {
        const giveUp = (): void => reject(halt(null));
        if (halting.signal.aborted) giveUp();
        halting.signal.addEventListener('abort', giveUp);
        const forget = (): void => halting.signal.removeEventListener('abort', giveUp);
        work.then(resolve, reject).finally(forget);
      });
    },
  };
}
