import { open } from 'node:fs/promises';

/** A new file is found after a loss of power only if its folder is on the disk too. Windows has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
