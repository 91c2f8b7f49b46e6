import { execFile } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { timestampMethod } from '#runbooks/engine/journal/anchor/timestamp-client.ts';
import { timestampRequest } from '#runbooks/engine/journal/anchor/timestamp-request.ts';
import { readTimestampResponse } from '#runbooks/engine/journal/anchor/timestamp-response.ts';
import { verifyTimestamp } from '#runbooks/engine/journal/anchor/timestamp-verify.ts';
import { hasOpenssl, type LocalAuthority, startAuthority } from './local-authority.ts';

const execute = promisify(execFile);
const head = { run: 'run-1', seq: 7, head: 'ab'.repeat(32) };
const signal = new AbortController().signal;

describe.skipIf(!hasOpenssl).each(['ec', 'rsa'] as const)(
  'a timestamp of a real authority (openssl ts, %s keys)',
  (kind) => {
    let folder = '';
    let authority: LocalAuthority;
    let authorities: readonly X509Certificate[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'grundval-tsa-'));
      authority = await startAuthority(folder, kind);
      authorities = [new X509Certificate(authority.root)];
    });
    afterEach(() => {
      authority.answer = null;
    });
    afterAll(async () => {
      await authority.close();
      await rm(folder, { recursive: true });
    });

    const clock = () => new Date();
    const options = (trusted = authorities) => ({
      url: authority.url,
      authorities: trusted,
      ...{ fetch, randomBytes, clock },
      timeoutSeconds: 20,
    });
    const method = (trusted = authorities) => timestampMethod(options(trusted));
    const failure = async (trusted = authorities) => {
      const result = await method(trusted).anchor(head, signal);
      return 'failure' in result ? result.failure.en : 'it was taken';
    };

    it('anchors a head, and openssl itself agrees', async () => {
      const result = await method().anchor(head, signal);
      if (!('anchor' in result) || result.anchor.method !== 'rfc3161')
        throw new Error(JSON.stringify(result));
      const response = Buffer.from(result.anchor.response, 'base64');
      const verdict = verifyTimestamp(response, { imprint: head.head, authorities });
      expect(verdict).toMatchObject({ kind: 'holds', authority: 'O=Prov, CN=signer' });
      const file = join(folder, 'kept.tsr');
      await writeFile(file, response);
      const { stdout } = await execute('openssl', [
        ...['ts', '-verify', '-digest', head.head, '-in', file],
        ...['-CAfile', authority.rootPath, '-untrusted', join(folder, 'middle.pem')],
      ]);
      expect(stdout).toContain('Verification: OK');
    });

    it('is no anchor where nobody trusted stands behind it', async () => {
      expect(await failure([])).toContain('no trusted authority stands behind');
    });

    it('is no anchor where it is over another hash, or answers another request', async () => {
      authority.answer = async () => ({
        status: 200,
        body: await authority.stamp(timestampRequest('cd'.repeat(32), randomBytes(16))),
      });
      expect(await failure()).toContain('it is over another hash');
      authority.answer = async () => ({
        status: 200,
        body: await authority.stamp(timestampRequest(head.head, randomBytes(16))),
      });
      expect(await failure()).toContain('another request (nonce)');
    });

    it('is no anchor where the authority refuses, answers something else, too much, or nothing', async () => {
      const withSha1 = Buffer.from(timestampRequest(head.head, randomBytes(16)));
      withSha1[withSha1.indexOf(Buffer.from('0609608648016503040201', 'hex')) + 10] = 0x09;
      authority.answer = async () => ({ status: 200, body: await authority.stamp(withSha1) });
      expect(await failure()).toMatch(/the authority refused \(status 2\)/);
      authority.answer = async () => ({ status: 503, body: Buffer.alloc(0) });
      expect(await failure()).toContain('answered 503');
      authority.answer = async () => ({ status: 200, body: Buffer.from('<html>Logga in</html>') });
      expect(await failure()).toContain('no timestamp');
      authority.answer = async () => ({ status: 200, body: Buffer.alloc(1_000_000) });
      expect(await failure()).toContain('too much');
      const nobody = { ...options(), url: 'http://127.0.0.1:9/' };
      const result = await timestampMethod(nobody).anchor(head, signal);
      expect(result).toMatchObject({ failure: { sv: expect.stringContaining('svarar inte') } });
    });

    it('is no anchor where it is stamped with a certificate that has expired', async () => {
      authority.answer = async (request) => {
        const stamped = readTimestampResponse(await authority.stamp(request));
        if (stamped.kind !== 'granted') throw new Error('refused');
        return { status: 200, body: await authority.resign(stamped.token.content, 'expired') };
      };
      expect(await failure()).toContain('no longer valid');
    });

    it('is no anchor where it follows another policy than the one that was asked for', async () => {
      const anchorBy = (policy: string) => timestampMethod({ ...options(), policy }).anchor(head, signal);
      expect(await anchorBy('1.2.3.4.1')).toHaveProperty('anchor');
      expect(await anchorBy('1.2.3.4.9')).toMatchObject({
        failure: { en: expect.stringContaining('the authority refused') },
      });
      authority.answer = async (request) => {
        const [start, end] = [Buffer.from('06042a030409', 'hex'), Buffer.from('06042a030401', 'hex')];
        const at = request.indexOf(start);
        expect(at).toBeGreaterThan(0);
        const edited = Buffer.concat([request.subarray(0, at), end, request.subarray(at + end.length)]);
        return { status: 200, body: await authority.stamp(edited) };
      };
      expect(await anchorBy('1.2.3.4.9')).toMatchObject({
        failure: { en: expect.stringContaining('it follows the policy 1.2.3.4.1') },
      });
    });

    it('is no anchor where the clock here is so slow that the journal would contradict its stamp', async () => {
      const slow = { ...options(), clock: () => new Date(Date.now() - 700_000) };
      expect(await timestampMethod(slow).anchor(head, signal)).toMatchObject({
        failure: { en: expect.stringContaining('The clock here is slow') },
      });
      const alittle = { ...options(), clock: () => new Date(Date.now() - 300_000) };
      expect(await timestampMethod(alittle).anchor(head, signal)).toHaveProperty('anchor');
    });

    it('holds by a certificate for timestamps only, and one that was valid at the time', async () => {
      const response = readTimestampResponse(
        await authority.stamp(timestampRequest(head.head, randomBytes(16))),
      );
      if (response.kind !== 'granted') throw new Error('refused');
      const judge = async (by: 'signer' | 'web' | 'expired') =>
        verifyTimestamp(await authority.resign(response.token.content, by), {
          imprint: head.head,
          authorities,
        });
      expect(await judge('signer')).toMatchObject({ kind: 'holds' });
      expect(await judge('web')).toEqual({ kind: 'wrong', why: 'its certificate is none for timestamps' });
      expect(await judge('expired')).toMatchObject({ kind: 'unknown-authority' });
    });

    it('never holds with another byte in what is signed, and never throws', async () => {
      const response = await authority.stamp(timestampRequest(head.head, randomBytes(16)));
      const before = verifyTimestamp(response, { imprint: head.head, authorities });
      expect(before.kind).toBe('holds');
      let tried = 0;
      fc.assert(
        fc.property(fc.nat(response.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
          tried += 1;
          const edited = Buffer.from(response);
          edited[at] = (edited[at] ?? 0) ^ flip;
          const verdict = verifyTimestamp(edited, { imprint: head.head, authorities });
          // Bytes that nothing signs may change (the certificate in between is looked up by its own signature);
          // what is said of the head may not.
          if (verdict.kind === 'holds') expect(verdict).toEqual(before);
        }),
        { numRuns: 1500 },
      );
      expect(tried).toBe(1500);
      for (let size = 0; size < response.length; size += 37) {
        const cut = verifyTimestamp(response.subarray(0, size), { imprint: head.head, authorities });
        expect(cut.kind).toBe('wrong');
      }
    });
  },
);
