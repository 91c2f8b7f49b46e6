import { watch } from 'node:fs/promises';

/** Editors write a file in several steps; a change is told once it has been quiet for this long. */
const quietMs = 300;

/**
 * Calls `onChange` after files in some folders have changed, one call at a time, until `signal` is aborted. Each
 * folder is watched by itself: a recursive watch loses a file that an editor has replaced by a new one.
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
    for await (const _ of watch(folder, { signal })) tell();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
