import type { Command } from '../command.ts';
import { workCommand, workUsage } from '../run/work-command.ts';

/** `grundval runs resume RUN`: goes on with a run that was paused, or whose controller is gone. */
export const runsResume: Command = {
  name: 'runs resume',
  summary: {
    sv: 'Går vidare med en pausad eller avbruten körning; inget görs två gånger',
    en: 'Goes on with a run that was paused or cut off; nothing is done twice',
  },
  usage: workUsage([
    {
      flag: '--accept-source',
      says: {
        sv: 'går vidare fast procedurens källkod är en annan än den godkända',
        en: 'goes on though the source of the procedure is another than was approved',
      },
    },
  ]),
  run: (args, io) =>
    workCommand(args, io, {
      name: 'runs resume',
      flags: { 'accept-source': { type: 'boolean' } },
      decide: (flags) => ({ resume: true, acceptsSource: flags['accept-source'] }),
    }),
};
