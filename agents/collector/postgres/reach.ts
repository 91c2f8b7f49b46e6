import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Account } from './account.ts';

/** One part of a path, from the root down, with what decides who may pass. */
export interface PathStep {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  /** Permission bits, 0o000 to 0o777. */
  readonly mode: number;
}

/** The folders that lead to a file or folder, and it itself, with links resolved. */
export async function readPathSteps(path: string): Promise<readonly PathStep[]> {
  const paths = [await realpath(path)];
  for (let parent = dirname(paths[0] ?? '/'); parent !== paths[0]; parent = dirname(parent))
    paths.unshift(parent);
  return Promise.all(
    paths.map(async (step) => {
      const { uid, gid, mode } = await stat(step);
      return { path: step, uid, gid, mode: mode & 0o777 };
    }),
  );
}

/**
 * The first part of the path that an account may not pass (folders) or execute (a program); null where
 * it reaches the end. Mode bits only: an access list may let it through all the same, which is not seen.
 */
export function findBarrier(steps: readonly PathStep[], account: Account): PathStep | null {
  return steps.find((step) => !mayExecute(step, account)) ?? null;
}

/** As the kernel decides: the owner by the owner's bits alone, then the group, then everybody else. */
function mayExecute({ uid, gid, mode }: PathStep, account: Account): boolean {
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
