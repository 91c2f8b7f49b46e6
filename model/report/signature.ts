import { createHash, type KeyObject, randomBytes, sign, timingSafeEqual, verify } from 'node:crypto';

/**
 * One fixed profile of HTTP Message Signatures (RFC 9421, February 2024, section 3.3.6 Ed25519) with
 * Content-Digest (RFC 9530): method, path and body digest are covered, `created`, `nonce` and `keyid`
 * are required. It survives TLS-inspecting proxies, which client certificates do not.
 */
export interface SignatureHeaders {
  readonly 'content-digest': string;
  readonly 'signature-input': string;
  readonly signature: string;
}

export interface SignedMessage {
  readonly method: string;
  /** Path without query; reports and enrolments have no query. */
  readonly path: string;
  readonly body: Uint8Array;
}

const label = 'sig1';
const components = '("@method" "@path" "content-digest")';
const inputPattern =
  /^sig1=(\("@method" "@path" "content-digest"\);created=(\d{1,12});nonce="([A-Za-z0-9_-]{16,64})";keyid="([A-Za-z0-9-]{1,64})";alg="ed25519")$/;

function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** The bytes that are signed: RFC 9421 section 2.5, one line for each component in the order of the parameters. */
export function signatureBase(
  components: readonly (readonly [name: string, value: string])[],
  parameters: string,
): Buffer {
  const lines = [...components, ['@signature-params', parameters] as const];
  return Buffer.from(lines.map(([name, value]) => `"${name}": ${value}`).join('\n'));
}

function messageBase(message: SignedMessage, digest: string, parameters: string): Buffer {
  return signatureBase(
    [
      ['@method', message.method],
      ['@path', message.path],
      ['content-digest', digest],
    ],
    parameters,
  );
}

/** Signs a message at `created` (UTC); `keyId` is the device id, or any name while enrolling. */
export function signMessage(
  message: SignedMessage,
  key: { readonly keyId: string; readonly privateKey: KeyObject },
  created: Date,
  nonce: string = randomBytes(18).toString('base64url'),
): SignatureHeaders {
  const digest = contentDigest(message.body);
  const parameters = `${components};created=${Math.floor(created.getTime() / 1000)};nonce="${nonce}";keyid="${key.keyId}";alg="ed25519"`;
  const signature = sign(null, messageBase(message, digest, parameters), key.privateKey);
  return {
    'content-digest': digest,
    'signature-input': `${label}=${parameters}`,
    signature: `${label}=:${signature.toString('base64')}:`,
  };
}

/** What a signature claims, before anything is verified: enough to look the key up. */
export interface SignatureClaims {
  readonly keyId: string;
  readonly nonce: string;
  readonly created: Date;
  readonly parameters: string;
}

/** Reads `Signature-Input`; null where it is missing or not of this profile. */
export function parseSignatureInput(signatureInput: string | undefined): SignatureClaims | null {
  const match = inputPattern.exec(signatureInput ?? '');
  if (match === null) return null;
  const [, parameters = '', created = '', nonce = '', keyId = ''] = match;
  return { keyId, nonce, created: new Date(Number(created) * 1000), parameters };
}

/** True when the body has the stated digest and the signature is the key's own. Time and nonce are the caller's to check. */
export function verifyMessage(
  message: SignedMessage,
  headers: Readonly<Record<string, string | undefined>>,
  claims: SignatureClaims,
  publicKey: KeyObject,
): boolean {
  const stated = headers['content-digest'] ?? '';
  const actual = contentDigest(message.body);
  const [statedBytes, actualBytes] = [Buffer.from(stated), Buffer.from(actual)];
  if (statedBytes.length !== actualBytes.length || !timingSafeEqual(statedBytes, actualBytes)) return false;
  const signature = /^sig1=:([A-Za-z0-9+/]{86}==):$/.exec(headers['signature'] ?? '')?.[1];
  if (signature === undefined) return false;
  return verify(
    null,
    messageBase(message, actual, claims.parameters),
    publicKey,
    Buffer.from(signature, 'base64'),
  );
}
