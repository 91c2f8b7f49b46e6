import { type Der, derParts, derTag, readDer, readOid } from './der.ts';

/** What an authority answered, taken apart; nothing in it is believed yet. */
export type TimestampResponse =
  | { readonly kind: 'granted'; readonly token: TimestampToken }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

/** A timestamp (RFC 3161, section 2.4.2) inside the CMS structure that signs it (RFC 5652). */
export interface TimestampToken {
  readonly content: Buffer;
  readonly digestOid: string;
  readonly attributes: readonly { readonly oid: string; readonly value: Der }[];
  /** The attributes as they were signed. */
  readonly signedBytes: Buffer;
  readonly signatureOid: string;
  readonly signature: Buffer;
  /** DER of each certificate that came with it. */
  readonly certificates: readonly Buffer[];
  readonly info: TimestampInfo;
}

export interface TimestampInfo {
  readonly imprintOid: string;
  /** In hexadecimal. */
  readonly imprint: string;
  readonly policy: string;
  /** In hexadecimal. */
  readonly serial: string;
  readonly at: Date;
  /** In hexadecimal, without leading zeros; null where there is none. */
  readonly nonce: string | null;
}

const signedDataOid = '1.2.840.113549.1.7.2';
const timestampInfoOid = '1.2.840.113549.1.9.16.1.4';

/**
 * Takes a response apart.
 *
 * @throws {RangeError} where it is none
 */
export function readTimestampResponse(bytes: Buffer): TimestampResponse {
  const [info, token] = partsOf(readDer(bytes), derTag.sequence);
  const [status, texts] = partsOf(required(info), derTag.sequence);
  const code = Number.parseInt(integerOf(required(status)), 16);
  if (code > 1 || token === undefined) {
    const words =
      texts?.tag === derTag.sequence ? derParts(texts).map(({ content }) => content.toString()) : [];
    return { kind: 'refused', status: code, message: words.join(' ') };
  }
  return { kind: 'granted', token: readToken(token) };
}

function readToken(contentInfo: Der): TimestampToken {
  const [type, wrapped] = partsOf(contentInfo, derTag.sequence);
  expectOid(type, signedDataOid);
  const [signedData] = partsOf(required(wrapped), derTag.context0);
  const [, , encapsulated, ...more] = partsOf(required(signedData), derTag.sequence);
  const [contentType, contentWrapped] = partsOf(required(encapsulated), derTag.sequence);
  expectOid(contentType, timestampInfoOid);
  const [octets] = partsOf(required(contentWrapped), derTag.context0);
  const content = expectTag(octets, derTag.octetString).content;
  const certificates = more.find(({ tag }) => tag === derTag.context0);
  const signers = partsOf(required(more.at(-1)), derTag.set);
  if (signers.length !== 1) throw new RangeError(`${signers.length} signatures where one was expected`);
  const [, , digest, attributes, algorithm, signature] = partsOf(required(signers[0]), derTag.sequence);
  const signed = expectTag(attributes, derTag.context0);
  return {
    content,
    digestOid: algorithmOf(digest),
    attributes: derParts(signed).map((attribute) => {
      const [oid, values] = partsOf(attribute, derTag.sequence);
      return { oid: readOid(required(oid)), value: required(partsOf(required(values), derTag.set)[0]) };
    }),
    // They are signed as the SET that they are, not under the tag that stands in the message (RFC 5652, 5.4).
    signedBytes: Buffer.concat([Buffer.from([derTag.set]), signed.raw.subarray(1)]),
    signatureOid: algorithmOf(algorithm),
    signature: expectTag(signature, derTag.octetString).content,
    certificates: certificates === undefined ? [] : derParts(certificates).map(({ raw }) => raw),
    info: readInfo(readDer(content)),
  };
}

function readInfo(info: Der): TimestampInfo {
  const [, policy, imprint, serial, at, ...optional] = partsOf(info, derTag.sequence);
  const [algorithm, hashed] = partsOf(required(imprint), derTag.sequence);
  const nonce = optional.find(({ tag }) => tag === derTag.integer);
  return {
    imprintOid: algorithmOf(algorithm),
    imprint: expectTag(hashed, derTag.octetString).content.toString('hex'),
    policy: readOid(required(policy)),
    serial: integerOf(required(serial)),
    at: timeOf(expectTag(at, derTag.generalizedTime)),
    nonce: nonce === undefined ? null : integerOf(nonce),
  };
}

function partsOf(value: Der, tag: number): readonly Der[] {
  return derParts(expectTag(value, tag));
}

function required(value: Der | undefined): Der {
  if (value === undefined) throw new RangeError('a part is missing');
  return value;
}

function expectTag(value: Der | undefined, tag: number): Der {
  const given = required(value);
  if (given.tag !== tag) throw new RangeError(`tag ${given.tag} where ${tag} was expected`);
  return given;
}

function expectOid(value: Der | undefined, oid: string): void {
  const found = readOid(required(value));
  if (found !== oid) throw new RangeError(`${found} where ${oid} was expected`);
}

const algorithmOf = (value: Der | undefined): string =>
  readOid(required(partsOf(required(value), derTag.sequence)[0]));

const integerOf = (value: Der): string =>
  expectTag(value, derTag.integer)
    .content.toString('hex')
    .replace(/^(00)+(?=..)/, '');

/** `20261125220000Z` or with a fraction of a second: RFC 3161 allows nothing else. */
function timeOf({ content }: Der): Date {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(content.toString('latin1'));
  if (match === null) throw new RangeError('no time in UTC');
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
}
