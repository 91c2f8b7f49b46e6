import { hash, type KeyObject, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { type Der, derParts, derTag, readOid } from './der.ts';
import { sha256Oid } from './timestamp-request.ts';
import { readTimestampResponse, type TimestampToken } from './timestamp-response.ts';

/** What a timestamp proves to somebody who trusts these authorities. */
export type TimestampVerdict =
  /** The hash was there at this time, says an authority that is trusted. */
  | { readonly kind: 'holds'; readonly at: Date; readonly authority: string; readonly serial: string }
  /** Signed as it should be, but by nobody who is trusted. */
  | {
      readonly kind: 'unknown-authority';
      readonly at: Date;
      readonly authority: string;
      /** By its own time, its certificate had expired or was not valid yet. */
      readonly isOutOfTime: boolean;
    }
  | { readonly kind: 'wrong'; readonly why: string };

/** What it must be over, and the nonce of the request where that is known. */
export interface TimestampExpectation {
  readonly imprint: string;
  readonly nonce?: string;
  /** Rules it must follow, as an object identifier; any where left out. */
  readonly policy?: string;
  readonly authorities: readonly X509Certificate[];
}

const hashes: Readonly<Record<string, string>> = {
  [sha256Oid]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** Object identifiers of signatures, with the key they need and the hash where they name it. */
const signatures: Readonly<Record<string, { readonly key: string; readonly digest?: string | null }>> = {
  '1.2.840.113549.1.1.1': { key: 'rsa' },
  '1.2.840.113549.1.1.11': { key: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', digest: 'sha512' },
  '1.2.840.10045.4.3.2': { key: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', digest: 'sha512' },
  '1.3.101.112': { key: 'ed25519', digest: null },
};
const attribute = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};
const timestampInfoOid = '1.2.840.113549.1.9.16.1.4';
const mostCertificates = 20;
const timestampingUse = '1.3.6.1.5.5.7.3.8';

/** Verifies a response of an authority whole: what it is over, its signature, its certificates at its own time. */
export function verifyTimestamp(response: Buffer, expected: TimestampExpectation): TimestampVerdict {
  try {
    const read = readTimestampResponse(response);
    if (read.kind === 'refused')
      return wrong(`the authority refused (status ${read.status}) ${read.message}`);
    return judge(read.token, expected);
  } catch (error) {
    return wrong(`no timestamp: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const wrong = (why: string): TimestampVerdict => ({ kind: 'wrong', why: why.trim() });

function judge(
  token: TimestampToken,
  { imprint, nonce, policy, authorities }: TimestampExpectation,
): TimestampVerdict {
  const { info } = token;
  if (info.imprintOid !== sha256Oid || info.imprint !== imprint) return wrong('it is over another hash');
  if (nonce !== undefined && info.nonce !== nonce.replace(/^(00)+(?=..)/, '')) {
    return wrong('it answers another request (nonce)');
  }
  if (policy !== undefined && info.policy !== policy) return wrong(`it follows the policy ${info.policy}`);
  const signer = findSigner(token);
  if (signer === undefined) return wrong('it does not hold the certificate it names');
  if (signer.keyUsage?.join() !== timestampingUse) return wrong('its certificate is none for timestamps');
  const fault = signatureFault(token, signer.publicKey);
  if (fault !== null) return wrong(fault);
  const authority = signer.subject.replaceAll('\n', ', ');
  const others = token.certificates.slice(0, mostCertificates).map((der) => new X509Certificate(der));
  return isTrusted(signer, { others, authorities, at: info.at })
    ? { kind: 'holds', at: info.at, authority, serial: info.serial }
    : { kind: 'unknown-authority', at: info.at, authority, isOutOfTime: isOutOfTime(signer, info.at) };
}

/** The certificate whose hash is among what is signed (RFC 2634 and 5035): no other one of the same key. */
function findSigner({ attributes, certificates }: TimestampToken): X509Certificate | undefined {
  const named = attributes.flatMap(({ oid, value }) => {
    if (oid === attribute.signingCertificate) return [{ ...certificateHash(value), algorithm: 'sha1' }];
    return oid === attribute.signingCertificateV2 ? [certificateHash(value)] : [];
  });
  if (named.length === 0) return undefined;
  const found = certificates.find((der) =>
    named.every(({ algorithm, digest }) => hash(algorithm, der, 'hex') === digest),
  );
  return found === undefined ? undefined : new X509Certificate(found);
}

/** The first of the certificates named; its hash is SHA-256 where no algorithm is given. */
function certificateHash(value: Der): { readonly algorithm: string; readonly digest: string } {
  const [list] = derParts(value);
  const [first] = list === undefined ? [] : derParts(list);
  const parts = first === undefined ? [] : derParts(first);
  const [algorithm] = parts[0]?.tag === derTag.sequence ? derParts(parts[0]) : [];
  const name = algorithm === undefined ? 'sha256' : hashes[readOid(algorithm)];
  const digest = parts.find(({ tag }) => tag === derTag.octetString);
  if (name === undefined || digest === undefined) throw new RangeError('no hash of a certificate');
  return { algorithm: name, digest: digest.content.toString('hex') };
}

function signatureFault(token: TimestampToken, key: KeyObject): string | null {
  const value = (oid: string) => {
    const found = token.attributes.filter((given) => given.oid === oid);
    return found.length === 1 ? found[0]?.value : undefined;
  };
  const type = value(attribute.contentType);
  if (type === undefined || readOid(type) !== timestampInfoOid) return 'what is signed is no timestamp';
  const digestName = hashes[token.digestOid];
  const algorithm = signatures[token.signatureOid];
  if (digestName === undefined) return `its hash is not supported (${token.digestOid})`;
  if (algorithm === undefined) return `its kind of signature is not supported (${token.signatureOid})`;
  const stated = value(attribute.messageDigest)?.content ?? Buffer.alloc(0);
  const actual = hash(digestName, token.content, 'buffer');
  if (stated.length !== actual.length || !timingSafeEqual(stated, actual))
    return 'its content is not what is signed';
  if (key.asymmetricKeyType !== algorithm.key) return 'its signature is of another kind than its key';
  const digest = algorithm.digest === undefined ? digestName : algorithm.digest;
  return verify(digest, token.signedBytes, key, token.signature) ? null : 'its signature is wrong';
}

interface Surroundings {
  readonly others: readonly X509Certificate[];
  readonly authorities: readonly X509Certificate[];
  readonly at: Date;
}

/** Does a chain of certificates, all valid at the time, lead to one that is trusted? */
function isTrusted(signer: X509Certificate, { others, authorities, at }: Surroundings): boolean {
  // Each certificate is looked at once: a hostile answer may hold many that issue each other.
  const left = new Set([...authorities, ...others]);
  const reached = [signer];
  for (const certificate of reached) {
    if (isOutOfTime(certificate, at)) continue;
    if (authorities.some(({ raw }) => raw.equals(certificate.raw))) return true;
    for (const issuer of left) {
      if (!issuer.ca || !certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) continue;
      left.delete(issuer);
      reached.push(issuer);
    }
  }
  return false;
}

const isOutOfTime = ({ validFrom, validTo }: X509Certificate, at: Date): boolean =>
  at < new Date(validFrom) || at > new Date(validTo);
