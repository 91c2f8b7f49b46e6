import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { GrundvalError } from '#model/error.ts';

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
    throw new GrundvalError('start/unwritable-file', `Cannot write ${path}: ${reasonOf(cause)}.`, {
      hint: 'Name a file in a folder that exists and that you may write in.',
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
