import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { expectationOf } from '#model/runs/parameter-expectation.ts';
import { rulesOfProcedure } from '#model/runs/procedure-rules.ts';
import { trialWords } from '#model/runs/procedure-trial.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { namePlaceholders } from '../placeholders.ts';
import { flagHelp, parameterFlags } from './procedure-flags.ts';
import { summariseProcedure } from './summarise-procedure.ts';

const words = {
  written: { sv: 'Skriven av', en: 'Written by' },
  other: { sv: 'In English', en: 'På svenska' },
  all: { sv: 'Alla procedurer', en: 'All procedures' },
  rules: { sv: 'Regler', en: 'Rules' },
  rule: { sv: 'Regel', en: 'Rule' },
  says: { sv: 'Innebär', en: 'Means' },
  parameters: { sv: 'Parametrar', en: 'Parameters' },
  none: { sv: 'Inga.', en: 'None.' },
  flag: { sv: 'Flagga', en: 'Flag' },
  what: { sv: 'Vad', en: 'What' },
  expected: { sv: 'Får vara', en: 'May be' },
  required: { sv: 'Måste anges', en: 'Required' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  initial: { sv: 'nej, förval', en: 'no, default' },
  secretFile: { sv: 'en fil som bara du får läsa', en: 'a file that only you may read' },
  command: { sv: 'Kommando', en: 'Command' },
  afterwards: {
    sv: 'Planen godkänns med `grundval runs approve`, och körs med `grundval runs start`.',
    en: 'The plan is approved by `grundval runs approve`, and run by `grundval runs start`.',
  },
  evidence: { sv: 'Underlag', en: 'Evidence' },
  noEvidence: {
    sv: 'Inget eget; allt som görs står i körningens journal.',
    en: 'None of its own; all that is done stands in the journal of the run.',
  },
  name: { sv: 'Namn', en: 'Name' },
  tried: { sv: 'Hur den är prövad', en: 'How it is tried' },
} satisfies Readonly<Record<string, Text>>;

const files: Readonly<Record<Lang, string>> = { sv: '.sv.md', en: '.md' };

/** Name of a page's file: `restart-service.md`, `restart-service.sv.md`; the list of all is `README`. */
export const procedurePageFile = (id: string, lang: Lang): string => `${id}${files[lang]}`;

/** What stands at the head of every page that is written by the command. */
export function head(lang: Lang): string {
  return `<!-- ${words.written[lang]} \`grundval procedures --out docs/procedures\`. -->`;
}

/** One procedure as a Markdown page: what it does, its rules, what it takes and leaves, and how it was tried. */
export function procedurePage(procedure: Procedure, lang: Lang): string {
  const { id, title, docs, evidence, tried } = summariseProcedure(procedure);
  const rules = rulesOfProcedure(procedure, (role) => `\`${role}\``);
  const left = Object.entries(evidence);
  const other = lang === 'sv' ? 'en' : 'sv';
  return [
    head(lang),
    '',
    `# ${title[lang]}`,
    '',
    `\`${id}\` · [${words.other[lang]}](${procedurePageFile(id, other)}) · [${words.all[lang]}](${procedurePageFile('README', lang)})`,
    '',
    docs[lang],
    '',
    `## ${words.rules[lang]}`,
    '',
    ...table(
      [words.rule[lang], words.says[lang]],
      rules.map(({ name, says }) => [name[lang], says[lang]]),
    ),
    '',
    `## ${words.parameters[lang]}`,
    '',
    ...parameterLines(procedure, lang),
    '',
    `## ${words.command[lang]}`,
    '',
    '```sh',
    commandLine(procedure, lang),
    '```',
    '',
    words.afterwards[lang],
    '',
    `## ${words.evidence[lang]}`,
    '',
    ...(left.length === 0
      ? [words.noEvidence[lang]]
      : table(
          [words.name[lang], words.what[lang]],
          left.map(([name, what]) => [`\`${name}\``, what[lang]]),
        )),
    '',
    `## ${words.tried[lang]}`,
    '',
    `${trialWords(tried)[lang]}.`,
    '',
  ].join('\n');
}

function parameterLines(procedure: Procedure, lang: Lang): readonly string[] {
  const flags = parameterFlags(procedure);
  if (flags.length === 0) return [words.none[lang]];
  const { properties } = summariseProcedure(procedure).parametersSchema;
  const help = flagHelp(flags);
  return table(
    [words.flag[lang], words.what[lang], words.expected[lang], words.required[lang]],
    flags.map(({ parameter, says, isRequired, kind, initial }, at) => [
      `\`${namePlaceholders(help[at]?.flag ?? '', lang)}\``,
      says[lang],
      kind === 'secret'
        ? `${words.secretFile[lang]}: ${expectationOf(properties[parameter] ?? {})[lang]}`
        : expectationOf(properties[parameter] ?? {})[lang],
      isRequired
        ? words.yes[lang]
        : initial === undefined
          ? words.no[lang]
          : `${words.initial[lang]} \`${typeof initial === 'string' ? initial : JSON.stringify(initial)}\``,
    ]),
  );
}

/** The call with what must be given. */
function commandLine(procedure: Procedure, lang: Lang): string {
  const required = flagHelp(parameterFlags(procedure)).filter(({ isRequired }) => isRequired === true);
  return [
    'grundval run',
    procedure.id,
    ...required.map(({ flag }) => namePlaceholders(flag, lang)),
    '--plan',
  ].join(' ');
}

/** Rows of a Markdown table. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)];
}
