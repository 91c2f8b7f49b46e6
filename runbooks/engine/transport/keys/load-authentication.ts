import { readFile } from 'node:fs/promises';
import ssh2 from 'ssh2';
import { GrundvalError } from '#model/error.ts';
import type { Authentication } from '../ssh2/authentication.ts';
import { HeldKey } from './held-key.ts';

/** Where the keys of a user are. */
export interface KeySources {
  /** Files with private keys, in the order in which they are tried. */
  readonly keyFiles: readonly string[];
  /** Socket of an agent, as in SSH_AUTH_SOCK; null where there is none. */
  readonly agentSocket: string | null;
  /** Asks for the passphrase of a file, once; null where there is none to be had. */
  readonly askPassphrase: (file: string) => Promise<string | null>;
}

/** Keys that have been read, and what gives up those that are kept in threads. */
export interface LoadedAuthentication extends Authentication {
  close(): Promise<void>;
}

/**
 * Reads the keys of a run, before its first connection: an encrypted one is decrypted once, in a thread of its own.
 * @throws transport/key where a file cannot be read, is no key, or its passphrase is wrong
 */
export async function loadAuthentication(sources: KeySources): Promise<LoadedAuthentication> {
  const keys: LoadedAuthentication['keys'][number][] = [];
  const held: HeldKey[] = [];
  for (const file of sources.keyFiles) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw bad(file, error instanceof Error ? error.message : String(error));
    });
    const parsed = ssh2.utils.parseKey(text);
    if (!(parsed instanceof Error)) {
      if (!parsed.isPrivateKey()) throw bad(file, 'it is no private key');
      keys.push(parsed);
    } else if (/encrypted|passphrase/i.test(parsed.message)) {
      const passphrase = await sources.askPassphrase(file);
      if (passphrase === null) throw bad(file, 'it is encrypted, and there is no passphrase');
      const key = await HeldKey.open({ text, passphrase });
      if (key instanceof Error) throw bad(file, key.message);
      held.push(key);
    } else throw bad(file, parsed.message);
  }
  const agents = [...held, ...(sources.agentSocket === null ? [] : [sources.agentSocket])];
  return {
    keys,
    agents,
    close: async () => {
      await Promise.all(held.map((key) => key.close()));
    },
  };
}

const bad = (file: string, why: string) =>
  new GrundvalError('transport/key', `${file} cannot be used as a private key: ${why}`, {
    hint: `ssh-keygen -y -f ${file} tells whether the file and its passphrase are right`,
  });
