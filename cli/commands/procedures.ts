import { bilingualError } from '#model/bilingual-error.ts';
import type { Command } from '../command.ts';
import { formatFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';

/** `grundval procedures [ID]`: what there is, and what one does, takes and asks for; `--out DIR` writes it all down. */
export const procedures: Command = {
  name: 'procedures',
  summary: {
    sv: 'Listar procedurerna, eller visar en: vad den gör, tar och kräver',
    en: 'Lists the procedures, or shows one: what it does, takes and asks for',
  },
  usage: {
    words: '[ID]',
    flags: [
      formatFlag,
      {
        flag: '--out DIR',
        says: {
          sv: 'skriver i stället en sida för varje procedur i mappen, som Markdown på svenska och engelska',
          en: 'writes instead a page of each procedure to the folder, as Markdown in Swedish and English',
        },
      },
    ],
  },
  async run(args, io) {
    const id = args[0]?.startsWith('-') === false ? args[0] : null;
    const { flags } = parseArguments(args, {
      command: 'procedures',
      flags: { format: { type: 'string', oneOf: ['text', 'json'] }, out: { type: 'string' } },
      required: id === null ? [] : ['ID'],
    });
    if (flags.out !== undefined) {
      if (id !== null || flags.format !== undefined) throw onlyOut();
      const { writeProcedurePages } = await import('../run/write-procedure-pages.ts');
      await writeProcedurePages(flags.out, io);
      return 0;
    }
    const { showProcedures } = await import('../run/show-procedures.ts');
    showProcedures(id, flags.format ?? 'text', io);
    return 0;
  },
};

function onlyOut() {
  return bilingualError(
    'usage/flags-together',
    {
      sv: '`--out` skriver alla procedurers sidor, och tar varken ID eller `--format`.',
      en: '`--out` writes the pages of all procedures, and takes neither an ID nor `--format`.',
    },
    { sv: 'grundval procedures --out MAPP', en: 'grundval procedures --out DIR' },
  );
}
