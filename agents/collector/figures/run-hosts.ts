import type { HostOutcome } from '#model/runs/journal-entry.ts';
import type { HostSpan, RunDetail, RunEntry } from '../store/store.ts';

/** How a host stands in a run: what became of it, or that it has not come so far. */
export type HostState = HostOutcome | 'working' | 'waiting';

/** The order in which states are listed: what needs somebody first. */
export const hostStates = [
  'failed',
  'unknown',
  'unreachable',
  'working',
  'waiting',
  'skipped',
  'unchanged',
  'changed',
] as const satisfies readonly HostState[];

/** One host that a run is to change. */
export interface RunHost {
  readonly host: string;
  readonly service: string | null;
  /** Batch of the plan, from 1. */
  readonly batch: number;
  readonly state: HostState;
  /** As the journal has it; null where nothing is noted. */
  readonly note: string | null;
  /** From its first entry to its newest; null where it has not begun. */
  readonly span: HostSpan | null;
}

/**
 * The hosts of a run in the order they are taken.
 *
 * @param entries those of the kinds `batch` and `host`, in their order
 */
export function hostsOfRun(
  { plan, hostOutcomes, row }: Pick<RunDetail, 'plan' | 'hostOutcomes' | 'row'>,
  entries: readonly RunEntry[],
  spans: readonly HostSpan[],
): readonly RunHost[] {
  const services = new Map(plan.hosts.map(({ host, service }) => [host, service]));
  const spanOf = new Map(spans.map((span) => [span.host, span]));
  const begun = new Set<string>();
  const notes = new Map<string, string>();
  for (const { event } of entries) {
    if (event.kind === 'batch') {
      for (const host of event.body.hosts) {
        begun.add(host);
        notes.delete(host);
      }
    }
    if (event.kind === 'host') notes.set(event.body.host, event.body.note);
  }
  return plan.batches.flatMap((hosts, index) =>
    hosts.map((host): RunHost => {
      const outcome = hostOutcomes[host];
      // A run that ended while a host was at work has left it nobody knows how.
      const unfinished = !begun.has(host) ? 'waiting' : row.closedAt === null ? 'working' : 'unknown';
      return {
        host,
        service: services.get(host) ?? null,
        batch: index + 1,
        state: outcome ?? unfinished,
        note: notes.get(host) ?? null,
        span: spanOf.get(host) ?? null,
      };
    }),
  );
}

/** How many hosts are in each state; those in which none is are left out. */
export function countStates(
  hosts: readonly RunHost[],
): readonly { readonly state: HostState; readonly count: number }[] {
  return hostStates.flatMap((state) => {
    const count = hosts.filter((host) => host.state === state).length;
    return count === 0 ? [] : [{ state, count }];
  });
}
