import type { Lang } from '#model/format/lang.ts';
import { countByControl } from '#policies/count.ts';
import { type Block, heading, table } from '../document/block.ts';
import type { CheckReport } from './check-report.ts';
import { severityWords, statusWords } from './status-words.ts';

const words = {
  sv: {
    title: 'Kontroller',
    control: 'Kontroll',
    open: 'Det som inte är uppfyllt',
    subject: 'Gäller',
    state: 'Läge',
    severity: 'Allvar',
    what: 'Vad',
    where: 'Var',
    remedy: 'Åtgärd',
  },
  en: {
    title: 'Controls',
    control: 'Control',
    open: 'What is not met',
    subject: 'Of',
    state: 'State',
    severity: 'Severity',
    what: 'What',
    where: 'Where',
    remedy: 'Remedy',
  },
} as const;

/** The controls with their counts, and everything that is not met. */
export function controlBlocks({ controls, evaluation, blocking }: CheckReport, lang: Lang): readonly Block[] {
  const said = words[lang];
  const counts = countByControl(controls, evaluation.results);
  const judged = controls.flatMap((control) => {
    const count = counts.get(control.id);
    return count === undefined || count.total === 0 ? [] : [{ control, count }];
  });
  const statuses = ['finding', 'exempt', 'not-measured', 'met'] as const;
  const open = evaluation.results.filter(({ status }) => status !== 'met');
  const remedies = new Map(controls.map(({ id, remedy }) => [id, remedy[lang]]));
  return [
    heading(2, said.title),
    table(
      [said.control, '', ...statuses.map((status) => `#${statusWords[status][lang].other}`)],
      judged.map(({ control, count }) => [
        control.id,
        control.title[lang],
        ...statuses.map((status) => String(count[status])),
      ]),
    ),
    ...(open.length === 0
      ? []
      : [
          heading(3, said.open),
          table(
            [said.control, said.subject, said.state, said.severity, said.what, said.where, said.remedy],
            open.map((result) => [
              result.control,
              result.subject.name,
              blocking.includes(result)
                ? `${statusWords[result.status][lang].one}, ${lang === 'sv' ? 'spärr' : 'blocking'}`
                : statusWords[result.status][lang].one,
              severityWords[result.severity][lang],
              result.message[lang],
              result.evidence[0]?.source ?? '',
              result.status === 'finding' ? (remedies.get(result.control) ?? '') : '',
            ]),
          ),
        ]),
  ];
}
