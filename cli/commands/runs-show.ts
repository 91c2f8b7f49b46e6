import type { Command } from '../command.ts';
import { formatFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, readPlace } from '../run/run-flags.ts';

/** `grundval runs show RUN`: the plan of a run, who has approved it, how each server stands, and what waits. */
export const runsShow: Command = {
  name: 'runs show',
  summary: {
    sv: 'Visar en körning: plan, godkännanden, hur det står till och vad som väntar',
    en: 'Shows a run: plan, approvals, how it stands and what waits',
  },
  usage: { words: 'RUN', flags: [dirHelp, formatFlag] },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs show',
      flags: { dir: { type: 'string' }, format: { type: 'string', oneOf: ['text', 'json'] } },
      required: ['RUN'],
    });
    const { folder } = await readPlace({ dir: flags.dir, key: undefined }, io);
    const { showRun } = await import('../run/show-run.ts');
    return showRun(folder, words[0] ?? '', flags.format ?? 'text', io);
  },
};
