import { bilingualError } from '#model/bilingual-error.ts';
import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, keyHelp, placeFlags, readPlace } from '../run/run-flags.ts';

/** `grundval runs decide RUN --host --step --is`: what a person has seen of a step that nobody else can tell the end of. */
export const runsDecide: Command = {
  name: 'runs decide',
  summary: {
    sv: 'Skriver in vad du sett, när ingen vet vad som blev av ett steg',
    en: 'Writes down what you saw, where nobody knows what became of a step',
  },
  usage: {
    words: 'RUN',
    flags: [
      { flag: '--host ID', isRequired: true, says: { sv: 'servern', en: 'the server' } },
      { flag: '--step NAME', isRequired: true, says: { sv: 'steget', en: 'the step' } },
      {
        flag: '--is done|not-done|skip-host',
        isRequired: true,
        says: {
          sv: 'gjort; inte gjort och får göras; eller lämna servern',
          en: 'done; not done and may be done; or leave the server',
        },
      },
      keyHelp,
      dirHelp,
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs decide',
      flags: {
        ...placeFlags,
        host: { type: 'string' },
        step: { type: 'string' },
        is: { type: 'string', oneOf: ['done', 'not-done', 'skip-host'] },
      },
      required: ['RUN'],
    });
    const { host, step, is } = flags;
    if (host === undefined || step === undefined || is === undefined) throw incomplete();
    const place = await readPlace(flags, io);
    const { writeDown } = await import('../run/write-down.ts');
    const { decideStep } = await import('#runbooks/engine/execute/decide.ts');
    const run = await writeDown(place, words[0] ?? '', io, (journal, history, by) =>
      decideStep(journal, history, { host, step, by, decision: is }),
    );
    io.out(
      io.lang === 'sv'
        ? `Inskrivet. Vidare: grundval runs resume ${run}`
        : `Written down. To go on: grundval runs resume ${run}`,
    );
    return 0;
  },
};

function incomplete() {
  return bilingualError(
    'usage/missing-flag',
    {
      sv: '`grundval runs decide` behöver --host, --step och --is.',
      en: '`grundval runs decide` needs --host, --step and --is.',
    },
    { sv: 'grundval runs show RUN visar vad som väntar.', en: 'grundval runs show RUN tells what waits.' },
  );
}
