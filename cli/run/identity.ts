import { bilingualError } from '#model/bilingual-error.ts';
import { loadSigningKey, type SigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { loadTrust, type Trust } from '#runbooks/engine/journal/trusted-keys.ts';
import { keysFile } from './places.ts';
import type { RunPlace } from './run-flags.ts';

/** Who somebody is, by the key they hold. */
export interface Identity {
  /** Directory id. */
  readonly id: string;
  readonly key: SigningKey;
  readonly trust: Trust;
}

/**
 * The person whose key was named, by the list of keys beside the declaration.
 *
 * @throws {GrundvalError} `run/no-key`, `run/unknown-key`, and what reading keys throws
 */
export async function readIdentity({ folder, key: path }: RunPlace): Promise<Identity> {
  if (path === null) throw noKey();
  const [key, trust] = await Promise.all([loadSigningKey(path), loadTrust(keysFile(folder))]);
  const known = trust.keys.get(key.keyId);
  if (known === undefined) throw unknownKey(path, keysFile(folder));
  return { id: known.holder, key, trust };
}

function noKey() {
  return bilingualError(
    'run/no-key',
    {
      sv: 'En körning begärs, godkänns och utförs med ens egen nyckel, och ingen är angiven.',
      en: "A run is asked for, approved and made with one's own key, and none was named.",
    },
    {
      sv: 'Ange den: --key FIL eller GRUNDVAL_KEY. Har du ingen: grundval keys new --holder directory:ID --out FIL',
      en: 'Name it: --key FILE or GRUNDVAL_KEY. If you have none: grundval keys new --holder directory:ID --out FILE',
    },
  );
}

function unknownKey(path: string, list: string) {
  return bilingualError(
    'run/unknown-key',
    {
      sv: `Nyckeln ${path} står inte i ${list}, så ingen vet vem du är.`,
      en: `The key ${path} is not in ${list}, so nobody knows who you are.`,
    },
    {
      sv: 'Låt den som ansvarar för listan lägga in din publika nyckel.',
      en: 'Have whoever is responsible for the list add your public key.',
    },
  );
}
