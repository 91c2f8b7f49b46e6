import { z } from 'zod';
import type { Text } from '#model/format/text.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { wrap } from '../check/wrap.ts';
import type { CommandIo } from '../command.ts';
import { namePlaceholders } from '../placeholders.ts';
import { findProcedure } from './find-procedure.ts';
import { flagHelp, parameterFlags } from './procedure-flags.ts';

/**
 * Lists the procedures, or shows one.
 *
 * @throws {GrundvalError} `run/unknown-procedure`
 */
export function showProcedures(id: string | null, form: 'text' | 'json', io: CommandIo): void {
  const chosen = id === null ? procedures : [findProcedure(id)];
  if (form === 'json') {
    const described = chosen.map(describe);
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

/** A procedure as programs read it. */
function describe({ id, title, docs, params, change, approve, rollout, systems }: Procedure) {
  return {
    id,
    title,
    docs,
    change,
    approve,
    rollout,
    systems,
    parameters: z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }),
  };
}

const words = {
  change: {
    standard: { sv: 'Standardändring', en: 'Standard change' },
    normal: { sv: 'Normal ändring', en: 'Normal change' },
    emergency: { sv: 'Akut ändring', en: 'Emergency change' },
  },
  parameters: { sv: 'Parametrar', en: 'Parameters' },
  required: { sv: 'måste anges', en: 'required' },
  rules: { sv: 'Regler', en: 'Rules' },
} satisfies Readonly<Record<string, Text | Readonly<Record<string, Text>>>>;

function linesOf(procedure: Procedure, io: CommandIo): readonly string[] {
  const { id, title, docs, approve, rollout, change, systems } = procedure;
  const { lang } = io;
  const flags = flagHelp(parameterFlags(procedure));
  const example = flags
    .filter(({ isRequired }) => isRequired === true)
    .map(({ flag }) => namePlaceholders(flag, lang))
    .join(' ');
  const other = approve.notRequester ? (lang === 'sv' ? ', inte den som begär' : ', not who asks') : '';
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
    `  ${words.change[change][lang]}; ${systems.join(', ')}`,
    lang === 'sv'
      ? `  Godkänns av ${approve.approvers} i rollen ${approve.role}${other}; gäller ${approve.validFor}`
      : `  Approved by ${approve.approvers} in the role ${approve.role}${other}; holds for ${approve.validFor}`,
    lang === 'sv'
      ? `  Omgångar ${rollout.batches.join(', ')}; stannar om fler än ${rollout.maxFail} misslyckas; ${rollout.window === 'any' ? 'när som helst' : 'i servicefönster'}`
      : `  Batches ${rollout.batches.join(', ')}; stops if more than ${rollout.maxFail} fail; ${rollout.window === 'any' ? 'at any time' : 'within maintenance windows'}`,
    '',
    `grundval run ${[id, example, '--plan'].filter((word) => word !== '').join(' ')}`,
  ];
}
