import { resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { bundleVerifier } from '#runbooks/engine/journal/kit/bundle.ts';
import { kitFolder } from '#runbooks/engine/journal/kit/run-folder.ts';
import { writeKit } from '#runbooks/engine/journal/kit/write-kit.ts';
import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';

/** `grundval runs kit DIR --out DIR --keys FILE`: the folder an auditor verifies a run from, on a computer without Grundval. */
export const runsKit: Command = {
  name: 'runs kit',
  summary: {
    sv: 'Skriver ett granskningspaket för en körning, till revisorn',
    en: 'Writes an auditor’s kit of a run, verified without Grundval',
  },
  usage: {
    words: 'DIR',
    flags: [
      {
        flag: '--out DIR',
        says: { sv: 'mappen som skapas', en: 'the folder that is made' },
        isRequired: true,
      },
      {
        flag: '--keys FILE',
        says: {
          sv: 'listan över öppna nycklar (keys.json)',
          en: 'the list of public keys (keys.json)',
        },
        isRequired: true,
      },
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs kit',
      flags: { out: { type: 'string' }, keys: { type: 'string' } },
      required: ['DIR'],
    });
    const [out, keys] = [required('--out', flags.out), required('--keys', flags.keys)];
    await writeKit({
      from: resolve(io.cwd, words[0] ?? '.'),
      to: resolve(io.cwd, out),
      keys: resolve(io.cwd, keys),
      verifier: await bundleVerifier(),
    });
    io.out(
      io.lang === 'sv'
        ? `${out} är skriven. Revisorn börjar med ${kitFolder.readMe}.`
        : `${out} is written. The auditor begins with ${kitFolder.readMe}.`,
    );
    return 0;
  },
};

function required(flag: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw bilingualError(
    'usage/missing-flag',
    { sv: `\`grundval runs kit\` behöver \`${flag}\`.`, en: `\`grundval runs kit\` needs \`${flag}\`.` },
    { sv: 'grundval runs kit --help', en: 'grundval runs kit --help' },
  );
}
