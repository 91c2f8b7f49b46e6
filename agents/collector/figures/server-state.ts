import type { ServerPulse } from '../store/store.ts';

/**
 * What its agent says of a server: `late` where a report is overdue, `silent` where two have been missed, as coverage
 * is counted everywhere; `unmeasured` where it has no agent. None says whether what runs on it works.
 */
export type ServerState = 'silent' | 'late' | 'reporting' | 'unmeasured';

type Heard = Pick<ServerPulse, 'enrolledAt' | 'lastReportAt' | 'intervalSeconds'>;

/** Agents spread their reports over five minutes, and a report takes a while to make. */
const graceMs = 10 * 60_000;

/** What a server's agent says of it now. */
export function stateOfServer(server: Heard, now: Date): ServerState {
  const heard = heardOf(server);
  if (heard === null) return 'unmeasured';
  const quietMs = now.getTime() - heard.getTime();
  const intervalMs = server.intervalSeconds * 1000;
  if (quietMs >= 2 * intervalMs) return 'silent';
  return quietMs > intervalMs + graceMs ? 'late' : 'reporting';
}

/** When a server was last heard of: its newest report, or when it enrolled; null where it has no agent. */
export function heardOf({
  enrolledAt,
  lastReportAt,
}: Pick<Heard, 'enrolledAt' | 'lastReportAt'>): Date | null {
  return lastReportAt ?? enrolledAt;
}
