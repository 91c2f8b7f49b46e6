import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, keyHelp, placeFlags, readPlace } from '../run/run-flags.ts';

/** `grundval runs anchor RUN`: shows the journal's head to those declared outside, where it was not done when it ended. */
export const runsAnchor: Command = {
  name: 'runs anchor',
  summary: {
    sv: 'Förankrar en journal utanför IT-enheten, där det inte gick när körningen slutade',
    en: 'Anchors a journal outside the IT unit, where that failed when the run ended',
  },
  usage: {
    words: 'RUN',
    flags: [keyHelp, dirHelp],
    note: {
      sv: 'Var står under operations.anchors i grundval.yaml. Slutstatus: 0 förankrad överallt, 1 någon tog inte emot, 2 vägrades.',
      en: 'Where stands under operations.anchors in grundval.yaml. Exit status: 0 anchored everywhere, 1 not by all, 2 refused.',
    },
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs anchor',
      flags: placeFlags,
      required: ['RUN'],
    });
    const place = await readPlace(flags, io);
    const { anchorRun } = await import('../run/anchor-run.ts');
    return anchorRun(place, words[0] ?? '', io);
  },
};
