import type { HostState, RunHost } from './run-hosts.ts';

/** One line of a timeline: a host, or, where they are many, a batch. */
export interface TimelineLane {
  /** Name of the host; null for a batch. */
  readonly host: string | null;
  readonly batch: number;
  readonly hosts: number;
  /** The state of a batch is that of the host that needs somebody most. */
  readonly state: HostState;
  /** Milliseconds since the run began; null where it has not begun. */
  readonly span: { readonly from: number; readonly to: number } | null;
}

/** More hosts than this are drawn batch by batch. */
const mostHostLanes = 40;

/** Lines of a timeline, in the order in which hosts are taken. */
export function timelineLanes(hosts: readonly RunHost[], began: Date): readonly TimelineLane[] {
  const since = (at: Date): number => Math.max(0, at.getTime() - began.getTime());
  if (hosts.length <= mostHostLanes) {
    return hosts.map(({ host, batch, state, span }) => ({
      host,
      batch,
      hosts: 1,
      state,
      span: span === null ? null : { from: since(span.from), to: since(span.to) },
    }));
  }
  return [...Map.groupBy(hosts, ({ batch }) => batch)].map(([batch, some]) => {
    const spans = some.flatMap(({ span }) => span ?? []);
    return {
      host: null,
      batch,
      hosts: some.length,
      state: worst.find((state) => some.some((host) => host.state === state)) ?? 'waiting',
      span:
        spans.length === 0
          ? null
          : {
              from: Math.min(...spans.map(({ from }) => since(from))),
              to: Math.max(...spans.map(({ to }) => since(to))),
            },
    };
  });
}

const worst = [
  'failed',
  'unknown',
  'unreachable',
  'working',
  'skipped',
  'changed',
  'unchanged',
  'waiting',
] as const satisfies readonly HostState[];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  ...[1, 5, 15, 30].map((seconds) => seconds * second),
  ...[1, 5, 15, 30].map((minutes) => minutes * minute),
  ...[1, 3, 6, 12, 24, 72, 168].map((hours) => hours * hour),
];

/** Moments within a run at which a line is drawn: whole ones by the clock, at most seven. */
export function timelineTicks(began: Date, ended: Date): readonly Date[] {
  const [from, to] = [began.getTime(), ended.getTime()];
  const step = steps.find((one) => (to - from) / one <= 6) ?? to - from;
  const first = Math.ceil(from / step) * step;
  const count = step <= 0 || to < first ? 0 : Math.floor((to - first) / step) + 1;
  return Array.from({ length: count }, (_, index) => new Date(first + index * step));
}
