import { createHash } from 'node:crypto';

/** When and how the latest run went, as far as it decides when the next is due. */
export interface RunTiming {
  readonly deviceId: string;
  /** When the run had its answer, or gave up. */
  readonly endedAt: Date;
  /** When it had been due; null where it was the first, or started by hand. */
  readonly dueAt: Date | null;
  /** Failed attempts just before it. */
  readonly failuresBefore: number;
}

/** Least delay after the first failure, doubled for each further one up to the cap. */
const firstBackOffSeconds = 60;
const backOffCapSeconds = 3600;

/**
 * When to report after a success: never before the collector's wish. A device that keeps time keeps its
 * place; one without a place (new, long silent, just back from failures) takes the one its id gives it,
 * so that devices installed or cut off at the same moment come back spread over the interval.
 */
export function nextAfterSuccess(timing: RunTiming, wishSeconds: number): Date {
  const earliestMs = timing.endedAt.getTime() + wishSeconds * 1000;
  const lateMs = timing.dueAt === null ? Number.NaN : timing.endedAt.getTime() - timing.dueAt.getTime();
  const keepsTime = timing.failuresBefore === 0 && lateMs >= 0 && lateMs <= wishSeconds * 500;
  return new Date(keepsTime ? earliestMs : nextSlotMs(timing.deviceId, wishSeconds * 1000, earliestMs));
}

/** First instant not before `earliestMs` that is the device's own place in the interval. */
function nextSlotMs(deviceId: string, intervalMs: number, earliestMs: number): number {
  const phaseMs = createHash('sha256').update(deviceId).digest().readUIntBE(0, 6) % intervalMs;
  const waitMs = (((phaseMs - earliestMs) % intervalMs) + intervalMs) % intervalMs;
  return earliestMs + waitMs;
}

/**
 * Seconds to wait after a failure: doubling up to a cap, never less than `Retry-After`. The jitter is as
 * long as the delay itself and lies above it: jitter below the cap lets every device at the cap return at
 * the same second (`reference/fleet.md`, finding 6).
 */
export function backOffSeconds(
  failures: number,
  retryAfterSeconds: number | null,
  random: () => number,
): number {
  const doubled = Math.min(backOffCapSeconds, firstBackOffSeconds * 2 ** (failures - 1));
  const least = Math.max(doubled, retryAfterSeconds ?? 0);
  return least + random() * least;
}
