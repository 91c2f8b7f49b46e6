import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '#model/error-code.ts';

/** What somebody at another terminal wants of a run that goes on. */
export const Wish = z.strictObject({
  schemaVersion: z.literal(1),
  action: z.enum(['pause', 'resume']),
  /** Directory id. */
  by: z.string().min(1),
});
export type Wish = z.infer<typeof Wish>;

const folderOf = (run: string): string => join(run, 'wishes');

/** Leaves a wish for the controller of a run. */
export async function leaveWish(run: string, wish: Omit<Wish, 'schemaVersion'>, at: Date): Promise<void> {
  const folder = folderOf(run);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${at.toISOString().replaceAll(/[^0-9]/g, '')}-${randomUUID()}`;
  // Whole or not at all: the controller looks again and again.
  const draft = join(folder, `.${name}`);
  await writeFile(draft, JSON.stringify({ schemaVersion: 1, ...wish }), { mode: 0o600, flag: 'wx' });
  await rename(draft, join(folder, `${name}.json`));
}

/** Takes the wishes that have come, oldest first; what is no wish is taken away. */
export async function takeWishes(run: string): Promise<readonly Wish[]> {
  const folder = folderOf(run);
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const wishes: Wish[] = [];
  for (const name of names.filter((one) => !one.startsWith('.')).toSorted()) {
    const text = await readFile(join(folder, name), 'utf8');
    await rm(join(folder, name), { force: true });
    const read = Wish.safeParse(parse(text));
    if (read.success) wishes.push(read.data);
  }
  return wishes;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // written by hand
  }
}
