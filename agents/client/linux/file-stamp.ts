import type { Host } from '../host.ts';

/** Path, time and size of each file that is there: equal as long as nobody wrote any of them. */
export async function stampFiles(host: Host, paths: readonly string[]): Promise<string> {
  const stamps: string[] = [];
  for (const path of paths) {
    const status = await host.status(path).catch(() => null);
    if (status !== null) stamps.push(`${path} ${status.modifiedAt.toISOString()} ${status.sizeBytes}`);
  }
  return stamps.join('\n');
}

/** The same of every file in some folders, one level deep, and of the folders themselves. */
export async function stampFolders(host: Host, folders: readonly string[]): Promise<string> {
  const paths: string[] = [];
  for (const folder of folders) {
    const names = await host.list(folder).catch(() => []);
    paths.push(folder, ...names.map((name) => `${folder}/${name}`));
  }
  return stampFiles(host, paths);
}
