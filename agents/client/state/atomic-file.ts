import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import { parseJson } from '../parse-json.ts';

/** Called with one sentence about something that went wrong and was got past. */
export type Warn = (sentence: string) => void;

/**
 * Replaces a file so that a reader, or a power cut, sees the old text or the new one and never a half:
 * written beside it, synced, renamed. Folders on the way are made for the owner alone.
 *
 * @throws {GrundvalError} `state/unwritable` where the disk is full, read-only or not ours
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await makeFolder(dirname(path));
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first failure is the one to tell
    throw new GrundvalError('state/unwritable', `Cannot write ${path}: ${systemReason(error)}.`, {
      hint: 'Run as the user that owns the folder (the service runs as root), or choose another with --state DIR.',
      cause: error,
    });
  }
}

/**
 * Makes a folder, and those above it, for the owner alone; one that is there stays as it is. Not by
 * `recursive`, which never returns where the system denies a folder with ENOENT (`/proc`).
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

/**
 * Reads a JSON file of our own; null where there is none.
 *
 * @throws {GrundvalError} `state/unreadable` for a refused read, `state/damaged` for other contents
 */
export async function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new GrundvalError('state/unreadable', `Cannot read ${path}: ${systemReason(error)}.`, {
      hint: 'Run as the user that owns the folder (the service runs as root), or choose another with --state DIR.',
      cause: error,
    });
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new GrundvalError(
    'state/damaged',
    `${path} is damaged: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}.`,
    { hint: `Remove ${path} and run again.` },
  );
}

/** Like {@link readJsonFile} for a file that the next run makes anew: damage is told and read as absence. */
export async function readRebuildable<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  warn: Warn,
): Promise<z.infer<Schema> | null> {
  try {
    return await readJsonFile(path, schema);
  } catch (error) {
    if (!(error instanceof GrundvalError) || error.code !== 'state/damaged') throw error;
    warn(`${error.message} It is made anew.`);
    return null;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
};

/** A system error in words. */
export function systemReason(error: unknown): string {
  const known = reasons[errorCode(error) ?? ''];
  return known ?? (error instanceof Error ? error.message : String(error));
}
