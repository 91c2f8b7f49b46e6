import { checkChain, type RunState, stateAfter } from './chain.ts';
import { damagedJournal } from './damaged.ts';
import type { JournalEntry, JournalEvent } from './entry.ts';
import type { AppendFile } from './journal-file.ts';
import { readLine } from './line.ts';
import { splitLines } from './split-lines.ts';

/** Where a journal that is there goes on from. */
export interface Recovered {
  readonly last: JournalEntry | null;
  readonly state: RunState | null;
  readonly sizeBytes: number;
  readonly cutBytes: number;
}

/**
 * Reads a journal to its end and puts its last line right: one without a line break was never acknowledged. It is
 * cut off where it is not whole; a whole one is given the line break it lacks.
 *
 * @throws {GrundvalError} `journal/damaged` at the first line that is not right; then nothing is changed
 */
export async function recoverJournal(
  path: string,
  file: AppendFile,
  signal: AbortSignal | undefined,
): Promise<Recovered> {
  const chain = checkChain();
  let state: RunState | null = null;
  const accept = (line: string): void => {
    const { entry, fault } = chain.check(line);
    if (fault !== null) throw damagedJournal(path, fault);
    if (entry !== null) state = stateAfter(state, entry as JournalEvent);
  };
  let rest = Buffer.alloc(0);
  for await (const batch of splitLines(path, signal)) {
    for (const line of batch.lines) accept(line);
    if (batch.rest !== null) rest = Buffer.from(batch.rest);
  }
  const size = await file.size();
  if (rest.length === 0) return { last: chain.last(), state, sizeBytes: size, cutBytes: 0 };
  if ('entry' in readLine(rest.toString('utf8'))) {
    accept(rest.toString('utf8'));
    await file.write(Buffer.from('\n'));
    await file.sync();
    return { last: chain.last(), state, sizeBytes: size + 1, cutBytes: 0 };
  }
  await file.truncate(size - rest.length);
  await file.sync();
  return { last: chain.last(), state, sizeBytes: size - rest.length, cutBytes: rest.length };
}
