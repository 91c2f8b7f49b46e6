import type { ControlId, ControlResult, Evidence } from '#model/controls/result.ts';
import { resultStatuses } from '#model/controls/result.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import { createFormatter, type Formatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Control } from '#policies/control.ts';
import { countByStatus, type StatusCounts } from '#policies/count.ts';
import { renderLines } from '../document/render-lines.ts';
import { verdict } from './check-document.ts';
import { type CheckReport, exitStatus } from './check-report.ts';
import { checkWords } from './check-words.ts';
import { comparisonBlocks } from './comparison-blocks.ts';
import { createPaint, type Paint, printable } from './paint.ts';
import { platformBlocks } from './platform-blocks.ts';
import { severityWords, shapes, statusWords } from './status-words.ts';
import { wrap } from './wrap.ts';

export interface TextOptions {
  readonly lang: Lang;
  readonly colour: boolean;
  readonly columns?: number;
}

interface Page {
  readonly report: CheckReport;
  readonly lang: Lang;
  readonly format: Formatter;
  readonly paint: Paint;
  readonly columns: number | undefined;
}

/** The report as lines for people: what needs doing under each control, then what was not run, then the sum. */
export function renderText(report: CheckReport, options: TextOptions): readonly string[] {
  const page: Page = {
    report,
    lang: options.lang,
    format: createFormatter(options.lang),
    paint: createPaint(options.colour),
    columns: options.columns === undefined ? undefined : Math.min(options.columns, 100),
  };
  const byControl = Map.groupBy(report.evaluation.results, ({ control }) => control);
  return [
    ...head(page),
    ...report.controls.flatMap((control) => renderControl(page, control, byControl.get(control.id) ?? [])),
    ...renderNotRun(page),
    ...renderFailed(page),
    ...renderPlatform(page),
    ...renderSummary(page),
  ];
}

function head({ report, paint, format }: Page): readonly string[] {
  const name = printable(report.declaration.organisation.organisation.name);
  return [`${paint(name, 'strong')} · ${report.folder} · ${format.instant(report.checkedAt)}`, ''];
}

function renderControl(page: Page, control: Control, results: readonly ControlResult[]): readonly string[] {
  if (results.length === 0) return [];
  const { lang, paint, columns } = page;
  const open = results.filter(({ status }) => status !== 'met');
  const needsAction = results.some(({ status }) => status === 'finding');
  const [title = '', ...more] = wrap(`${control.id}  ${control.title[lang]}`, 0, columns);
  return [
    paint(title, 'strong'),
    ...more.map((line) => paint(`       ${line}`, 'strong')),
    ...renderCounts(page, results),
    ...open.flatMap((result) => renderResult(page, result)),
    ...(needsAction ? wrap(`${checkWords[lang].remedy}: ${control.remedy[lang]}`, 4, columns) : []),
    '',
  ];
}

function renderCounts(page: Page, results: readonly ControlResult[]): readonly string[] {
  const { lang, format, columns } = page;
  const total = format.count(results.length, checkWords[lang].subjects(results));
  const counts = countByStatus(results);
  const line = `${statusList(page, counts)} ${checkWords[lang].of} ${total}`;
  // The escape codes of colours take no room, so the plain text decides where to break.
  const plain = `${statusList({ ...page, paint: (text) => text }, counts)} ${checkWords[lang].of} ${total}`;
  return columns === undefined || plain.length + 2 <= columns ? [`  ${line}`] : wrap(plain, 2, columns);
}

/** `▲ 1 avvikelse · ● 20 uppfyllda`: only what there is. */
function statusList({ lang, format, paint }: Page, counts: StatusCounts): string {
  return resultStatuses
    .filter((status) => counts[status] > 0)
    .map((status) =>
      paint(`${shapes[status]} ${format.count(counts[status], statusWords[status][lang])}`, status),
    )
    .join(' · ');
}

function renderResult(page: Page, result: ControlResult): readonly string[] {
  const { lang, paint, report, columns } = page;
  const { status, subject, severity, exemption } = result;
  const words = checkWords[lang];
  const label = `${shapes[status]} ${statusWords[status][lang].one}`;
  const notes = [
    ...(status === 'finding' ? [severityWords[severity][lang]] : []),
    ...(report.blocking.includes(result) ? [words.blocks] : []),
    ...(status === 'exempt' && exemption !== null ? [words.until(exemption.until)] : []),
  ];
  const name = printable(subject.name);
  const title = `${label}  ${paint(name, 'strong')}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  return [
    `  ${title.replace(label, paint(label, status))}`,
    ...wrap(printable(result.message[lang]), 4, columns),
    ...renderEvidence(page, result),
  ];
}

function renderEvidence(page: Page, { evidence, subject }: ControlResult): readonly string[] {
  const { report, lang, paint, columns } = page;
  const own = serviceFilePath(subject.id);
  const isOwnShown = evidence.some(({ source }) => source.startsWith(own));
  const shown: readonly Pick<Evidence, 'source' | 'text' | 'attestation'>[] =
    subject.kind === 'service' && !isOwnShown
      ? [{ source: own, text: { sv: '', en: '' } }, ...evidence]
      : evidence;
  return shown.flatMap(({ source, text, attestation }) => {
    const place = placeOf(report, source);
    const note = attestation === undefined ? '' : ` (${checkWords[lang].attestations[attestation]})`;
    const said = printable(text[lang]) + note;
    if (said === '') return [`    ${place}`];
    const line = `${place}  ${said}`;
    return columns === undefined || line.length + 4 <= columns
      ? [`    ${place}  ${paint(said, 'faint')}`]
      : [`    ${place}`, ...wrap(said, 6, columns).map((part) => paint(part, 'faint'))];
  });
}

/** A declared file by the path from where the caller stands; anything else as it is. */
function placeOf({ folder, declaration }: CheckReport, source: string): string {
  const file = source.replace(/:\d+$/, '');
  if (declaration.lines[file] === undefined) return source;
  return folder === '.' ? source : `${folder.replace(/\/+$/, '')}/${source}`;
}

function titleOf(controls: readonly Control[], id: ControlId, lang: Lang): string {
  return controls.find((control) => control.id === id)?.title[lang] ?? id;
}

function renderNotRun({ report, lang, paint, columns }: Page): readonly string[] {
  const { notRun } = report.evaluation;
  if (notRun.length === 0) return [];
  const words = checkWords[lang];
  return [
    paint(words.notRun, 'strong'),
    ...notRun.flatMap(({ control, missing, partly }) => [
      ...wrap(`○ ${control}  ${titleOf(report.controls, control, lang)}`, 2, columns),
      ...wrap(
        `${partly ? words.partly : ''}${missing.map((part) => words.missing[part]).join(' ')}`,
        4,
        columns,
      ),
    ]),
    '',
  ];
}

function renderFailed({ report, lang, paint, columns }: Page): readonly string[] {
  const { failed } = report.evaluation;
  if (failed.length === 0) return [];
  const words = checkWords[lang];
  return [
    paint(words.failed, 'strong'),
    ...failed.flatMap(({ control, error }) =>
      wrap(`${control}  ${titleOf(report.controls, control, lang)}: ${printable(error.message)}`, 2, columns),
    ),
    '',
  ];
}

function renderPlatform({ report, format, paint, columns }: Page): readonly string[] {
  const blocks = [
    ...platformBlocks(report, format),
    ...(report.base === null ? [] : comparisonBlocks(report, report.base, format)),
  ];
  return renderLines(blocks, { columns, strong: (text) => paint(text, 'strong') });
}

function renderSummary(page: Page): readonly string[] {
  const { report, lang, format, paint, columns } = page;
  const words = checkWords[lang];
  const { results } = report.evaluation;
  const counts = countByStatus(results);
  const selfDeclared = results.filter(({ evidence }) =>
    evidence.some(({ attestation }) => attestation === 'self-declared'),
  );
  const proposed = report.declaration.services.filter(({ stage }) => stage === 'proposed').length;
  const total = format.count(counts.total, words.judgements);
  const status = exitStatus(report);
  return [
    paint(words.summary, 'strong'),
    ...(counts.total === 0 ? [] : [`  ${total}: ${statusList(page, counts)}`]),
    ...(proposed === 0 ? [] : wrap(words.proposed(proposed), 2, columns)),
    ...(selfDeclared.length === 0
      ? []
      : wrap(words.selfDeclared(format.number(selfDeclared.length), total), 2, columns)),
    ...wrap(verdict(report, format), 2, columns).map((line) => paint(line, status === 0 ? 'met' : 'finding')),
  ];
}
