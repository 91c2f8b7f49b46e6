import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import { misplaced, type RunState, stateAfter } from './chain.ts';
import { diskError } from './disk-error.ts';
import type { JournalEntry, JournalEvent } from './entry.ts';
import { type AppendFile, openAppendFile } from './journal-file.ts';
import { longestLineBytes, noHash, writeLine } from './line.ts';
import { lockJournal } from './lock.ts';
import { recoverJournal } from './recover.ts';

/** The one writer of a run's journal. */
export interface Journal {
  readonly path: string;
  /** Bytes of an unfinished last line that were cut off when it was opened. */
  readonly cutBytes: number;
  /** Number and hash of the last entry, also of one that is still being written; null while there is none. */
  head(): Pick<JournalEntry, 'seq' | 'hash'> | null;
  /**
   * Writes an entry; calls at the same time are written in the order of the calls, in one go. When it resolves, the
   * entry survives the end of this process, and what {@link durableKinds} lists a loss of power too, with all
   * entries before it.
   *
   * @throws {GrundvalError} `journal/full` where the disk does not take it: what it was for must not be done
   * @throws {GrundvalError} `journal/order`, `journal/body` for an entry that cannot stand there
   */
  append(event: JournalEvent): Promise<JournalEntry>;
  /** Everything written so far survives a loss of power once this resolves. */
  flush(): Promise<void>;
  /** Waits for what is being written, and lets another controller open it. */
  close(): Promise<void>;
}

/** Entries that are on the disk before their promise resolves; the others are there with the next of these. */
export const durableKinds: ReadonlySet<JournalEvent['kind']> = new Set([
  'opened',
  'approved',
  'intent',
  'decided',
  'sealed',
  'anchored',
  'closed',
]);

/** What a journal is opened with. */
export interface OpenJournalOptions {
  readonly clock: () => Date;
  /** Aborted: a long journal is not read to its end. What is open stays so. */
  readonly signal?: AbortSignal;
  /** Tests give a disk that fails. */
  readonly open?: (path: string) => Promise<AppendFile>;
}

/**
 * Opens the journal of a run, or begins it where there is none. One that is there is read and checked whole first;
 * an unfinished last line, which was never acknowledged, is cut off, and nothing else ever is.
 *
 * @throws {GrundvalError} `journal/in-use`, `journal/damaged` or `journal/full`
 */
export async function openJournal(path: string, options: OpenJournalOptions): Promise<Journal> {
  const unlock = await lockJournal(path).catch((error: unknown) => {
    throw diskError(path, error);
  });
  try {
    const file = await (options.open ?? openAppendFile)(path);
    try {
      const recovered = await recoverJournal(path, file, options.signal);
      return createWriter(path, { ...options, ...recovered, file, unlock });
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    await unlock();
    throw diskError(path, error);
  }
}

interface WriterParts {
  readonly clock: () => Date;
  readonly file: AppendFile;
  readonly unlock: () => Promise<void>;
  readonly last: Pick<JournalEntry, 'seq' | 'hash'> | null;
  readonly state: RunState | null;
  readonly sizeBytes: number;
  readonly cutBytes: number;
}

interface Tip {
  readonly head: Pick<JournalEntry, 'seq' | 'hash'> | null;
  readonly state: RunState | null;
}

interface Waiting {
  readonly entry: JournalEntry;
  readonly bytes: Buffer;
  readonly tip: Tip;
  readonly resolve: (entry: JournalEntry) => void;
  readonly reject: (error: Error) => void;
}

function createWriter(path: string, parts: WriterParts): Journal {
  const { clock, file, unlock } = parts;
  let tip: Tip = { head: parts.last, state: parts.state };
  /** What the file certainly holds: where the next line goes back to if the disk does not take it. */
  let written = { tip, bytes: parts.sizeBytes };
  let queue: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let background: Promise<void> | null = null;
  /** Why nothing more can be written: after a failed sync nobody knows what the disk holds. */
  let dead: Error | null = null;

  const writeAll = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = queue;
      queue = [];
      try {
        await writeGroup(group);
      } catch (error) {
        const failure = diskError(path, error);
        // Later entries hold the hash of these, so they fall with them.
        for (const { reject } of [...group, ...queue]) reject(failure);
        queue = [];
        tip = written.tip;
      }
    }
    writing = null;
  };

  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    const end = group.at(-1);
    if (end === undefined) return;
    if (dead !== null) throw dead;
    const bytes = Buffer.concat(group.map((waiting) => waiting.bytes));
    try {
      for (let done = 0; done < bytes.length; ) done += await file.write(bytes.subarray(done));
    } catch (error) {
      await cutBack();
      throw error;
    }
    if (group.some(({ entry }) => durableKinds.has(entry.kind))) await syncOrDie();
    else syncLater();
    written = { tip: end.tip, bytes: written.bytes + bytes.length };
    for (const { entry, resolve } of group) resolve(entry);
  };

  /** Entries that may be lost with the power stay so for a moment only; the failure is told by the next one. */
  const syncLater = (): void => {
    background ??= syncOrDie()
      .catch(() => undefined)
      .finally(() => {
        background = null;
      });
  };

  const cutBack = async (): Promise<void> => {
    try {
      await file.truncate(written.bytes);
      if ((await file.size()) !== written.bytes)
        throw new Error('the file has another length than it was cut to');
    } catch (error) {
      dead = diskError(path, error);
    }
  };

  const syncOrDie = async (): Promise<void> => {
    try {
      await file.sync();
    } catch (error) {
      dead = diskError(path, error);
      throw dead;
    }
  };

  const settle = async (): Promise<void> => {
    while (writing !== null || background !== null) await Promise.all([writing, background]);
  };

  return {
    path,
    cutBytes: parts.cutBytes,
    head: () => tip.head,
    append(event) {
      if (dead !== null) return Promise.reject(dead);
      const refusal = refuse(path, tip.state, event);
      if (refusal !== null) return Promise.reject(refusal);
      const { entry, line } = writeLine({
        seq: tip.head === null ? 0 : tip.head.seq + 1,
        at: clock().toISOString(),
        prev: tip.head?.hash ?? noHash,
        kind: event.kind,
        body: event.body as JsonValue,
      });
      const bytes = Buffer.from(`${line}\n`);
      if (bytes.length > longestLineBytes) return Promise.reject(tooLong(path, event.kind, bytes.length));
      tip = { head: entry, state: stateAfter(tip.state, event) };
      const { promise, resolve, reject } = Promise.withResolvers<JournalEntry>();
      queue.push({ entry, bytes, tip, resolve, reject });
      writing ??= Promise.resolve().then(writeAll);
      return promise;
    },
    async flush() {
      await settle();
      if (dead !== null) throw dead;
      await syncOrDie();
    },
    async close() {
      await settle();
      try {
        if (dead === null) await syncOrDie();
      } finally {
        await file.close();
        await unlock();
      }
    },
  };
}

function refuse(path: string, state: RunState | null, event: JournalEvent): GrundvalError | null {
  const expected = misplaced(state, event);
  if (expected !== null) {
    return bilingualError(
      'journal/order',
      {
        sv: `Posten ${event.kind} kan inte stå här i ${path}. Väntat: ${expected}.`,
        en: `An entry ${event.kind} cannot stand here in ${path}. Expected: ${expected}.`,
      },
      {
        sv: 'Återuppta en avslutad körning först, eller börja en ny.',
        en: 'Reopen a closed run first, or begin a new one.',
      },
    );
  }
  const at = findUnwritable(event.body);
  if (at === null) return null;
  return bilingualError(
    'journal/body',
    {
      sv: `Posten ${event.kind} har ett värde som JSON inte kan bära: ${at}.`,
      en: `An entry ${event.kind} has a value that JSON cannot carry: ${at}.`,
    },
    { sv: 'Lämna värdet som text eller null.', en: 'Give the value as a text or as null.' },
  );
}

/** Where a value stands that would silently become null or vanish; null where all is plain JSON. */
function findUnwritable(value: unknown, path = 'body'): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : path;
  if (typeof value !== 'object' || 'toJSON' in value) return path;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnwritable(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function tooLong(path: string, kind: string, bytes: number): GrundvalError {
  return bilingualError(
    'journal/body',
    {
      sv: `Posten ${kind} är ${bytes} byte; en rad i ${path} får vara ${longestLineBytes}.`,
      en: `An entry ${kind} is ${bytes} bytes; a line of ${path} may have ${longestLineBytes}.`,
    },
    {
      sv: 'Lägg det stora i en fil bredvid journalen och dess hash i posten.',
      en: 'Put what is large in a file beside the journal, and its hash in the entry.',
    },
  );
}
