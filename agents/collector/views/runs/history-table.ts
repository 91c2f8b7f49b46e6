import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Names } from '../../figures/names.ts';
import type { RunRow } from '../../store/store.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { table } from '../parts/table.ts';
import { instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { chainMark } from './chain-mark.ts';
import { runMark } from './marks.ts';
import { runName } from './run-name.ts';
import { hostCountWords } from './vocabulary.ts';

const words = {
  run: { sv: 'Körning', en: 'Run' },
  outcome: { sv: 'Utfall', en: 'Outcome' },
  ended: { sv: 'Slutade', en: 'Ended' },
  took: { sv: 'Tog', en: 'Took' },
  hosts: { sv: 'Servrar', en: 'Servers' },
  services: { sv: 'Tjänster', en: 'Services' },
  executed: { sv: 'Utfördes av', en: 'Executed by' },
  approved: { sv: 'Godkändes av', en: 'Approved by' },
  nobody: { sv: 'ingen', en: 'nobody' },
  chain: { sv: 'Journal', en: 'Journal' },
};

export interface HistoryTableOptions {
  readonly rows: readonly RunRow[];
  readonly caption: Content;
  readonly empty: Content;
  readonly procedures: readonly ProcedureSummary[];
  readonly names: Names;
}

/** Runs that are over: how they went, how long they took, who was asked, and what their journals are worth. */
export function historyTable(
  { rows, caption, empty, procedures, names }: HistoryTableOptions,
  view: View,
): Html {
  const { format, lang } = view;
  const t = speak(words, lang);
  return table({
    id: 'historiktabell',
    caption,
    columns: [
      { head: t.run, wide: true },
      { head: t.outcome },
      { head: t.ended, tight: true },
      { head: t.took, numeric: true, tight: true },
      { head: t.hosts, numeric: true },
      { head: t.services },
      { head: t.executed },
      { head: t.approved },
      { head: t.chain, tight: true },
    ],
    rows: rows.map((row) => [
      runName(row, procedures, view),
      runMark(row, lang),
      row.closedAt === null ? '–' : instant(row.closedAt, view),
      row.closedAt === null || row.openedAt === null
        ? '–'
        : format.span((row.closedAt.getTime() - row.openedAt.getTime()) / 1000),
      html`${format.number(row.hosts)}${troubles(row, view)}`,
      join(row.services.map(names.service), ', '),
      row.executedBy ?? '–',
      row.approvedBy.length === 0 ? html`<span class="muted">${t.nobody}</span>` : join(row.approvedBy, ', '),
      chainMark(row, lang),
    ]),
    empty,
  });
}

function troubles({ outcomes }: RunRow, { lang }: View): Content {
  const t = speak(hostCountWords, lang);
  const bad = (['failed', 'unreachable', 'unknown', 'skipped'] as const).filter((one) => outcomes[one] > 0);
  return (
    bad.length > 0 && html`<span class="under">${bad.map((one) => t[one](outcomes[one])).join(', ')}</span>`
  );
}
