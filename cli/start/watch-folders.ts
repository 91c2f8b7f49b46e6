import { stat, watch } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '#model/error-code.ts';

/** Editors write a file in several steps; a change is told once it has been quiet for this long. */
const quietMs = 300;

/** How often a folder that is gone is looked for, in milliseconds: a checkout may replace it whole. */
const lookEveryMs = 1000;

/**
 * Calls `onChange` after files in some folders have changed, one call at a time, until `signal` is aborted. Each
 * folder is watched by itself: a recursive watch loses a file that an editor has replaced by a new one. A folder
 * that is removed or replaced is a change, and is watched again once it is there.
 *
 * @throws {Error} the file system's own, where a folder cannot be watched
 */
export async function watchFolders(
  folders: readonly string[],
  signal: AbortSignal,
  onChange: () => Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const tell = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(onChange);
    }, quietMs);
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  await Promise.all(folders.map((folder) => eachChange(folder, signal, tell)));
  await running;
}

async function eachChange(folder: string, signal: AbortSignal, tell: () => void): Promise<void> {
  try {
    for (;;) {
      const watched = await identify(folder);
      for await (const _ of watch(folder, { signal })) {
        tell();
        if ((await identify(folder)) !== watched) break;
      }
      while ((await identify(folder)) === null) await delay(lookEveryMs, undefined, { signal });
      tell();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What tells a folder from a later one of the same name; null where there is none. */
async function identify(folder: string): Promise<string | null> {
  try {
    const { dev, ino, birthtimeMs } = await stat(folder);
    return `${dev} ${ino} ${birthtimeMs}`;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
