import type { Command } from '../command.ts';
import { workCommand, workUsage } from '../run/work-command.ts';

/** `grundval runs start RUN`: carries out an approved plan. */
export const runsStart: Command = {
  name: 'runs start',
  summary: { sv: 'Genomför en godkänd plan', en: 'Carries out an approved plan' },
  usage: workUsage([
    {
      flag: '--snapshot FILE',
      says: {
        sv: 'ögonblicksbilden som planen prövas mot (förval: den som grundval check lämnade)',
        en: 'the snapshot the plan is held against (default: the one grundval check left)',
      },
    },
  ]),
  run: (args, io) =>
    workCommand(args, io, {
      name: 'runs start',
      flags: { snapshot: { type: 'string' } },
      decide: () => null,
    }),
};
