import { watch } from 'node:fs/promises';

/** Editors write a file in several steps; a change is told once it has been quiet for this long. */
const quietMs = 300;

/**
 * Calls `onChange` after files below a folder have changed, one call at a time, until `signal` is aborted.
 * Where the folder cannot be watched (some network file systems) it ends with the error.
 */
export async function watchFolder(
  folder: string,
  signal: AbortSignal,
  onChange: () => Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  try {
    for await (const _ of watch(folder, { recursive: true, signal })) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(onChange);
      }, quietMs);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await running;
}
