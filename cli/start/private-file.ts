import { randomUUID } from 'node:crypto';
import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import type { Text } from '#model/format/text.ts';

/**
 * Writes a file that only this user may read, whole or not at all.
 *
 * @throws {GrundvalError} `start/unwritable-file` where it cannot be written
 */
export async function writePrivateFile(path: string, content: unknown): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw unwritable(path, cause);
  }
}

/**
 * Whether a file could be written there later, as far as that can be told now.
 *
 * @throws {GrundvalError} `start/unwritable-file` where its folder is missing or closed, or a folder has its name
 */
export async function requirePlaceForFile(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK | constants.X_OK);
    const found = await stat(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (found?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

const reasons: Readonly<Record<string, Text>> = {
  ENOENT: { sv: 'mappen finns inte', en: 'there is no such folder' },
  ENOTDIR: { sv: 'en del av sökvägen är en fil', en: 'a part of the path is a file' },
  EISDIR: { sv: 'det är en mapp', en: 'it is a folder' },
  EACCES: { sv: 'du får inte skriva i mappen', en: 'you may not write in the folder' },
  EPERM: { sv: 'du får inte skriva i mappen', en: 'you may not write in the folder' },
  EROFS: { sv: 'disken går bara att läsa', en: 'the disk can only be read' },
  ENOSPC: { sv: 'disken är full', en: 'the disk is full' },
};

function unwritable(path: string, cause: unknown): GrundvalError {
  const code = String(errorCode(cause) ?? cause);
  const reason = reasons[code] ?? { sv: code, en: code };
  return bilingualError(
    'start/unwritable-file',
    { sv: `Kan inte skriva ${path}: ${reason.sv}.`, en: `Cannot write ${path}: ${reason.en}.` },
    {
      sv: 'Ange en fil i en mapp som finns och som du får skriva i.',
      en: 'Name a file in a folder that exists and that you may write in.',
    },
    { cause },
  );
}
