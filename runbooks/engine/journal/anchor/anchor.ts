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

/** Anchors what a journal holds now, and notes it there. The run goes on meanwhile. */
export async function anchorJournal(
  journal: Journal,
  run: string,
  method: AnchorMethod,
  signal: AbortSignal,
): Promise<AnchorResult> {
  const head = journal.head();
  if (head === null) return { failure: { sv: 'Journalen är tom.', en: 'The journal is empty.' } };
  const result = await method.anchor({ run, seq: head.seq, head: head.hash }, signal);
  if ('failure' in result) return result;
  return { entry: await journal.append({ kind: 'anchored', body: result.anchor as JsonValue }) };
}
