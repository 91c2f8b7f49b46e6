import type { JsonValue } from '#model/platform/rendering.ts';
import type { ReadStep } from '../../procedure.ts';
import type { Connection, OutputChunk } from '../transport/transport.ts';

/** What came of a read. */
export type ReadEnd<Result> =
  | { readonly kind: 'read'; readonly value: Result }
  /** The connection went away: ask again on another. */
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'failed'; readonly why: string; readonly cause?: unknown };

/** A read that says more than this is no read: bytes of UTF-16 that are kept for its parser. */
const mostCharacters = 8 * 1024 * 1024;
export const defaultReadSeconds = 60;

/** Runs a read once and has its output parsed. */
export async function readStep<Result extends JsonValue>(
  connection: Connection,
  step: ReadStep<Result>,
  signal: AbortSignal,
  onOutput?: (chunk: OutputChunk) => void | Promise<void>,
): Promise<ReadEnd<Result>> {
  const texts = { stdout: '', stderr: '' };
  const timeoutSeconds = step.timeoutSeconds ?? defaultReadSeconds;
  const end = await connection.run(step.command, {
    timeoutSeconds,
    signal,
    onOutput: (chunk) => {
      if (texts[chunk.stream].length <= mostCharacters) texts[chunk.stream] += chunk.text;
      return onOutput?.(chunk);
    },
  });
  if (end.kind === 'lost') return end;
  if (end.kind !== 'exit') return { kind: 'failed', why: whyOf(end, timeoutSeconds) };
  if (Math.max(texts.stdout.length, texts.stderr.length) > mostCharacters)
    return { kind: 'failed', why: `more than ${mostCharacters} characters of output` };
  try {
    return { kind: 'read', value: step.parse({ ...texts, code: end.code }) };
  } catch (cause) {
    return { kind: 'failed', why: cause instanceof Error ? cause.message : String(cause), cause };
  }
}

type NotExited = Exclude<Awaited<ReturnType<Connection['run']>>, { kind: 'exit' | 'lost' }>;

function whyOf(end: NotExited, timeoutSeconds: number): string {
  switch (end.kind) {
    case 'signal':
      return `ended by ${end.signal}`;
    case 'timeout':
      return `no answer within ${timeoutSeconds} s`;
    case 'cancelled':
      return 'cancelled';
    case 'refused':
      return `refused: ${end.message}`;
  }
}
