import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import { headsOfMessage } from '#runbooks/engine/journal/anchor/registrar-text.ts';
import { readPlanBeside } from '#runbooks/engine/journal/plan-beside.ts';
import { loadTrust, noTrust } from '#runbooks/engine/journal/trusted-keys.ts';
import type { OutsideHead } from '#runbooks/engine/journal/verification.ts';
import { verificationLines } from '#runbooks/engine/journal/verification-text.ts';
import { verifyJournal } from '#runbooks/engine/journal/verify-file.ts';
import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';

/**
 * `grundval runs verify FILE`: is the journal of a run whole, who has sealed it, who outside vouches for it, and what
 * is not proved. Needs no server and no network. Exit status 1 where it cannot be relied upon.
 */
export const runsVerify: Command = {
  name: 'runs verify',
  summary: {
    sv: 'Kontrollerar en körnings journal: vad den bevisar och inte',
    en: 'Verifies the journal of a run: what it proves and what not',
  },
  usage: {
    words: 'FILE',
    flags: [
      {
        flag: '--keys FILE',
        says: {
          sv: 'nycklar och tidsstämplare som du litar på (keys.json)',
          en: 'keys and timestamp authorities that you trust (keys.json)',
        },
      },
      {
        flag: '--message FILE',
        says: {
          sv: 'ett meddelande som registratorn har registrerat, får upprepas',
          en: 'a message that the registrar has filed; may be repeated',
        },
      },
      {
        flag: '--head HASH',
        says: {
          sv: 'ett huvud som du känner från annat håll, får upprepas',
          en: 'a head that you know from elsewhere; may be repeated',
        },
      },
      {
        flag: '--format text|json',
        says: { sv: 'text för människor (förval) eller JSON', en: 'text for people (default) or JSON' },
      },
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'runs verify',
      flags: {
        keys: { type: 'string' },
        message: { type: 'string', multiple: true },
        head: { type: 'string', multiple: true },
        format: { type: 'string', oneOf: ['text', 'json'] },
      },
      required: ['FILE'],
    });
    const trust = flags.keys === undefined ? noTrust : await loadTrust(resolve(io.cwd, flags.keys));
    const messages = await Promise.all(flags.message.map((path) => readMessage(resolve(io.cwd, path), path)));
    const outside = [...messages.flat(), ...flags.head.map(readHead)];
    const path = resolve(io.cwd, words[0] ?? '');
    const plan = await readPlanBeside(path);
    const verification = await verifyJournal(path, { trust, outside, plan }, io.signal);
    if (flags.format === 'json') io.out(JSON.stringify(verification, null, 2));
    else for (const line of verificationLines(verification, io.lang)) io.out(line);
    return verification.verdict === 'whole' ? 0 : 1;
  },
};

async function readMessage(path: string, given: string): Promise<readonly OutsideHead[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const code = errorCode(cause) ?? '';
    throw bilingualError(
      'runs/message-unreadable',
      {
        sv: `Meddelandet ${given} kan inte läsas (${code}).`,
        en: `The message ${given} cannot be read (${code}).`,
      },
      { sv: 'Ange filen som du fått av registratorn.', en: 'Name the file that the registrar gave you.' },
      { cause },
    );
  });
  const heads = headsOfMessage(text);
  if (heads.length > 0) return heads.map((head) => ({ ...head, from: given }));
  throw bilingualError(
    'runs/no-head',
    { sv: `Meddelandet ${given} nämner inget huvud.`, en: `The message ${given} names no head.` },
    {
      sv: 'Ange meddelandet som det registrerades, eller huvudet självt: --head HASH',
      en: 'Give the message as it was filed, or the head itself: --head HASH',
    },
  );
}

function readHead(head: string): OutsideHead {
  const told = head.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(told)) return { head: told, seq: null, from: '--head' };
  throw bilingualError(
    'usage/flag-value',
    {
      sv: `\`--head\` har värdet "${head}"; 64 hexadecimala tecken behövs.`,
      en: `\`--head\` has the value "${head}"; expected 64 hexadecimal digits.`,
    },
    { sv: 'Kopiera raden "head" ur meddelandet.', en: 'Copy the line "head" of the message.' },
  );
}
