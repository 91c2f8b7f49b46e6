import type { Command } from '../command.ts';
import { formatFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, readPlace } from '../run/run-flags.ts';

/** `grundval runs list`: the runs of a declaration's platform that were planned here, newest first. */
export const runsList: Command = {
  name: 'runs list',
  summary: {
    sv: 'Listar körningar: planerade, pågående och avslutade',
    en: 'Lists runs: planned, going on and ended',
  },
  usage: {
    words: '',
    flags: [
      {
        flag: '--open',
        says: { sv: 'bara de som inte är avslutade', en: 'only those that have not ended' },
      },
      dirHelp,
      formatFlag,
    ],
  },
  async run(args, io) {
    const { flags } = parseArguments(args, {
      command: 'runs list',
      flags: {
        dir: { type: 'string' },
        open: { type: 'boolean' },
        format: { type: 'string', oneOf: ['text', 'json'] },
      },
    });
    const { folder } = await readPlace({ dir: flags.dir, key: undefined }, io);
    const [{ listRuns }, { listLines }] = await Promise.all([
      import('../run/list-runs.ts'),
      import('../run/run-text.ts'),
    ]);
    const runs = (await listRuns(folder, io.now())).filter(({ isOver }) => !flags.open || !isOver);
    if (flags.format === 'json') io.out(JSON.stringify({ schemaVersion: 1, runs }, null, 2));
    else for (const line of listLines(runs, io)) io.out(line);
    return 0;
  },
};
