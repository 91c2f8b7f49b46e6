/** One value of DER: its tag, what it holds, and its own bytes with tag and length. */
export interface Der {
  readonly tag: number;
  readonly content: Buffer;
  readonly raw: Buffer;
}

/** Tags of the types that timestamps are made of. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0]`, constructed. */
  context0: 0xa0,
} as const;

/**
 * Reads bytes that are one value and nothing more.
 *
 * @throws {RangeError} where they are no DER
 */
export function readDer(bytes: Buffer): Der {
  const value = readAt(bytes, 0);
  if (value.raw.length !== bytes.length) throw new RangeError('bytes after the value');
  return value;
}

/** The values that a constructed one holds. */
export function derParts({ content }: Der): readonly Der[] {
  const parts: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const part = readAt(content, at);
    parts.push(part);
    at += part.raw.length;
  }
  return parts;
}

/** Lengths are definite and as short as can be, tags one byte: DER, and nothing that only BER allows. */
function readAt(bytes: Buffer, at: number): Der {
  const tag = bytes.at(at);
  const first = bytes.at(at + 1);
  if (tag === undefined || first === undefined) throw new RangeError('cut off');
  if ((tag & 0x1f) === 0x1f) throw new RangeError('a tag of several bytes');
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || start + count > bytes.length) throw new RangeError('no definite length');
    length = bytes.readUIntBE(start, count);
    if (length < 0x80 || length < 2 ** (8 * (count - 1)))
      throw new RangeError('a length longer than need be');
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) throw new RangeError('cut off');
  return { tag, content: bytes.subarray(start, end), raw: bytes.subarray(at, end) };
}

/** Writes one value. */
export function writeDer(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), writeLength(content.length), content]);
}

function writeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

/** A whole number of 0 or more, from its bytes. */
export function writeInteger(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Buffer.from([0]) : bytes.subarray(first);
  const isNegative = ((short.at(0) ?? 0) & 0x80) !== 0;
  return writeDer(derTag.integer, ...(isNegative ? [Buffer.from([0])] : []), short);
}

/** An object identifier, from `1.2.840.113549`. */
export function writeOid(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      digits.unshift((left & 0x7f) | 0x80);
    }
    return digits;
  });
  return writeDer(derTag.oid, Buffer.from(bytes));
}

/** `1.2.840.113549`, from an object identifier. */
export function readOid({ tag, content }: Der): string {
  if (tag !== derTag.oid) throw new RangeError(`tag ${tag} where an object identifier was expected`);
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [joined = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(joined / 40));
  return [first, joined - 40 * first, ...rest].join('.');
}
