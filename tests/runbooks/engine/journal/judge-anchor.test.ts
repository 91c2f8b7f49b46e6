import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue } from '#model/platform/rendering.ts';
import { anchorJournal } from '#runbooks/engine/journal/anchor/anchor.ts';
import { timestampMethod } from '#runbooks/engine/journal/anchor/timestamp-client.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { readLine, writeLine } from '#runbooks/engine/journal/line.ts';
import { noTrust, type Trust } from '#runbooks/engine/journal/trusted-keys.ts';
import { createVerifier } from '#runbooks/engine/journal/verify.ts';
import { verifyJournal } from '#runbooks/engine/journal/verify-file.ts';
import { hasOpenssl, type LocalAuthority, startAuthority } from './anchor/local-authority.ts';
import { sampleEvents } from './sample.ts';

describe.skipIf(!hasOpenssl)('a journal anchored by a real timestamp authority (openssl ts)', () => {
  let folder = '';
  let authority: LocalAuthority;
  let trust: Trust = noTrust;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grundval-anchored-'));
    authority = await startAuthority(folder, 'ec');
    trust = { keys: new Map(), timestampAuthorities: [new X509Certificate(authority.root)] };
  });
  afterAll(async () => {
    await authority.close();
    await rm(folder, { recursive: true });
  });

  /** A closed run of three steps, anchored, with a clock that many seconds off. */
  async function anchored(name: string, clockOffSeconds = 0): Promise<string> {
    const path = join(folder, name);
    const clock = () => new Date(Date.now() + clockOffSeconds * 1000);
    const journal = await openJournal(path, { clock });
    await Promise.all(sampleEvents(3).map((event) => journal.append(event)));
    const method = timestampMethod({
      url: authority.url,
      authorities: trust.timestampAuthorities,
      fetch,
      randomBytes,
      // The authority's time, whatever the journal's clock says: how the client judges it is another test.
      clock: () => new Date(),
      timeoutSeconds: 20,
    });
    expect(await anchorJournal(journal, 'run', method, signal)).toHaveProperty('entry');
    await journal.close();
    return path;
  }

  it('is vouched for up to the entry that was stamped, to who trusts the authority', async () => {
    const path = await anchored('run.jsonl');
    const found = await verifyJournal(path, { trust, outside: [] });
    expect(found).toMatchObject({ verdict: 'whole', anchoredTo: 9 });
    expect(found.anchors).toMatchObject([{ verdict: 'holds', note: 'O=Prov, CN=signer', seq: 9 }]);
    const stranger = await verifyJournal(path, { trust: noTrust, outside: [] });
    expect(stranger).toMatchObject({ verdict: 'whole', anchoredTo: null });
    expect(stranger.unproved).toContain('authority-not-known');
  });

  it('contradicts itself where it says that it was written before it was stamped', async () => {
    const found = await verifyJournal(await anchored('backdated.jsonl', -3600), { trust, outside: [] });
    expect(found).toMatchObject({ verdict: 'broken', anchoredTo: null, anchors: [{ verdict: 'backdated' }] });
  });

  it('does not lend its timestamp to another history, with a chain computed anew', async () => {
    const lines = (await readFile(await anchored('original.jsonl'), 'utf8')).trimEnd().split('\n');
    const verifier = createVerifier({ trust, outside: [] });
    let prev = '0'.repeat(64);
    for (const line of lines) {
      const read = readLine(line);
      if (!('entry' in read)) throw new Error('no entry');
      const body = JSON.parse(JSON.stringify(read.entry.body).replaceAll('upgrade', 'wipe')) as JsonValue;
      const written = writeLine({ ...read.entry, prev, body });
      prev = written.entry.hash;
      verifier.take(written.line);
    }
    const found = verifier.finish(0);
    expect(found).toMatchObject({ verdict: 'broken', faultCount: 0, anchors: [{ verdict: 'wrong' }] });
  });
});
