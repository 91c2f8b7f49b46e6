import { createPublicKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorCode } from '#model/error-code.ts';
import { parseSignatureInput, type SignatureClaims, verifyMessage } from '#model/report/signature.ts';
import type { Problem } from './problem.ts';

const decompress = promisify(gunzip);

/** How far a device's clock may be from the collector's, in milliseconds. */
export const clockToleranceMs = 5 * 60_000;

/** A signed request whose body has been read and nothing else. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it was sent, compressed or not. */
  readonly body: Uint8Array;
  readonly claims: SignatureClaims;
}

/** Either what was asked for, or the problem to answer with; `reason` is the word metrics count it by. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string; readonly problem: Problem };

const refused = (reason: string, problem: Omit<Problem, 'code'>): Checked<never> => ({
  ok: false,
  reason,
  problem: { ...problem, code: `agent/${reason}` },
});

/** Reads a request as far as whose it claims to be. */
export async function readSigned(request: Request, largestBytes: number): Promise<Checked<SignedRequest>> {
  const headers = Object.fromEntries(request.headers);
  const claims = parseSignatureInput(headers['signature-input']);
  if (claims === null) {
    return refused('signature', {
      status: 401,
      title: 'The request has no signature of the agreed form (Signature-Input, Ed25519).',
    });
  }
  const body = await readAtMost(request, largestBytes);
  if (body === null) return tooLarge(largestBytes);
  const { pathname: path } = new URL(request.url);
  return { ok: true, value: { method: request.method, path, headers, body, claims } };
}

/** Reads the body, and stops at the limit whatever the length header says. */
async function readAtMost(request: Request, largestBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > largestBytes) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > largestBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(largestBytes: number): Checked<never> {
  return refused('too-large', { status: 413, title: `The body is larger than ${largestBytes} bytes.` });
}

/** Checks that the key made the signature, and recently: an old recording is worth nothing. */
export function checkSignature(
  { claims, headers, ...message }: SignedRequest,
  publicKey: KeyObject,
  now: Date,
): Checked<SignatureClaims> {
  if (!verifyMessage(message, headers, claims, publicKey)) {
    return refused('signature', {
      status: 401,
      title: 'The signature is not by the key of this device, or the body was changed on the way.',
    });
  }
  if (Math.abs(claims.created.getTime() - now.getTime()) > clockToleranceMs) {
    return refused('clock-skew', {
      status: 401,
      title: `The clocks differ by more than ${clockToleranceMs / 60_000} minutes.`,
      detail: `The request says ${claims.created.toISOString()}.`,
      members: { serverTime: now.toISOString() },
    });
  }
  return { ok: true, value: claims };
}

/** An Ed25519 key from SPKI DER; null for anything else. */
export function readPublicKey(der: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null; // not a key at all
  }
}

/** The body as JSON. What grows beyond the limit when it is decompressed is not decompressed further. */
export async function readJson(
  { headers, body }: Pick<SignedRequest, 'headers' | 'body'>,
  largestBytes: number,
): Promise<Checked<unknown>> {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    return refused('encoding', { status: 415, title: 'The body is compressed; expected gzip or nothing.' });
  }
  try {
    const plain = encoding === 'gzip' ? await decompress(body, { maxOutputLength: largestBytes }) : body;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plain);
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(largestBytes);
    return refused('not-json', { status: 400, title: 'The body is no JSON in UTF-8, or is damaged.' });
  }
}
