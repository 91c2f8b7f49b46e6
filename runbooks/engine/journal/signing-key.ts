import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { chmod, open, readFile, stat } from 'node:fs/promises';
import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';

/** A person's or a controller's Ed25519 key: seals journals, signs approvals. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** SPKI in PEM: what an auditor's list of keys holds. */
  readonly publicKey: string;
}

/** SHA-256 of a public key (SPKI, DER), in hexadecimal: what it is called everywhere. */
export function keyIdOf(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex');
}

/**
 * Makes a key and writes it to a file that only its owner may read. A file that is there is never written over.
 *
 * @throws {GrundvalError} `key/exists` or `key/cannot-write`
 */
export async function createSigningKey(path: string): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    const file = await open(path, 'wx', 0o600);
    await file
      .writeFile(pem)
      .then(() => file.sync())
      .finally(() => file.close());
    await chmod(path, 0o600); // whatever the umask takes away, the owner can read it
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
  return describe(privateKey);
}

/**
 * Reads a key of {@link createSigningKey}, or any Ed25519 key in PKCS #8.
 *
 * @throws {GrundvalError} `key/unreadable`, `key/too-open` where others than its owner may read the file,
 *   `key/no-ed25519`
 */
export async function loadSigningKey(path: string): Promise<SigningKey> {
  const [pem, { mode }] = await Promise.all([readFile(path, 'utf8'), stat(path)]).catch((cause: unknown) => {
    throw unreadable(path, errorCode(cause) ?? 'fel', cause);
  });
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw tooOpen(path, mode & 0o777);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw unreadable(path, 'PEM', cause);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw otherKind(path, key.asymmetricKeyType ?? 'unknown');
  return describe(key);
}

function describe(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    privateKey,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function cannotWrite(path: string, cause: unknown): GrundvalError {
  const code = errorCode(cause) ?? '';
  if (code === 'EEXIST') {
    return bilingualError(
      'key/exists',
      { sv: `Det finns redan en fil ${path}.`, en: `There is a file ${path} already.` },
      {
        sv: 'Använd nyckeln som finns, eller ange ett annat namn. En nyckel skrivs aldrig över.',
        en: 'Use the key that is there, or give another name. A key is never written over.',
      },
      { cause },
    );
  }
  return bilingualError(
    'key/cannot-write',
    {
      sv: `Nyckeln kan inte skrivas till ${path} (${code}).`,
      en: `The key cannot be written to ${path} (${code}).`,
    },
    { sv: 'Ange en mapp som finns och är din.', en: 'Name a folder that is there and yours.' },
    { cause },
  );
}

function unreadable(path: string, why: string, cause: unknown): GrundvalError {
  return bilingualError(
    'key/unreadable',
    { sv: `Nyckeln ${path} kan inte läsas (${why}).`, en: `The key ${path} cannot be read (${why}).` },
    {
      sv: 'Ange filen med din egen Ed25519-nyckel (PKCS #8 i PEM, utan lösenord).',
      en: 'Name the file with your own Ed25519 key (PKCS #8 in PEM, without a password).',
    },
    { cause },
  );
}

function tooOpen(path: string, mode: number): GrundvalError {
  const found = mode.toString(8).padStart(4, '0');
  return bilingualError(
    'key/too-open',
    {
      sv: `Nyckeln ${path} kan läsas av andra (rättigheter ${found}, väntat 0600).`,
      en: `The key ${path} can be read by others (mode ${found}, expected 0600).`,
    },
    {
      sv: `Byt nyckel om någon kan ha läst den, annars: chmod 600 ${path}`,
      en: `Change the key if anybody may have read it; else: chmod 600 ${path}`,
    },
  );
}

function otherKind(path: string, kind: string): GrundvalError {
  return bilingualError(
    'key/no-ed25519',
    {
      sv: `Nyckeln ${path} är av sorten ${kind}, väntat ed25519.`,
      en: `The key ${path} is of kind ${kind}, expected ed25519.`,
    },
    {
      sv: 'Gör en nyckel av rätt sort: openssl genpkey -algorithm ed25519',
      en: 'Make a key of the right kind: openssl genpkey -algorithm ed25519',
    },
  );
}
