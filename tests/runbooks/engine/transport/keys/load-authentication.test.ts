import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeldKey } from '#runbooks/engine/transport/keys/held-key.ts';
import { loadAuthentication } from '#runbooks/engine/transport/keys/load-authentication.ts';
import { createSsh2Transport } from '#runbooks/engine/transport/ssh2/ssh2-transport.ts';
import { hasSshd, makeKey, startTestSshd } from '../test-sshd.ts';
import { gather, hostOf, mustConnect, optionsOf } from '../transport-kinds.ts';

describe.skipIf(!hasSshd)('the keys of a run (Debian openssh-server)', () => {
  let folder: string;
  let encrypted: string;
  let publicKey: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grundval-keys-'));
    encrypted = join(folder, 'encrypted');
    publicKey = makeKey(encrypted, 'hemligt');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const load = (keyFiles: readonly string[], passphrase: string | null = null) =>
    loadAuthentication({ keyFiles, agentSocket: null, askPassphrase: async () => passphrase });

  it('decrypts an encrypted key beside the event loop, and keeps it out of it (defect 10)', async () => {
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    const authentication = await load([encrypted], 'hemligt');
    clearInterval(ticking);
    // Decrypted here, it would have let no turn through.
    expect(turns).toBeGreaterThan(10);
    expect(authentication.keys).toEqual([]);
    expect(authentication.agents[0]).toBeInstanceOf(HeldKey);
    await authentication.close();
  });

  it('lets in with an encrypted key that was decrypted once, many times at once (defect 10)', async () => {
    const sshd = await startTestSshd();
    writeFileSync(join(sshd.folder, 'authorized_keys'), `${publicKey}\n`);
    let asked = 0;
    const authentication = await loadAuthentication({
      keyFiles: [encrypted],
      agentSocket: null,
      askPassphrase: async () => {
        asked += 1;
        return 'hemligt';
      },
    });
    const transport = createSsh2Transport(optionsOf({ keyFile: encrypted }), authentication);
    const connections = await Promise.all(
      Array.from({ length: 8 }, () => mustConnect(transport, hostOf(sshd))),
    );
    const ends = await Promise.all(
      connections.map((each) => gather((options) => each.run({ argv: ['true'] }, options))),
    );
    expect(ends.every(({ end }) => end.kind === 'exit')).toBe(true);
    expect(asked).toBe(1);
    await transport.close();
    await authentication.close();
    await sshd.stop();
  });

  it('reads RSA and ECDSA keys as well, encrypted or not', async () => {
    for (const [type, passphrase] of [
      ['rsa', ''],
      ['rsa', 'hemligt'],
      ['ecdsa', 'hemligt'],
    ] as const) {
      const file = join(folder, `${type}${passphrase}`);
      const shown = makeKey(file, passphrase, type);
      const authentication = await load([file], passphrase);
      const agent = authentication.agents[0];
      const key = authentication.keys[0];
      const found = agent instanceof HeldKey ? await identityOf(agent) : key;
      expect(`${found?.type} ${found?.getPublicSSH().toString('base64')}`).toBe(shown);
      await authentication.close();
    }
  });

  it('refuses a wrong passphrase, none at all, and what is no key', async () => {
    await expect(load([encrypted], 'fel')).rejects.toThrow(/cannot be used as a private key/);
    await expect(load([encrypted])).rejects.toThrow(/there is no passphrase/);
    await expect(load([`${encrypted}.pub`])).rejects.toThrow(/no private key/);
    await expect(load([join(folder, 'none')])).rejects.toThrow(/ENOENT/);
  });
});

const identityOf = (key: HeldKey) =>
  new Promise<ssh2.ParsedKey | undefined>((resolve) => {
    key.getIdentities((_error, keys) => resolve(keys?.[0] as ssh2.ParsedKey | undefined));
  });
