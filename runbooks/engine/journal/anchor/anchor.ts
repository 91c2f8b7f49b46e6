import { z } from 'zod';
import type { Text } from '#model/format/text.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { Journal } from '../append.ts';
import type { JournalEntry } from '../entry.ts';

const head = { seq: z.int().nonnegative(), head: z.string().regex(/^[0-9a-f]{64}$/) };

/** What an entry `anchored` says: which head was shown to whom outside the operator's reach. */
export const Anchor = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('rfc3161'),
    ...head,
    url: z.string(),
    /** The authority's whole answer in base64, as `openssl ts -verify -in` takes it. */
    response: z.base64(),
  }),
  z.strictObject({
    method: z.literal('registrar'),
    ...head,
    /** Mailed to a relay that took it, or written to a folder. */
    way: z.enum(['smtp', 'folder']),
    /** Address, or the file's path. */
    to: z.string(),
    messageId: z.string(),
    /** SHA-256 of the message's text. */
    textSha256: z.string(),
  }),
]);
export type Anchor = z.infer<typeof Anchor>;

/** A head, and what it is the head of. */
export interface AnchoredHead {
  readonly run: string;
  readonly seq: number;
  readonly head: string;
}

/** One way of showing heads to somebody outside. Its failures are values: a run does not stop for them. */
export interface AnchorMethod {
  readonly name: Anchor['method'];
  anchor(
    head: AnchoredHead,
    signal: AbortSignal,
  ): Promise<{ readonly anchor: Anchor } | { readonly failure: Text }>;
}

/** What became of it: the entry that was written, or why there is none. */
export type AnchorResult = { readonly entry: JournalEntry } | { readonly failure: Text };

/**
 * Anchors what a journal holds now, and notes it there. The run goes on meanwhile. Once the signal is aborted nobody
 * is waited for any more, whatever they do with it.
 */
export async function anchorJournal(
  journal: Journal,
  run: string,
  method: AnchorMethod,
  signal: AbortSignal,
): Promise<AnchorResult> {
  const head = journal.head();
  if (head === null) return { failure: { sv: 'Journalen är tom.', en: 'The journal is empty.' } };
  const over = Promise.withResolvers<{ readonly failure: Text }>();
  const onAbort = () => over.resolve({ failure: noAnswer });
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const asked = method
    .anchor({ run, seq: head.seq, head: head.hash }, signal)
    .catch((error: unknown) => ({ failure: unexpected(error) }));
  const result = await Promise.race([asked, over.promise]);
  signal.removeEventListener('abort', onAbort);
  if ('failure' in result) return result;
  try {
    return { entry: await journal.append({ kind: 'anchored', body: result.anchor as JsonValue }) };
  } catch (error) {
    return { failure: unexpected(error) };
  }
}

const noAnswer: Text = { sv: 'Inget svar inom utsatt tid.', en: 'No answer in time.' };

/** Neither a disk that is full nor a mistake of ours ends a run that has done its work. */
function unexpected(error: unknown): Text {
  const why = error instanceof Error ? error.message : String(error);
  return { sv: `Det gick fel: ${why}`, en: `It went wrong: ${why}` };
}
