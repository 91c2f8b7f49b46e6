import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import type { CommandIo } from '../command.ts';
import { procedureIndexPage } from './procedure-index-page.ts';
import { procedurePage, procedurePageFile } from './procedure-page.ts';

/** Every page of the procedures by its file's name, in both languages. */
export function procedurePages(): ReadonlyMap<string, string> {
  return new Map(
    (['en', 'sv'] as const).flatMap((lang) => [
      [procedurePageFile('README', lang), procedureIndexPage(procedures, lang)] as const,
      ...procedures.map((one) => [procedurePageFile(one.id, lang), procedurePage(one, lang)] as const),
    ]),
  );
}

/**
 * Writes a page for each procedure and a list of them, in both languages.
 *
 * @throws {GrundvalError} `procedures/cannot-write`
 */
export async function writeProcedurePages(given: string, io: CommandIo): Promise<void> {
  const folder = resolve(io.cwd, given);
  const pages = procedurePages();
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of pages) await writeFile(join(folder, name), text);
  } catch (cause) {
    const code = errorCode(cause);
    throw bilingualError(
      'procedures/cannot-write',
      {
        sv: `Sidorna kan inte skrivas i ${given} (${code ?? 'okänt fel'}).`,
        en: `The pages cannot be written to ${given} (${code ?? 'unknown error'}).`,
      },
      { sv: 'Ange en mapp som du får skriva i.', en: 'Name a folder that you may write to.' },
      { cause },
    );
  }
  io.out(
    io.lang === 'sv' ? `${pages.size} sidor skrivna i ${given}` : `${pages.size} pages written to ${given}`,
  );
}
