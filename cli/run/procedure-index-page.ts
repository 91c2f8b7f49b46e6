import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { approversOf, systemsText } from '#model/runs/procedure-rules.ts';
import { trialWords } from '#model/runs/procedure-trial.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { head, procedurePageFile, table } from './procedure-page.ts';
import { summariseProcedure } from './summarise-procedure.ts';

const words = {
  title: { sv: 'Procedurer', en: 'Procedures' },
  lead: {
    sv: 'Vad `grundval procedures` listar. Inget ändras utan en plan som någon har godkänt; akuta ändringar granskas efteråt.',
    en: 'What `grundval procedures` lists. Nothing is changed without a plan that somebody approved; emergencies are looked at afterwards.',
  },
  other: { sv: 'In English', en: 'På svenska' },
  name: { sv: 'Namn', en: 'Name' },
  tried: { sv: 'Hur den är prövad', en: 'How it is tried' },
  procedure: { sv: 'Procedur', en: 'Procedure' },
  approved: { sv: 'Godkänns av', en: 'Approved by' },
  servers: { sv: 'Servrar med', en: 'Servers with' },
} satisfies Readonly<Record<string, Text>>;

/** The list of all procedures as a Markdown page. */
export function procedureIndexPage(procedures: readonly Procedure[], lang: Lang): string {
  const other = lang === 'sv' ? 'en' : 'sv';
  return [
    head(lang),
    '',
    `# ${words.title[lang]}`,
    '',
    `[${words.other[lang]}](${procedurePageFile('README', other)})`,
    '',
    words.lead[lang],
    '',
    ...table(
      [words.procedure[lang], words.name[lang], words.approved[lang], words.servers[lang], words.tried[lang]],
      procedures.map((procedure) => [
        `[${procedure.title[lang]}](${procedurePageFile(procedure.id, lang)})`,
        `\`${procedure.id}\``,
        approversOf(procedure.approve, (role) => `\`${role}\``)[lang],
        systemsText(procedure.systems)[lang],
        trialWords(summariseProcedure(procedure).tried)[lang],
      ]),
    ),
    '',
  ].join('\n');
}
