import { readFile, rename, writeFile } from 'node:fs/promises';
import { bilingualError } from '#model/bilingual-error.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { errorCode } from '#model/error-code.ts';
import { createSigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { parseTrust, TrustedKeysFile } from '#runbooks/engine/journal/trusted-keys.ts';
import { keysFile } from './places.ts';

/** A key that was made, and the list that has its public half. */
export interface MadeKey {
  readonly keyId: string;
  readonly list: string;
}

/**
 * Makes a key for somebody who holds a role in the declaration, and adds its public half to the list beside it. What
 * stands in the list stays.
 *
 * @throws {GrundvalError} `key/unknown-holder`, `key/exists`, `keys/unreadable`
 */
export async function makeKey(folder: string, holder: string, path: string, now: Date): Promise<MadeKey> {
  const { organisation, services } = await loadDeclaration(folder);
  const people = [
    ...organisation.roles.flatMap((role) => [role.holder, role.deputy]),
    ...services.map(({ owner }) => owner),
  ];
  if (!people.includes(holder)) throw unknownHolder(holder);
  const list = keysFile(folder);
  const file = await readList(list);
  const { keyId, publicKey } = await createSigningKey(path);
  const added: TrustedKeysFile = {
    ...file,
    keys: [
      ...file.keys,
      { publicKey, holder, uses: ['approve', 'seal'], validFrom: now.toISOString(), validUntil: null },
    ],
  };
  await writeFile(`${list}.new`, `${JSON.stringify(added, null, 2)}\n`);
  await rename(`${list}.new`, list);
  return { keyId, list };
}

async function readList(path: string): Promise<TrustedKeysFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { schemaVersion: 1, keys: [], timestampAuthorities: [] };
    throw error;
  }
  parseTrust(path, text); // all its mistakes, before anything is added
  return TrustedKeysFile.parse(JSON.parse(text));
}

function unknownHolder(holder: string) {
  return bilingualError(
    'key/unknown-holder',
    {
      sv: `${holder} har ingen roll i deklarationen, så ingen körning kan begäras eller godkännas av den personen.`,
      en: `${holder} has no role in the declaration, so no run can be asked for or approved by that person.`,
    },
    {
      sv: 'Ange id:t som det står under roles i grundval.yaml, eller lägg in personen där först.',
      en: 'Give the id as it stands under roles in grundval.yaml, or add the person there first.',
    },
  );
}
