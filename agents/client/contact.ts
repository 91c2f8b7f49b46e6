import type { Report, ReportReceipt } from '#model/report/report.ts';
import { backOffSeconds, nextAfterSuccess } from './schedule.ts';
import type { Delivery } from './send.ts';
import type { LastContact } from './state/last-contact.ts';

/** Interval where neither collector nor settings have said one. */
const defaultIntervalSeconds = 3600;

/** A finished run, as far as the next one depends on it. */
export interface FinishedRun {
  readonly deviceId: string;
  readonly report: Report;
  readonly last: LastContact | null;
  readonly delivery: Delivery;
  readonly endedAt: Date;
  readonly random: () => number;
  /** Least seconds between reports by the settings; null = as the collector says. */
  readonly intervalSeconds: number | null;
}

/** What to remember of a run: how it went, and when the next is due. */
export function describeContact(run: FinishedRun): LastContact {
  const { last, delivery, endedAt } = run;
  const common = {
    schemaVersion: 1,
    attemptedAt: endedAt.toISOString(),
    outcome: delivery.kind,
    envelopes: Object.fromEntries(
      Object.entries(run.report.sections).map(([name, { envelope }]) => [name, envelope]),
    ),
  } as const;
  if (delivery.kind === 'accepted') {
    return {
      ...common,
      problem: null,
      receipt: delivery.receipt,
      acceptedAt: endedAt.toISOString(),
      failures: 0,
      nextAt: afterSuccess(run, delivery.receipt).toISOString(),
      clockOffsetSeconds: delivery.clockOffsetSeconds,
    };
  }
  return {
    ...common,
    problem: delivery.problem,
    receipt: last?.receipt ?? null,
    acceptedAt: last?.acceptedAt ?? null,
    failures: (last?.failures ?? 0) + 1,
    nextAt: afterFailure(run, delivery).toISOString(),
    clockOffsetSeconds: last?.clockOffsetSeconds ?? null,
  };
}

/** A clock that is kept by the network is never set back further than this. */
const ordinaryCorrectionMs = 60_000;

/**
 * Whether the next report is due. Where the clock stands before the latest attempt it has been set back, and
 * what was due then may be years ahead: the report is due now, so that no wrong clock silences a device.
 */
export function isDue(contact: LastContact | null, now: Date): boolean {
  if (contact === null) return true;
  const isSetBack = now.getTime() < Date.parse(contact.attemptedAt) - ordinaryCorrectionMs;
  return isSetBack || now.getTime() >= Date.parse(contact.nextAt);
}

function afterSuccess(
  { deviceId, last, endedAt, intervalSeconds }: FinishedRun,
  receipt: ReportReceipt,
): Date {
  const dueAt = last === null ? null : new Date(last.nextAt);
  const timing = { deviceId, endedAt, dueAt, failuresBefore: last?.failures ?? 0 };
  return nextAfterSuccess(timing, wishSeconds(intervalSeconds, receipt));
}

function afterFailure(
  { last, endedAt, intervalSeconds, random }: FinishedRun,
  delivery: Exclude<Delivery, { kind: 'accepted' }>,
): Date {
  const failures = (last?.failures ?? 0) + 1;
  // What only people can mend is not worth an earlier attempt than the ordinary one.
  const isForPeople = delivery.kind === 'refused' || delivery.kind === 'unknown-device';
  const ordinary = wishSeconds(intervalSeconds, last?.receipt ?? null);
  const leastSeconds = isForPeople ? ordinary : delivery.kind === 'busy' ? delivery.retryAfterSeconds : null;
  return new Date(endedAt.getTime() + backOffSeconds(failures, leastSeconds, random) * 1000);
}

function wishSeconds(intervalSeconds: number | null, receipt: ReportReceipt | null): number {
  return Math.max(intervalSeconds ?? 0, receipt?.nextAfterSeconds ?? defaultIntervalSeconds);
}
