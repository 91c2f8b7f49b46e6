import type { Declaration } from '#model/declaration/declaration.ts';
import type { Formatter } from '#model/format/formatter.ts';
import type { EnergyEstimate } from '#model/platform/planned-cost.ts';
import { type Block, heading, list, paragraph, table } from '../document/block.ts';
import type { BaseComparison, CheckReport } from './check-report.ts';
import type { AmountChange, Comparison } from './compare-checks.ts';
import { comparisonWords } from './comparison-words.ts';

/** The five differences to an earlier revision, each with its own heading whether or not there is one. */
export function comparisonBlocks(
  report: CheckReport,
  { revision, outcome }: BaseComparison,
  format: Formatter,
): readonly Block[] {
  const words = comparisonWords[format.lang];
  const title = heading(2, words.title(revision));
  if ('missing' in outcome) return [title, paragraph(words.missing(outcome.missing[format.lang]))];
  return [
    title,
    ...configuration(outcome, format),
    ...controlChanges(outcome, format),
    ...cost(report, outcome, format),
    ...energy(outcome, format),
    ...affected(report, outcome, format),
  ];
}

function configuration(
  { configuration: { changes, stacks } }: Comparison,
  { lang, number }: Formatter,
): readonly Block[] {
  const words = comparisonWords[lang];
  return [
    heading(3, words.configuration),
    changes.length === 0
      ? paragraph(words.noChanges)
      : table(
          [words.change, words.declared],
          changes.map(({ what, source }) => [what[lang], source ?? '']),
        ),
    ...(stacks.length === 0
      ? []
      : [
          table(
            [words.stack, `#${words.added}`, `#${words.changed}`, `#${words.removed}`],
            stacks.map(({ stack, added, changed, removed }) => [
              stack,
              number(added.length),
              number(changed.length),
              number(removed.length),
            ]),
          ),
        ]),
  ];
}

function controlChanges({ controls }: Comparison, { lang }: Formatter): readonly Block[] {
  const words = comparisonWords[lang];
  const said = (status: Comparison['controls'][number]['before']) =>
    status === null ? words.notJudged : words.statuses[status];
  return [
    heading(3, words.controls),
    controls.length === 0
      ? paragraph(words.noResults)
      : table(
          [words.control, words.subject, words.before, words.after, words.why],
          controls.map(({ result, before, after }) => [
            result.control,
            result.subject.name,
            said(before),
            said(after),
            after === null ? '' : result.message[lang],
          ]),
        ),
  ];
}

function cost(
  { declaration, plan }: CheckReport,
  { cost: change }: Comparison,
  format: Formatter,
): readonly Block[] {
  const words = comparisonWords[format.lang];
  const row = (name: string, { before, after }: AmountChange): readonly string[] => [
    name,
    kronor(before, format),
    kronor(after, format),
    signed(kronor(Math.abs(after - before), format), after - before),
  ];
  const { municipalities } = declaration.organisation;
  const rows = [
    row(words.standing, change.standing),
    row(words.upcoming, change.upcoming),
    ...change.services.map((amount) => row(serviceName(declaration, amount.id), amount)),
    ...(municipalities.length === 1
      ? []
      : change.consumers.map((amount) =>
          row(municipalities.find(({ id }) => id === amount.id)?.name ?? amount.id, amount),
        )),
  ];
  const isSame = change.services.length === 0;
  return [
    heading(3, words.cost),
    ...(isSame ? [paragraph(words.noCost)] : []),
    table(
      [words.what, `#${words.before}`, `#${words.after}`, `#${words.difference}`],
      isSame ? rows.slice(0, 2) : rows,
    ),
    ...(plan.cost.illustrative ? [paragraph(words.illustrative)] : []),
  ];
}

function kronor(ore: number, { number }: Formatter): string {
  return number(Math.round(ore / 100), 0);
}

function signed(amount: string, sign: number): string {
  if (sign === 0) return '0';
  return `${sign > 0 ? '+' : '−'}${amount}`;
}

function energy({ energy: { before, after } }: Comparison, format: Formatter): readonly Block[] {
  const words = comparisonWords[format.lang];
  const said = ({ kwhPerYear, emissionsKgCo2ePerYear, serversEstimated, servers }: EnergyEstimate): string =>
    kwhPerYear === null
      ? words.energyUnknown(format.number(serversEstimated), format.number(servers))
      : words.energyOf(
          format.number(kwhPerYear.value, 0),
          emissionsKgCo2ePerYear === null ? '–' : format.number(emissionsKgCo2ePerYear.value, 0),
        );
  return [
    heading(3, words.energy),
    table(
      [words.what, words.before, words.after],
      [
        [words.standing.split(',')[0] ?? '', said(before.standing), said(after.standing)],
        [words.upcoming.split(',')[0] ?? '', said(before.upcoming), said(after.upcoming)],
      ],
    ),
  ];
}

function affected(
  { declaration }: CheckReport,
  { affected: { services, fall } }: Comparison,
  format: Formatter,
): readonly Block[] {
  const words = comparisonWords[format.lang];
  if (services.length === 0) return [heading(3, words.affected), paragraph(words.nobody)];
  const names = (ids: readonly string[]) => format.list(ids.map((id) => serviceName(declaration, id)));
  const { users } = fall;
  return [
    heading(3, words.affected),
    list([
      words.touched(names(services)),
      ...(fall.services.length === 0 ? [] : [words.dependents(names(fall.services))]),
      words.users(format.number(users.atLeast), format.number(users.atMost)),
      ...(users.uncounted.length === 0 ? [] : [words.uncounted(names(users.uncounted))]),
      ...(fall.essential.length === 0 ? [] : [words.essential(names(fall.essential))]),
      ...(fall.inhabitants === null || fall.inhabitants === 0
        ? []
        : [words.inhabitants(format.number(fall.inhabitants))]),
    ]),
  ];
}

function serviceName({ services }: Declaration, id: string): string {
  return services.find((service) => service.id === id)?.name ?? id;
}
