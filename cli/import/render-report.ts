import type { Signal } from '#agents/collector/identity/signals.ts';
import type { ImportReport } from '#agents/collector/importers/import-report.ts';
import type { DropReason, Rejection } from '#agents/collector/importers/importer.ts';
import { createFormatter, type Formatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import { type ImportWords, importWords } from './words.ts';

/** Rows named for one and the same reason; the JSON has them all. */
const shownPerReason = 5;
const dropReasons: readonly DropReason[] = ['personal', 'secret', 'free-text', 'not-needed', 'unknown'];

/** What an import did, as lines that a person wants to read. */
export function renderReport(report: ImportReport, lang: Lang): readonly string[] {
  const words = importWords[lang];
  const format = createFormatter(lang);
  const sections = [
    [words.head(report.fileName, report.source), readLine(report, words, format)],
    outcomeLines(report, words, format),
    titled(words.leftOut, leftOutLines(report, words, format)),
    titled(words.rejected(report.rejected.length), rejectedLines(report.rejected, words, lang)),
    titled(words.conflicts, conflictLines(report, words)),
    titled(words.dropped, droppedLines(report, words)),
    titled(
      words.notes,
      report.warnings.map((warning) => warning[lang]),
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function readLine({ rowsRead, taken, kinds }: ImportReport, words: ImportWords, format: Formatter): string {
  const parts = Object.entries(kinds)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => format.count(count, words.kinds[kind] ?? { one: kind, other: kind }));
  const detail = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${format.count(rowsRead, words.row)} ${words.read}, ${format.count(taken, words.device)} ${words.taken}${detail}.`;
}

function outcomeLines({ outcome }: ImportReport, words: ImportWords, format: Formatter): readonly string[] {
  switch (outcome.kind) {
    case 'checked':
      return [words.checked];
    case 'refused':
      return [words.refused];
    case 'repeated':
      return [words.repeated(format.instant(new Date(outcome.importedAt)))];
    case 'saved': {
      const changes = (['created', 'linked', 'updated', 'unchanged', 'noLongerListed'] as const)
        .filter((change) => outcome[change] > 0 || change === 'created')
        .map((change) => `${format.number(outcome[change])} ${words.changes[change]}`);
      const held =
        outcome.heldBack === 0 ? [] : [`  ${words.heldBack(format.count(outcome.heldBack, words.device))}`];
      return [words.register, ...changes.map((line) => `  ${line}`), ...held];
    }
  }
}

function leftOutLines({ leftOut }: ImportReport, words: ImportWords, format: Formatter): readonly string[] {
  const { personallyOwned, disposed, replaced, repeatedHeaders, emptyRows } = leftOut;
  const counts = [
    [personallyOwned, words.personallyOwned],
    [disposed, words.disposed],
    [repeatedHeaders, words.repeatedHeader],
    [emptyRows, words.emptyRow],
  ] as const;
  return [
    ...counts.flatMap(([count, word]) => (count === 0 ? [] : [format.count(count, word)])),
    ...shorten(
      replaced.map(({ line, name, by }) => words.replaced(line, name ?? '–', by)),
      words,
    ),
  ];
}

function rejectedLines(rejected: readonly Rejection[], words: ImportWords, lang: Lang): readonly string[] {
  const groups = Map.groupBy(rejected, ({ column, expected }) => `${column} ${expected[lang]}`);
  return [...groups.values()].flatMap((group) =>
    shorten(
      group.map(({ line, column, found, expected }) =>
        words.rejection(line, column, found[lang], expected[lang]),
      ),
      words,
    ),
  );
}

function conflictLines({ outcome }: ImportReport, words: ImportWords): readonly string[] {
  if (outcome.kind !== 'saved') return [];
  const named = (signals: readonly Signal[]): string =>
    signals.map((signal) => words.signals[signal]).join(', ');
  const lines = outcome.conflicts.map(({ line, name, shared, differing }) =>
    words.conflict(line, name, named(shared), named(differing)),
  );
  return shorten(lines, words);
}

function droppedLines({ dropped }: ImportReport, words: ImportWords): readonly string[] {
  return dropReasons.flatMap((reason) => {
    const names = dropped.filter((column) => column.reason === reason).map(({ name }) => name);
    return names.length === 0 ? [] : [`${words.dropReasons[reason]}: ${names.join(', ')}`];
  });
}

function shorten(lines: readonly string[], words: ImportWords): readonly string[] {
  const more = lines.length - shownPerReason;
  return more <= 0 ? lines : [...lines.slice(0, shownPerReason), words.more(more)];
}
