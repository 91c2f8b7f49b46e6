import type { RunNews } from '../execute/run-log.ts';

/** One piece of news as a line of JSON for machines: `{"schemaVersion":1,"kind":…}`. */
export function newsLine(news: RunNews): string {
  switch (news.kind) {
    case 'event':
      return JSON.stringify({
        schemaVersion: 1,
        kind: news.event.kind,
        at: news.at.toISOString(),
        body: news.event.body,
      });
    case 'output':
      return JSON.stringify({
        schemaVersion: 1,
        kind: 'output',
        host: news.host,
        step: news.step,
        stream: news.chunk.stream,
        text: news.chunk.text,
      });
    case 'waiting':
      return JSON.stringify({
        schemaVersion: 1,
        kind: 'waiting',
        for: news.for,
        until: news.until?.toISOString() ?? null,
      });
  }
}
