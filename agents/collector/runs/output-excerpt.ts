import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createExcerpt } from '#model/runs/excerpt.ts';

/** The beginning and the end of an output, as a page shows it. */
export interface OutputExcerpt {
  readonly head: string;
  /** Empty where all is in the head. */
  readonly tail: string;
  readonly left: { readonly lines: number; readonly bytes: number };
}

/** Whole lines at either end. */
const limits = { lines: 16, bytes: 4096 };
/** More than this, packed, is not unpacked for a page. */
const mostPackedBytes = 1024 * 1024;

/** Null for an output that is too large to be looked into for a page. */
export async function excerptOf(packed: Uint8Array): Promise<OutputExcerpt | null> {
  if (packed.length > mostPackedBytes) return null;
  const excerpt = createExcerpt(limits);
  const decoder = new TextDecoder();
  for await (const part of Readable.from([packed]).pipe(createGunzip())) {
    excerpt.push(decoder.decode(part as Uint8Array, { stream: true }));
  }
  excerpt.push(decoder.decode());
  return { head: excerpt.head, tail: excerpt.tail, left: excerpt.left };
}

/**
 * Bytes of an output once it is unpacked, as gzip has it in its last four (RFC 1952, May 1996, section 2.3.1): what the
 * collector takes is below 4 GiB.
 */
export function unpackedBytes(packed: Uint8Array): number {
  const { buffer, byteOffset, length } = packed;
  return length < 4 ? 0 : new DataView(buffer, byteOffset + length - 4, 4).getUint32(0, true);
}
