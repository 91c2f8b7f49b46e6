import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, keyHelp, placeFlags } from '../run/run-flags.ts';

/** `grundval runs pause RUN`: lets a run that goes on, at whatever terminal, finish what was begun and then wait. */
export const runsPause: Command = {
  name: 'runs pause',
  summary: {
    sv: 'Pausar en körning som pågår; det som är påbörjat avslutas',
    en: 'Pauses a run that goes on; what was begun is finished',
  },
  usage: { words: 'RUN', flags: [keyHelp, dirHelp] },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs pause',
      flags: placeFlags,
      required: ['RUN'],
    });
    const { pauseRun } = await import('../run/pause-run.ts');
    return pauseRun(flags, words[0] ?? '', io);
  },
};
