import { type AppendFile, openAppendFile } from '#runbooks/engine/journal/journal-file.ts';
import type { Mortality } from './mortality.ts';

/** A journal's file whose writer may die before, within and after each write, and before and after it is on the disk. */
export async function openDyingFile(path: string, { pass }: Mortality): Promise<AppendFile> {
  const file = await openAppendFile(path);
  let onDisk = await file.size();
  return {
    ...file,
    async write(bytes) {
      await pass('write');
      await pass('torn', async () => void (await file.write(bytes.subarray(0, bytes.length / 2))));
      const count = await file.write(bytes);
      await pass('written');
      // What the computer still had in its memory when the power went.
      await pass('power', () => file.truncate(onDisk));
      return count;
    },
    async sync() {
      const size = await file.size();
      await file.sync();
      // Two may be under way, and the one that began first end last.
      onDisk = Math.max(onDisk, size);
      await pass('synced');
    },
  };
}
