import type { JournalEvent, RunHeader } from '#runbooks/engine/journal/entry.ts';

/** The header of a run of two hosts. */
export const header: RunHeader = {
  schemaVersion: 1,
  run: '2026-11-25-patch-servers-7f3a',
  procedure: 'patch-servers',
  sourceHash: 'a'.repeat(64),
  planHash: 'b'.repeat(64),
  requestedBy: 'asa.lind',
  executedBy: 'asa.lind',
  change: 'normal',
  ticket: 'ÄR-1042',
  parameters: { reboot: 'if-needed' },
  hosts: ['castor-db-1', 'castor-app-1'],
  snapshotHash: 'c'.repeat(64),
  grundvalVersion: '0.1.0',
};

const counts = { changed: 0, unchanged: 0, failed: 0, unreachable: 0, skipped: 0, unknown: 0 };

/** A short run from beginning to end, of so many steps. */
export function sampleEvents(steps: number): readonly JournalEvent[] {
  const host = 'castor-app-1';
  return [
    { kind: 'opened', body: header },
    { kind: 'batch', body: { number: 1, hosts: [host] } },
    ...Array.from({ length: steps }, (_, at): readonly JournalEvent[] => [
      {
        kind: 'intent',
        body: { host, step: `upgrade#${at}`, effect: 'change', commandHash: 'd'.repeat(64) },
      },
      {
        kind: 'done',
        body: { host, step: `upgrade#${at}`, result: { note: 'Färdig: å ä ö', at }, outputSha256: null },
      },
    ]).flat(),
    { kind: 'host', body: { host, outcome: 'changed', note: '' } },
    { kind: 'closed', body: { outcome: 'succeeded', counts: { ...counts, changed: 1 } } },
  ];
}

/** A clock that goes one second at a time. */
export function steadyClock(from = '2026-11-25T22:00:00.000Z'): () => Date {
  let now = Date.parse(from) - 1000;
  return () => {
    now += 1000;
    return new Date(now);
  };
}
