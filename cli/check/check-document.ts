import type { Formatter } from '#model/format/formatter.ts';
import { countByStatus } from '#policies/count.ts';
import { type Block, heading, paragraph } from '../document/block.ts';
import { blockingIssues, type CheckReport, exitStatus, refusedUnsupported } from './check-report.ts';
import { checkWords } from './check-words.ts';
import { comparisonBlocks } from './comparison-blocks.ts';
import { controlBlocks } from './control-blocks.ts';
import { platformBlocks } from './platform-blocks.ts';
import { statusWords } from './status-words.ts';

/** The whole check as a document: the verdict, what is different, the controls, the plan and its resources. */
export function checkDocument(report: CheckReport, format: Formatter): readonly Block[] {
  const { declaration, evaluation, base, checkedAt, folder } = report;
  const counts = countByStatus(evaluation.results);
  const statuses = (['finding', 'exempt', 'not-measured', 'met'] as const).filter(
    (status) => counts[status] > 0,
  );
  return [
    heading(1, `${declaration.organisation.organisation.name}: grundval check`),
    paragraph(`${folder} · ${format.instant(checkedAt)}`),
    paragraph(verdict(report, format)),
    paragraph(
      statuses.map((status) => format.count(counts[status], statusWords[status][format.lang])).join(' · '),
    ),
    ...(base === null ? [] : comparisonBlocks(report, base, format)),
    ...controlBlocks(report, format.lang),
    ...platformBlocks(report, format),
  ];
}

/** What it comes to, in a sentence. */
export function verdict(report: CheckReport, format: Formatter): string {
  const words = checkWords[format.lang];
  const status = exitStatus(report);
  if (status === 70) return words.verdictFailed;
  if (status === 0) return words.verdictClean;
  const { blocking, platform } = report;
  const stops = [
    [blocking.length, words.findings],
    [blockingIssues(report).length, words.planIssues],
    [platform.differences.length, words.differences],
    [platform.mistakes.length, words.mistakes],
    [refusedUnsupported(report).length, words.unsupported],
  ] as const;
  const said = stops.flatMap(([count, word]) => (count === 0 ? [] : [format.count(count, word)]));
  return words.verdictBlocked(
    format.list(said),
    stops.reduce((sum, [count]) => sum + count, 0),
  );
}
