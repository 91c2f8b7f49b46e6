import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseSignatureInput,
  type SignatureHeaders,
  signatureBase,
  signMessage,
  verifyMessage,
} from '#model/report/signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const created = new Date('2026-11-24T12:00:00Z');
const message = { method: 'POST', path: '/agent/v1/report', body: Buffer.from('{"a":1}') };
const key = { keyId: '0199c0de-0000-7abc-8def-000000000001', privateKey };
const nonce = 'abcdefghijklmnopqrstuvwx';
const asHeaders = (headers: SignatureHeaders) => ({ ...headers }) as Record<string, string | undefined>;

function check(changed: typeof message, headers: Record<string, string | undefined>): boolean {
  const claims = parseSignatureInput(headers['signature-input']);
  return claims !== null && verifyMessage(changed, headers, claims, publicKey);
}

describe('RFC 9421 (February 2024)', () => {
  // Key of appendix B.1.4, message and signature of B.2.6.
  const testKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
      x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
    },
  });
  const components = [
    ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
    ['@method', 'POST'],
    ['@path', '/foo'],
    ['@authority', 'example.com'],
    ['content-type', 'application/json'],
    ['content-length', '18'],
  ] as const;
  const parameters =
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
  const published =
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';

  it('B.2.6: our signature base gives the published Ed25519 signature', () => {
    const base = signatureBase(components, parameters);
    expect(sign(null, base, testKey).toString('base64')).toBe(published);
    expect(verify(null, base, createPublicKey(testKey), Buffer.from(published, 'base64'))).toBe(true);
  });

  it('B.2: the content digest is that of RFC 9530 for the same body', () => {
    const body = Buffer.from('{"hello": "world"}');
    expect(signMessage({ ...message, body }, key, created)['content-digest']).toBe(
      'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
    );
  });
});

describe('a signed message', () => {
  it('is accepted as it was sent, and tells who, when and its nonce', () => {
    const headers = signMessage(message, key, created, nonce);
    expect(check(message, asHeaders(headers))).toBe(true);
    expect(parseSignatureInput(headers['signature-input'])).toMatchObject({
      keyId: key.keyId,
      nonce,
      created,
    });
  });

  it('is accepted for any body and time', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        (body, seconds) => {
          const any = { ...message, body: Buffer.from(body) };
          return check(any, asHeaders(signMessage(any, key, new Date(seconds * 1000))));
        },
      ),
    );
  });

  it('has a nonce of its own each time', () => {
    expect(signMessage(message, key, created)['signature-input']).not.toBe(
      signMessage(message, key, created)['signature-input'],
    );
  });

  it.each([
    ['body', { ...message, body: Buffer.from('{"a":2}') }],
    ['length of the body', { ...message, body: Buffer.from('{"a":1} ') }],
    ['method', { ...message, method: 'PUT' }],
    ['path', { ...message, path: '/agent/v1/enrol' }],
  ])('is refused when its %s was changed', (_what, changed) => {
    expect(check(changed, asHeaders(signMessage(message, key, created)))).toBe(false);
  });

  it.each([
    ['a later time', 'signature-input', (text: string) => text.replace(/created=\d+/, 'created=1900000000')],
    ['another nonce', 'signature-input', (text: string) => text.replace(nonce, 'x'.repeat(24))],
    ['another device', 'signature-input', (text: string) => text.replace(/keyid="[^"]+"/, 'keyid="other"')],
    ['fewer components', 'signature-input', (text: string) => text.replace(' "content-digest"', '')],
    ['another digest', 'content-digest', (text: string) => text.replace(/:.{4}/, ':AAAA')],
    ['no digest', 'content-digest', () => undefined],
    ['another signature', 'signature', (text: string) => text.replace(/=:..../, '=:AAAA')],
    ['no signature', 'signature', () => undefined],
  ])('is refused with %s', (_what, name, change) => {
    const headers = asHeaders(signMessage(message, key, created, nonce));
    expect(check(message, { ...headers, [name]: change(headers[name] ?? '') })).toBe(false);
  });

  it('is refused under another key', () => {
    const other = { ...key, privateKey: generateKeyPairSync('ed25519').privateKey };
    expect(check(message, asHeaders(signMessage(message, other, created)))).toBe(false);
  });

  it.each([
    undefined,
    '',
    'sig1=()',
    'sig2=("@method" "@path" "content-digest");created=1',
    'x'.repeat(10_000),
  ])('is not read from %j', (text) => {
    expect(parseSignatureInput(text)).toBeNull();
  });
});
