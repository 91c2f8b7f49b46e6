import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../sync-folder.ts';

/** A file that only grows, or is cut back to what it held before: what a journal needs of a disk. */
export interface AppendFile {
  size(): Promise<number>;
  /** Writes at the end, perhaps not all. @returns how many bytes */
  write(bytes: Buffer): Promise<number>;
  /** What is written survives a loss of power once this resolves. */
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file of this computer, which is made where it is not there; readable by its owner only. */
export async function openAppendFile(path: string): Promise<AppendFile> {
  const file = await open(path, 'a', 0o600);
  await syncFolder(dirname(path));
  return wrap(file);
}

function wrap(file: FileHandle): AppendFile {
  return {
    size: async () => (await file.stat()).size,
    write: async (bytes) => (await file.write(bytes)).bytesWritten,
    sync: () => file.datasync(),
    truncate: (bytes) => file.truncate(bytes),
    close: () => file.close(),
  };
}
