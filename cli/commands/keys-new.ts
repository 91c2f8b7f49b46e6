import { resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';
import { dirHelp, readPlace } from '../run/run-flags.ts';

/** `grundval keys new --holder ID --out FILE`: a person's own key, and its public half in the list beside the declaration. */
export const keysNew: Command = {
  name: 'keys new',
  summary: {
    sv: 'Gör en persons nyckel för att begära, godkänna och utföra körningar',
    en: 'Makes the key with which a person asks for, approves and carries out runs',
  },
  usage: {
    words: '',
    flags: [
      {
        flag: '--holder ID',
        isRequired: true,
        says: {
          sv: 'personens id i katalogtjänsten, som i grundval.yaml: directory:…',
          en: "the person's directory id, as in grundval.yaml: directory:…",
        },
      },
      {
        flag: '--out FILE',
        isRequired: true,
        says: {
          sv: 'den hemliga nyckeln; filen skrivs aldrig över och får bara du läsa',
          en: 'the secret key; the file is never written over, and only you may read it',
        },
      },
      dirHelp,
    ],
  },
  async run(args, io) {
    const { flags } = parseArguments(args, {
      command: 'keys new',
      flags: { holder: { type: 'string' }, out: { type: 'string' }, dir: { type: 'string' } },
    });
    const { holder, out } = flags;
    if (holder === undefined || out === undefined) throw missing(holder === undefined ? '--holder' : '--out');
    const { folder } = await readPlace({ dir: flags.dir, key: undefined }, io);
    const { makeKey } = await import('../run/make-key.ts');
    const made = await makeKey(folder, holder, resolve(io.cwd, out), io.now());
    io.out(
      io.lang === 'sv'
        ? `Nyckel ${made.keyId.slice(0, 12)} för ${holder}: ${out}. Den öppna halvan står i ${made.list}; låt någon granska ändringen.`
        : `Key ${made.keyId.slice(0, 12)} of ${holder}: ${out}. Its public half is in ${made.list}; have the change reviewed.`,
    );
    return 0;
  },
};

function missing(flag: string) {
  return bilingualError(
    'usage/missing-flag',
    { sv: `\`grundval keys new\` behöver \`${flag}\`.`, en: `\`grundval keys new\` needs \`${flag}\`.` },
    { sv: 'grundval keys new --help', en: 'grundval keys new --help' },
  );
}
