import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, keyHelp, placeFlags, readPlace } from '../run/run-flags.ts';

/** `grundval runs review RUN`: a second person has looked at an emergency; with `--text`, what the review came to. */
export const runsReview: Command = {
  name: 'runs review',
  summary: {
    sv: 'Intygar i efterhand att du granskat en akut ändring',
    en: 'Attests afterwards that you looked at an emergency change',
  },
  usage: {
    words: 'RUN',
    flags: [
      {
        flag: '--text TEXT',
        says: {
          sv: 'vad granskningen kom fram till: varför det var bråttom, vad som gjordes, vad som ska ändras',
          en: 'what the review came to: why it was urgent, what was done, what is to change',
        },
      },
      keyHelp,
      dirHelp,
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs review',
      flags: { ...placeFlags, text: { type: 'string' } },
      required: ['RUN'],
    });
    const place = await readPlace(flags, io);
    const [{ writeDown }, { isLookOwed, recordReview, recordSecondPerson }, { foldRunState }] =
      await Promise.all([
        import('../run/write-down.ts'),
        import('#runbooks/engine/execute/emergency.ts'),
        import('#runbooks/engine/execute/run-state.ts'),
      ]);
    const { text } = flags;
    const run = await writeDown(place, words[0] ?? '', io, async (journal, history, by) => {
      const { state } = foldRunState(history);
      if (isLookOwed(state, by)) await recordSecondPerson(journal, state, by, io.now());
      if (text !== undefined) await recordReview(journal, state, { by, text }, io.now());
    });
    io.out(io.lang === 'sv' ? `Inskrivet i ${run}.` : `Written down in ${run}.`);
    return 0;
  },
};
