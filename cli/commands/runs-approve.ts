import { bilingualError } from '#model/bilingual-error.ts';
import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, keyHelp, placeFlags, readPlace } from '../run/run-flags.ts';

/** `grundval runs approve RUN --as role:…`: signs the plan of a run, after it has been shown. */
export const runsApprove: Command = {
  name: 'runs approve',
  summary: {
    sv: 'Visar och godkänner en plan, med din egen nyckel',
    en: 'Shows a plan and approves it, with your own key',
  },
  usage: {
    words: 'RUN',
    flags: [
      {
        flag: '--as role:ID',
        isRequired: true,
        says: {
          sv: 'rollen du godkänner i; role:owner som tjänstens ägare',
          en: 'the role you approve in; role:owner as owner of the service',
        },
      },
      keyHelp,
      {
        flag: '--valid-for TIME',
        says: {
          sv: 'hur länge det gäller (planens längsta tid)',
          en: 'how long it holds (the longest of the plan)',
        },
      },
      { flag: '--reason TEXT', says: { sv: 'vad du har tittat på', en: 'what you have looked at' } },
      dirHelp,
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs approve',
      flags: {
        ...placeFlags,
        as: { type: 'string' },
        reason: { type: 'string' },
        'valid-for': { type: 'string' },
      },
      required: ['RUN'],
    });
    const role = /^role:(.+)$/.exec(flags.as ?? '')?.[1];
    if (role === undefined) throw noRole();
    const place = await readPlace(flags, io);
    const { approveRun } = await import('../run/approve-run.ts');
    return approveRun(
      {
        place,
        given: words[0] ?? '',
        role,
        reason: flags.reason ?? '',
        validFor: flags['valid-for'] ?? null,
      },
      io,
    );
  },
};

function noRole() {
  return bilingualError(
    'usage/missing-flag',
    {
      sv: '`grundval runs approve` behöver rollen du godkänner i: --as role:ID.',
      en: '`grundval runs approve` needs the role you approve in: --as role:ID.',
    },
    { sv: 'Till exempel: --as role:it-chef', en: 'For instance: --as role:it-chef' },
  );
}
