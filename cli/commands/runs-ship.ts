import type { Command } from '../command.ts';
import { dataFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';
import { dataFolderOf, dirHelp, readPlace } from '../run/run-flags.ts';

/** `grundval runs ship RUN|all`: gives the running collector what it lacks of one run, or of every run. */
export const runsShip: Command = {
  name: 'runs ship',
  summary: {
    sv: 'Skickar körningar till insamlaren: plan, journal, underlag och utskrifter',
    en: 'Sends runs to the collector: plan, journal, evidence and outputs',
  },
  usage: {
    words: 'RUN|all',
    flags: [dirHelp, dataFlag],
    note: {
      sv: 'Får göras hur många gånger som helst. En kedja som skiljer sig från den som insamlaren har fått vägras, och du får veta var.',
      en: 'May be done any number of times. A chain that differs from the one the collector was given is refused, and you are told where.',
    },
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs ship',
      flags: { dir: { type: 'string' }, data: { type: 'string' } },
      required: ['RUN|all'],
    });
    const { folder } = await readPlace({ dir: flags.dir, key: undefined }, io);
    const { shipRuns } = await import('../run/ship-runs.ts');
    return shipRuns(folder, words[0] ?? '', dataFolderOf(flags.data, io), io);
  },
};
