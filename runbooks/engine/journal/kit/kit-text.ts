import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { verificationLines } from '../verification-text.ts';
import { kitFolder } from './run-folder.ts';
import type { KitVerification } from './verify-kit.ts';

const words = {
  beside: { sv: 'Bredvid journalen', en: 'Beside the journal' },
  plan: { sv: 'Planen', en: 'The plan' },
  outputs: { sv: 'Utdata', en: 'Outputs' },
  of: { sv: 'av', en: 'of' },
  asNamed: {
    sv: 'finns och har den hash som journalen anger',
    en: 'are there with the hash the journal names',
  },
  missing: { sv: 'SAKNAS ELLER ÄR ÄNDRAD', en: 'IS MISSING OR EDITED' },
  unnamed: { sv: 'nämns inte i journalen', en: 'is not named in the journal' },
  keys: { sv: 'Nycklar som har prövats', en: 'Keys that were tried' },
  ownKeys: {
    sv: 'Nycklarna kommer ur själva paketet. Jämför deras kontrolltal med dem som säkerhetsansvarig har lämnat dig, eller ange den listan: --keys FIL',
    en: 'The keys come from the kit itself. Compare their checksums with those the head of security gave you, or name that list: --keys FILE',
  },
} satisfies Readonly<Record<string, Text>>;

const planWords: Readonly<Record<KitVerification['plan'], Text>> = {
  holds: { sv: 'är den som körningen gällde', en: 'is the one the run was of' },
  other: { sv: 'ÄR EN ANNAN än den som körningen gällde', en: 'IS ANOTHER than the run was of' },
  missing: { sv: 'finns inte med', en: 'is not there' },
};

/** A key that was tried, as an auditor compares it. */
export interface TriedKey {
  readonly keyId: string;
  readonly holder: string;
}

/** What a kit proves, as lines for people. */
export function kitLines(
  { journal, plan, outputs }: KitVerification,
  keys: { readonly tried: readonly TriedKey[]; readonly areOwn: boolean },
  lang: Lang,
): readonly string[] {
  return [
    ...verificationLines(journal, lang),
    '',
    `${words.beside[lang]}:`,
    `  ${words.plan[lang]} (${kitFolder.plan}) ${planWords[plan][lang]}.`,
    `  ${words.outputs[lang]}: ${outputs.found} ${words.of[lang]} ${outputs.named} ${words.asNamed[lang]}.`,
    ...outputs.missing.map((hash) => `  ${hash} ${words.missing[lang]}.`),
    ...outputs.unnamed.map((file) => `  ${file.replace(/\p{Cc}/gu, ' ')} ${words.unnamed[lang]}.`),
    ...(keys.tried.length === 0
      ? []
      : [
          '',
          `${words.keys[lang]}:`,
          ...keys.tried.map(({ keyId, holder }) => `  ${keyId} ${holder.replace(/\p{Cc}/gu, ' ')}`),
          ...(keys.areOwn ? [words.ownKeys[lang]] : []),
        ]),
  ];
}
