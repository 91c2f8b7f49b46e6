import { type FileHandle, open } from 'node:fs/promises';
import { longestLineBytes } from './line.ts';

/** Lines of a piece of a file. */
export interface LineBatch {
  readonly lines: readonly string[];
  /** At the end of the file: what stands after the last line break. */
  readonly rest: Buffer | null;
}

const chunkBytes = 256 * 1024;
const lineBreak = 0x0a;

/**
 * The lines of a file, a chunk at a time: memory is bounded whatever the file's size. A line whose bytes are no
 * UTF-8, or that is longer than any of a journal, comes as an empty one, which is no entry.
 */
export async function* splitLines(path: string, signal?: AbortSignal): AsyncGenerator<LineBatch> {
  const file = await open(path, 'r');
  try {
    yield* split(file, signal);
  } finally {
    await file.close();
  }
}

async function* split(file: FileHandle, signal: AbortSignal | undefined): AsyncGenerator<LineBatch> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let isTooLong = false;
  const buffer = Buffer.allocUnsafe(chunkBytes);
  while (true) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineBreak); end >= 0; end = chunk.indexOf(lineBreak, start)) {
      const piece = chunk.subarray(start, end);
      const whole = keptBytes === 0 ? piece : Buffer.concat([...kept, piece]);
      lines.push(isTooLong || whole.length > longestLineBytes ? '' : decode(whole));
      kept = [];
      keptBytes = 0;
      isTooLong = false;
      start = end + 1;
    }
    const piece = chunk.subarray(start);
    if (keptBytes + piece.length > longestLineBytes) {
      isTooLong = true;
      kept = [];
      keptBytes = 1; // something of the line is there, and nothing of it is kept
    } else if (piece.length > 0 && !isTooLong) {
      kept.push(Buffer.from(piece)); // the next chunk takes its place
      keptBytes += piece.length;
    }
    yield { lines, rest: null };
  }
  yield { lines: [], rest: isTooLong ? Buffer.from('…') : Buffer.concat(kept) };
}

/** Bytes that are no UTF-8 would read as U+FFFD, and two different files as the same text. */
function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') && !Buffer.from(text).equals(bytes) ? '' : text;
}
