import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import { keyIdOf } from './signing-key.ts';

/** The list of keys that an auditor trusts, as a file. */
export const TrustedKeysFile = z.strictObject({
  schemaVersion: z.literal(1),
  keys: z.array(
    z.strictObject({
      /** SPKI in PEM. */
      publicKey: z.string(),
      /** Directory id of the person, or the name of the controller. */
      holder: z.string().min(1),
      uses: z.array(z.enum(['seal', 'approve'])).min(1),
      /** What is signed outside these times does not hold. */
      validFrom: z.iso.datetime(),
      validUntil: z.iso.datetime().nullable(),
    }),
  ),
  /** Certificates in PEM that the timestamps' chains must end in. */
  timestampAuthorities: z.array(z.strictObject({ name: z.string(), certificate: z.string() })),
});
export type TrustedKeysFile = z.infer<typeof TrustedKeysFile>;

/** One key that is trusted, for what and when. */
export interface TrustedKey {
  readonly keyId: string;
  readonly publicKey: KeyObject;
  readonly holder: string;
  readonly uses: readonly ('seal' | 'approve')[];
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

/** Whose signatures and timestamps are believed. */
export interface Trust {
  readonly keys: ReadonlyMap<string, TrustedKey>;
  readonly timestampAuthorities: readonly X509Certificate[];
}

/** Nobody is believed: what is signed is said to be unproved. */
export const noTrust: Trust = { keys: new Map(), timestampAuthorities: [] };

/**
 * Reads a list of trusted keys.
 *
 * @throws {GrundvalError} `keys/unreadable` with all its mistakes
 */
export async function loadTrust(path: string): Promise<Trust> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, [errorCode(cause) ?? String(cause)], cause);
  }
  return parseTrust(path, text);
}

/** The same from a text; the path is for messages. */
export function parseTrust(path: string, text: string): Trust {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, ['JSON'], cause);
  }
  const file = TrustedKeysFile.safeParse(json);
  if (!file.success) {
    throw unreadable(
      path,
      file.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const mistakes: string[] = [];
  const keys = file.data.keys.flatMap((given, at): readonly TrustedKey[] => {
    try {
      const publicKey = createPublicKey(given.publicKey);
      if (publicKey.asymmetricKeyType !== 'ed25519') throw new Error('no Ed25519 key');
      const { holder, uses, validFrom, validUntil } = given;
      const until = validUntil === null ? null : new Date(validUntil);
      return [
        {
          keyId: keyIdOf(publicKey),
          publicKey,
          holder,
          uses,
          validFrom: new Date(validFrom),
          validUntil: until,
        },
      ];
    } catch (error) {
      mistakes.push(`keys.${at}.publicKey: ${describe(error)}`);
      return [];
    }
  });
  const timestampAuthorities = file.data.timestampAuthorities.flatMap(({ certificate }, at) => {
    try {
      return [new X509Certificate(certificate)];
    } catch (error) {
      mistakes.push(`timestampAuthorities.${at}.certificate: ${describe(error)}`);
      return [];
    }
  });
  if (mistakes.length > 0) throw unreadable(path, mistakes);
  return { keys: new Map(keys.map((key) => [key.keyId, key])), timestampAuthorities };
}

/** Is the key for this, and was it valid then? */
export function mayUse(key: TrustedKey, use: 'seal' | 'approve', at: Date): boolean {
  return key.uses.includes(use) && at >= key.validFrom && (key.validUntil === null || at <= key.validUntil);
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function unreadable(path: string, mistakes: readonly string[], cause?: unknown): GrundvalError {
  const list = mistakes.join('; ');
  return bilingualError(
    'keys/unreadable',
    {
      sv: `Nyckellistan ${path} kan inte läsas: ${list}.`,
      en: `The list of keys ${path} cannot be read: ${list}.`,
    },
    {
      sv: 'Ange filen keys.json som du fått av kommunens säkerhetsansvarige.',
      en: 'Name the file keys.json that the head of security has given you.',
    },
    { details: { path, mistakes }, cause },
  );
}
