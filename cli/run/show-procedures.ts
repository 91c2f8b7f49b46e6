import type { Text } from '#model/format/text.ts';
import { rulesOfProcedure } from '#model/runs/procedure-rules.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { wrap } from '../check/wrap.ts';
import type { CommandIo } from '../command.ts';
import { namePlaceholders } from '../placeholders.ts';
import { findProcedure } from './find-procedure.ts';
import { flagHelp, parameterFlags } from './procedure-flags.ts';
import { summariseProcedure } from './summarise-procedure.ts';

/**
 * Lists the procedures, or shows one.
 *
 * @throws {GrundvalError} `run/unknown-procedure`
 */
export function showProcedures(id: string | null, form: 'text' | 'json', io: CommandIo): void {
  const chosen = id === null ? procedures : [findProcedure(id)];
  if (form === 'json') {
    const described = chosen.map(summariseProcedure);
    io.out(JSON.stringify(id === null ? { schemaVersion: 1, procedures: described } : described[0], null, 2));
    return;
  }
  if (id === null) {
    const width = Math.max(...chosen.map((one) => one.id.length));
    for (const one of chosen) io.out(`${one.id.padEnd(width)}  ${one.title[io.lang]}`);
    io.out('');
    io.out(io.lang === 'sv' ? 'En av dem: grundval procedures ID' : 'One of them: grundval procedures ID');
    return;
  }
  for (const procedure of chosen) for (const line of linesOf(procedure, io)) io.out(line);
}

const words = {
  parameters: { sv: 'Parametrar', en: 'Parameters' },
  required: { sv: 'måste anges', en: 'required' },
  rules: { sv: 'Regler', en: 'Rules' },
} satisfies Readonly<Record<string, Text>>;

function linesOf(procedure: Procedure, io: CommandIo): readonly string[] {
  const { id, title, docs } = procedure;
  const rules = rulesOfProcedure(procedure, (role) => role);
  const { lang } = io;
  const flags = flagHelp(parameterFlags(procedure));
  const example = flags
    .filter(({ isRequired }) => isRequired === true)
    .map(({ flag }) => namePlaceholders(flag, lang))
    .join(' ');
  return [
    `${id}  ${title[lang]}`,
    '',
    ...docs[lang].split('\n').flatMap((line) => wrap(line, 0, io.columns)),
    '',
    `${words.parameters[lang]}:`,
    ...flags.map(
      ({ flag, says, isRequired }) =>
        `  ${namePlaceholders(flag, lang)}  ${says[lang]}${isRequired === true ? ` (${words.required[lang]})` : ''}`,
    ),
    '',
    `${words.rules[lang]}:`,
    ...rules.flatMap(({ name, says }) => wrap(`${name[lang]}: ${says[lang]}`, 2, io.columns)),
    '',
    `grundval run ${[id, example, '--plan'].filter((word) => word !== '').join(' ')}`,
  ];
}
