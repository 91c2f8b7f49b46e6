import type { Command } from '../command.ts';
import { formatFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';

/** `grundval procedures [ID]`: what there is, and what one does, takes and asks for. */
export const procedures: Command = {
  name: 'procedures',
  summary: {
    sv: 'Listar procedurerna, eller visar en: vad den gör, tar och kräver',
    en: 'Lists the procedures, or shows one: what it does, takes and asks for',
  },
  usage: { words: '[ID]', flags: [formatFlag] },
  async run(args, io) {
    const id = args[0]?.startsWith('-') === false ? args[0] : null;
    const { flags } = parseArguments(args, {
      command: 'procedures',
      flags: { format: { type: 'string', oneOf: ['text', 'json'] } },
      required: id === null ? [] : ['ID'],
    });
    const { showProcedures } = await import('../run/show-procedures.ts');
    showProcedures(id, flags.format ?? 'text', io);
    return 0;
  },
};
