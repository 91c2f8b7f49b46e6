import type { Command } from '../command.ts';
import { workCommand, workUsage } from '../run/work-command.ts';

/** `grundval runs retry-failed RUN`: takes up again the hosts of an ended run that went wrong, and only them. */
export const runsRetryFailed: Command = {
  name: 'runs retry-failed',
  summary: {
    sv: 'Försöker igen med de servrar som misslyckades; gjorda steg görs inte om',
    en: 'Tries the servers that failed again; steps that are done stay done',
  },
  usage: workUsage([
    {
      flag: '--host ID',
      says: { sv: 'bara den servern, får upprepas', en: 'only this server, may be repeated' },
    },
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
      name: 'runs retry-failed',
      flags: { host: { type: 'string', multiple: true }, 'accept-source': { type: 'boolean' } },
      decide: (flags) => ({
        retry: flags.host.length === 0 ? 'all' : flags.host,
        acceptsSource: flags['accept-source'],
      }),
    }),
};
