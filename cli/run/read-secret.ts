import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';

/**
 * Reads a secret from a file that only its owner may read, without the line break at its end.
 *
 * @throws {GrundvalError} `run/secret-unreadable`, `run/secret-too-open`
 */
export async function readSecret(cwd: string, given: string): Promise<string> {
  const path = resolve(cwd, given);
  const [text, { mode }] = await Promise.all([readFile(path, 'utf8'), stat(path)]).catch((cause: unknown) => {
    throw bilingualError(
      'run/secret-unreadable',
      {
        sv: `Filen ${given} kan inte läsas (${errorCode(cause) ?? cause}).`,
        en: `The file ${given} cannot be read (${errorCode(cause) ?? cause}).`,
      },
      { sv: 'Ange en fil som finns.', en: 'Name a file that is there.' },
      { cause },
    );
  });
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw bilingualError(
      'run/secret-too-open',
      { sv: `Filen ${given} kan läsas av andra.`, en: `The file ${given} can be read by others.` },
      { sv: `chmod 600 ${given}`, en: `chmod 600 ${given}` },
    );
  }
  return text.replace(/\r?\n$/, '');
}

/**
 * Secrets that were named as `NAME=FILE`.
 *
 * @throws {GrundvalError} `usage/flag-value`, and what {@link readSecret} throws
 */
export async function readSecrets(
  cwd: string,
  given: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const read = await Promise.all(
    given.map(async (word): Promise<[string, string]> => {
      const [, name, file] = /^([A-Za-z]+)=(.+)$/.exec(word) ?? [];
      if (name !== undefined && file !== undefined) return [name, await readSecret(cwd, file)];
      throw bilingualError(
        'usage/flag-value',
        {
          sv: `\`--secret\` har värdet "${word}"; parameterns namn och en fil behövs.`,
          en: `\`--secret\` has the value "${word}"; expected the name of the parameter and a file.`,
        },
        { sv: 'Till exempel: --secret password=FIL', en: 'For instance: --secret password=FILE' },
      );
    }),
  );
  return Object.fromEntries(read);
}
