import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import type { ProposedFile } from './service-file.ts';

/**
 * Refuses a proposal that would take the place of something.
 *
 * @throws {GrundvalError} `import/would-overwrite` naming the files
 */
export async function refuseOverwriting(folder: string, files: readonly ProposedFile[]): Promise<void> {
  const there = await Promise.all(
    files.map(({ path }) =>
      stat(join(folder, path)).then(
        () => [path],
        () => [],
      ),
    ),
  );
  const existing = there.flat();
  if (existing.length > 0) throw wouldOverwrite(folder, existing);
}

/** Writes the files, each only where nothing stands. @throws {GrundvalError} `import/cannot-write` */
export async function writeProposal(folder: string, files: readonly ProposedFile[]): Promise<void> {
  for (const { path, text } of files) {
    const target = join(folder, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text, { flag: 'wx' });
    } catch (cause) {
      const code = errorCode(cause);
      if (code === 'EEXIST') throw wouldOverwrite(folder, [path]);
      throw bilingualError(
        'import/cannot-write',
        {
          sv: `${target} kan inte skrivas (${code ?? 'okänt fel'}).`,
          en: `${target} cannot be written (${code ?? 'unknown error'}).`,
        },
        {
          sv: 'Ange en mapp som du får skriva i.',
          en: 'Name a folder that you may write to.',
        },
        { cause },
      );
    }
  }
}

function wouldOverwrite(folder: string, existing: readonly string[]): Error {
  const list = existing.slice(0, 20).join(', ');
  return bilingualError(
    'import/would-overwrite',
    {
      sv: `Filer finns redan i ${folder} och skrivs inte över: ${list}.`,
      en: `Files are in ${folder} already and are not overwritten: ${list}.`,
    },
    {
      sv: 'Flytta dem, eller skriv förslaget i en annan mapp: --out MAPP. Ingenting är skrivet.',
      en: 'Move them, or write the proposal to another folder: --out DIR. Nothing was written.',
    },
    { details: { existing } },
  );
}
