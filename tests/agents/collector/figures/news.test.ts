import { describe, expect, it } from 'vitest';
import { findNews } from '#agents/collector/figures/news.ts';
import { controls } from '#policies/controls/index.ts';

const yesterday = new Date('2026-11-23T12:00:00Z');
const changed = [
  {
    control: 'GV-01',
    status: 'finding',
    subjectKind: 'service',
    count: 2,
    since: new Date('2026-11-24T05:00:00Z'),
  },
  {
    control: 'GV-13',
    status: 'finding',
    subjectKind: 'device',
    count: 3,
    since: new Date('2026-11-24T06:00:00Z'),
  },
  {
    control: 'GV-13',
    status: 'met',
    subjectKind: 'device',
    count: 10_000,
    since: new Date('2026-11-24T07:00:00Z'),
  },
] as const;

describe('findNews', () => {
  it('counts changes by control and status', () => {
    const news = findNews(
      changed,
      { met: 10_000, finding: 9, exempt: 0, 'not-measured': 0 },
      controls,
      [],
      yesterday,
    );
    expect(news.startedAt).toBeNull();
    expect(news.changes.map(({ control, status, count }) => [control, status, count])).toEqual([
      ['GV-01', 'finding', 2],
      ['GV-13', 'finding', 3],
      ['GV-13', 'met', 10_000],
    ]);
    expect(news.trend).toEqual({ newFindings: 5, newStrategyFindings: 2 });
  });

  it('calls nothing new where nothing is older than a day, and says when it began', () => {
    const news = findNews(
      changed,
      { met: 10_000, finding: 5, exempt: 0, 'not-measured': 0 },
      controls,
      [],
      yesterday,
    );
    expect(news.startedAt).toEqual(new Date('2026-11-24T05:00:00Z'));
  });

  it('names imports of the last day alone', () => {
    const record = (importedAt: string) => ({
      id: importedAt,
      source: 'intune',
      fileName: 'a.csv',
      importedAt: new Date(importedAt),
      rowsRead: 2,
      records: 2,
      rejected: 0,
    });
    const imports = [record('2026-11-24T00:00:00Z'), record('2026-11-20T00:00:00Z')] as never;
    const news = findNews(
      [],
      { met: 1, finding: 0, exempt: 0, 'not-measured': 0 },
      controls,
      imports,
      yesterday,
    );
    expect(news.imports).toHaveLength(1);
  });
});
