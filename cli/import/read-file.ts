import { readFile, stat } from 'node:fs/promises';
import { maximumBytes, tooLarge } from '#agents/collector/importers/read-text.ts';
import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';

/** What each command reads. */
const sources = { 'import devices': 'intune|csv', 'import servers': 'rvtools|csv' } as const;
type ImportCommand = keyof typeof sources;

/**
 * Reads the file to import; one that is too large is not read.
 *
 * @throws {GrundvalError} `import/unreadable` with the reason, `import/too-large`
 */
export async function readImportFile(path: string, command: ImportCommand): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { size } = await stat(path);
    if (size > maximumBytes) throw tooLarge(size);
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw cause instanceof GrundvalError ? cause : unreadable(path, command, cause);
  }
}

const reasons: Readonly<Record<string, { readonly sv: string; readonly en: string }>> = {
  ENOENT: { sv: 'den finns inte', en: 'it does not exist' },
  EISDIR: { sv: 'den är en mapp', en: 'it is a folder' },
  EACCES: { sv: 'du får inte läsa den', en: 'you may not read it' },
};

function unreadable(path: string, command: ImportCommand, cause: unknown): Error {
  const code = String(errorCode(cause) ?? cause);
  const reason = reasons[code] ?? { sv: code, en: code };
  return bilingualError(
    'import/unreadable',
    {
      sv: `Filen ${path} går inte att läsa: ${reason.sv}.`,
      en: `The file ${path} cannot be read: ${reason.en}.`,
    },
    {
      sv: `Ange en exporterad fil: grundval ${command} --from ${sources[command]} FIL`,
      en: `Name an exported file: grundval ${command} --from ${sources[command]} FILE`,
    },
    { cause },
  );
}
