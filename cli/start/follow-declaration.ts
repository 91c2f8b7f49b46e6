import { join } from 'node:path';
import { type ReadDeclaration, readDeclaration } from '#model/declaration/load.ts';
import type { CommandIo } from '../command.ts';
import { describeFailure } from '../failure.ts';
import { watchFolders } from './watch-folders.ts';
import { startWords } from './words.ts';

/**
 * Reads the declaration anew when its files change, and hands it on. One with mistakes is told and not handed
 * on: the former stays in force. Ends with `io.signal`; a folder that cannot be watched is told once.
 */
export async function followDeclaration(
  folder: string,
  io: CommandIo,
  onChange: (read: ReadDeclaration) => Promise<void>,
): Promise<void> {
  const words = startWords[io.lang];
  const read = async () => {
    try {
      const changed = await readDeclaration(folder);
      await onChange(changed);
      io.out(words.redeclared(changed.declaration.services.length));
    } catch (error) {
      for (const line of describeFailure(error, io)) io.err(line);
      io.err(words.unchangedByMistakes);
    }
  };
  try {
    await watchFolders([folder, join(folder, 'services')], io.signal, read);
  } catch (error) {
    for (const line of describeFailure(error, io)) io.err(line);
  }
}
