import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '#model/error-code.ts';

/** Most compressed bytes of output that one run keeps, over all its hosts and controllers. */
export const mostRunOutputBytes = 1024 ** 3;

/** What a run may still keep. */
export interface OutputBudget {
  readonly mostBytes: number;
  /** Counts what lies in the folder already; once, before anything is written. */
  begin(): Promise<void>;
  spend(bytes: number): void;
  /** True once it is used up; who is told, is told once. */
  isSpent(): boolean;
}

/** The budget of a folder of outputs. */
export function createOutputBudget(folder: string, mostBytes: number, onSpent: () => void): OutputBudget {
  let used = 0;
  let counting: Promise<void> | null = null;
  let isTold = false;
  return {
    mostBytes,
    begin() {
      counting ??= sizeOf(folder).then((bytes) => {
        used += bytes;
      });
      return counting;
    },
    spend(bytes) {
      used += bytes;
    },
    isSpent() {
      if (used < mostBytes) return false;
      if (!isTold) onSpent();
      isTold = true;
      return true;
    },
  };
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => stat(join(entry.parentPath, entry.name)).then(({ size }) => size)),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
