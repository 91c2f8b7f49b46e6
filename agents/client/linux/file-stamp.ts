import type { FileStatus, Host } from '../host.ts';
import { orNull } from './read-value.ts';

/** Path, time and size: another one as soon as somebody wrote the file. */
export function stampFile(path: string, { modifiedAt, sizeBytes }: FileStatus): string {
  return `${path} ${modifiedAt.toISOString()} ${sizeBytes}`;
}

/** The stamp of each file that is there: equal as long as nobody wrote any of them. */
export async function stampFiles(host: Host, paths: readonly string[]): Promise<string> {
  const stamps: string[] = [];
  for (const path of paths) {
    const status = await orNull(host.status(path));
    if (status !== null) stamps.push(stampFile(path, status));
  }
  return stamps.join('\n');
}

/** The same of every file in some folders, one level deep, and of the folders themselves. */
export async function stampFolders(host: Host, folders: readonly string[]): Promise<string> {
  const paths: string[] = [];
  for (const folder of folders) {
    const names = (await orNull(host.list(folder))) ?? [];
    paths.push(folder, ...names.map((name) => `${folder}/${name}`));
  }
  return stampFiles(host, paths);
}
