import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { sealJournal, sealText, signSeal } from '#runbooks/engine/journal/seal.ts';
import { createSigningKey, loadSigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { loadTrust, mayUse, parseTrust } from '#runbooks/engine/journal/trusted-keys.ts';
import { newKey } from '../approval/people.ts';
import { hasOpenssl } from './anchor/local-authority.ts';
import { header, steadyClock } from './sample.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-keys-'));
});
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

describe('a signing key', () => {
  it('stands in a file that its owner alone may read, and is read back', async () => {
    const made = await createSigningKey(at('key.pem'));
    expect((await stat(at('key.pem'))).mode & 0o777).toBe(0o600);
    const read = await loadSigningKey(at('key.pem'));
    expect(read).toMatchObject({ keyId: made.keyId, publicKey: made.publicKey });
    expect(made.publicKey).not.toContain('PRIVATE');
  });

  it('is never written over', async () => {
    await createSigningKey(at('kept.pem'));
    const before = await readFile(at('kept.pem'), 'utf8');
    await expect(createSigningKey(at('kept.pem'))).rejects.toMatchObject({ code: 'key/exists' });
    expect(await readFile(at('kept.pem'), 'utf8')).toBe(before);
    await expect(createSigningKey(at('nowhere/key.pem'))).rejects.toMatchObject({ code: 'key/cannot-write' });
  });

  it('is refused where others may read it, where it is none, and where it is of another kind', async () => {
    await createSigningKey(at('open.pem'));
    await chmod(at('open.pem'), 0o640);
    await expect(loadSigningKey(at('open.pem'))).rejects.toMatchObject({
      code: 'key/too-open',
      message: expect.stringContaining('mode 0640, expected 0600'),
    });
    await expect(loadSigningKey(at('missing.pem'))).rejects.toMatchObject({ code: 'key/unreadable' });
    await writeFile(at('text.pem'), 'hej', { mode: 0o600 });
    await expect(loadSigningKey(at('text.pem'))).rejects.toMatchObject({ code: 'key/unreadable' });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(at('ec.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    await expect(loadSigningKey(at('ec.pem'))).rejects.toMatchObject({ code: 'key/no-ed25519' });
  });
});

describe('a seal', () => {
  it('can be made of something only', async () => {
    const journal = await openJournal(at('empty.jsonl'), { clock: steadyClock() });
    expect(() => sealJournal(journal, header.run, newKey())).toThrow('nothing to seal yet');
    await journal.close();
  });

  it.skipIf(!hasOpenssl)('can be checked with openssl', async () => {
    const key = newKey();
    const seal = signSeal(header.run, { seq: 4, hash: '7e'.repeat(32) }, key);
    await writeFile(at('seal.txt'), sealText(header.run, seal));
    await writeFile(at('seal.sig'), Buffer.from(seal.signature, 'base64'));
    await writeFile(at('seal.pub'), key.publicKey);
    const said = execFileSync('openssl', [
      ...['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', at('seal.pub')],
      ...['-in', at('seal.txt'), '-sigfile', at('seal.sig')],
    ]);
    expect(said.toString()).toContain('Signature Verified Successfully');
  });
});

describe('a list of trusted keys', () => {
  const entry = (more: object = {}) => ({
    publicKey: newKey().publicKey,
    holder: 'asa.lind',
    uses: ['seal'],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2026-12-31T00:00:00Z',
    ...more,
  });
  const list = (keys: readonly object[]) =>
    JSON.stringify({ schemaVersion: 1, keys, timestampAuthorities: [] });

  it('holds keys for what and when they are valid', () => {
    const [key] = parseTrust('keys.json', list([entry()])).keys.values();
    if (key === undefined) throw new Error('no key');
    expect(mayUse(key, 'seal', new Date('2026-06-01'))).toBe(true);
    expect(mayUse(key, 'approve', new Date('2026-06-01'))).toBe(false);
    expect(mayUse(key, 'seal', new Date('2025-06-01'))).toBe(false);
    expect(mayUse(key, 'seal', new Date('2027-06-01'))).toBe(false);
  });

  it('tells all its mistakes at once', () => {
    const wrong = list([entry({ holder: '' }), entry({ uses: ['läsa'] })]);
    expect(() => parseTrust('keys.json', wrong)).toThrow(/keys\.0\.holder: .*keys\.1\.uses\.0: /);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const otherKinds = JSON.stringify({
      schemaVersion: 1,
      keys: [entry({ publicKey: pem }), entry({ publicKey: 'hej' })],
      timestampAuthorities: [{ name: 'TSA', certificate: 'hej' }],
    });
    expect(() => parseTrust('keys.json', otherKinds)).toThrow(
      /keys\.0\.publicKey: no Ed25519 key; keys\.1\.publicKey: .*timestampAuthorities\.0\.certificate: /,
    );
  });

  it('says where it cannot be read', async () => {
    await expect(loadTrust(at('none.json'))).rejects.toMatchObject({ code: 'keys/unreadable' });
    await writeFile(at('half.json'), '{');
    await expect(loadTrust(at('half.json'))).rejects.toMatchObject({ code: 'keys/unreadable' });
  });
});
