import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffSeconds, nextAfterSuccess } from '#agents/client/schedule.ts';

const uuid = fc.uuid();
const instant = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2036-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Ids in the pattern of UUIDv7: near in time, so alike in their first half. */
const devices = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const tail = Math.imul(at + 1, 2_654_435_761) >>> 0;
    return `0199c0de-${(at & 0xffff).toString(16).padStart(4, '0')}-7abc-8def-${tail.toString(16).padStart(12, '0')}`;
  });

function busiestMinute(times: readonly Date[], intervalSeconds: number): number {
  const perMinute = new Map<number, number>();
  for (const time of times) {
    const minute = Math.floor(time.getTime() / 60_000);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  return Math.max(...perMinute.values()) / (times.length / (intervalSeconds / 60));
}

describe('after a success', () => {
  it('is never sooner than the collector wishes, and never more than one interval later', () => {
    fc.assert(
      fc.property(
        uuid,
        instant,
        fc.option(fc.integer({ min: -10_000, max: 10_000 }), { nil: null }),
        fc.nat(20),
        fc.integer({ min: 1, max: 604_800 }),
        (deviceId, endedAt, lateSeconds, failuresBefore, wishSeconds) => {
          const dueAt = lateSeconds === null ? null : new Date(endedAt.getTime() - lateSeconds * 1000);
          const next = nextAfterSuccess({ deviceId, endedAt, dueAt, failuresBefore }, wishSeconds);
          const delayMs = next.getTime() - endedAt.getTime();
          return delayMs >= wishSeconds * 1000 && delayMs < 2 * wishSeconds * 1000;
        },
      ),
    );
  });

  it('depends on nothing but the device and the run', () => {
    const timing = {
      deviceId: 'a',
      endedAt: new Date('2026-11-24T12:00:00Z'),
      dueAt: null,
      failuresBefore: 0,
    };
    expect(nextAfterSuccess(timing, 3600)).toEqual(nextAfterSuccess({ ...timing }, 3600));
    expect(nextAfterSuccess(timing, 3600)).not.toEqual(nextAfterSuccess({ ...timing, deviceId: 'b' }, 3600));
  });

  it('keeps a device that is on time on its time', () => {
    const dueAt = new Date('2026-11-24T12:00:00Z');
    const endedAt = new Date('2026-11-24T12:00:02Z');
    const next = nextAfterSuccess({ deviceId: 'a', endedAt, dueAt, failuresBefore: 0 }, 3600);
    expect(next).toEqual(new Date('2026-11-24T13:00:02Z'));
  });

  it.each([900, 3600])(
    'spreads 20,000 devices installed in one second over %d s, no minute above 1.3 times the mean',
    (wishSeconds) => {
      const endedAt = new Date('2026-11-24T12:00:00Z');
      const times = devices(20_000).map((deviceId) =>
        nextAfterSuccess({ deviceId, endedAt, dueAt: null, failuresBefore: 0 }, wishSeconds),
      );
      expect(busiestMinute(times, wishSeconds)).toBeLessThan(1.3);
    },
  );

  it('spreads devices that come back from an outage, although they come back together', () => {
    const endedAt = new Date('2026-11-24T12:00:00Z');
    const times = devices(20_000).map((deviceId) =>
      nextAfterSuccess({ deviceId, endedAt, dueAt: endedAt, failuresBefore: 3 }, 3600),
    );
    expect(busiestMinute(times, 3600)).toBeLessThan(1.3);
  });
});

describe('after a failure', () => {
  it('waits at least the back-off and what Retry-After says, and at most twice that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null }),
        unit,
        (failures, retryAfterSeconds, random) => {
          const least = Math.max(Math.min(3600, 60 * 2 ** (failures - 1)), retryAfterSeconds ?? 0);
          const delay = backOffSeconds(failures, retryAfterSeconds, () => random);
          return delay >= least && delay <= 2 * least;
        },
      ),
    );
  });

  it('doubles to the cap of an hour', () => {
    const delays = [1, 2, 3, 6, 7, 8, 50].map((failures) => backOffSeconds(failures, null, () => 0));
    expect(delays).toEqual([60, 120, 240, 1920, 3600, 3600, 3600]);
  });

  it('leaves no herd at the cap: 20,000 devices are spread over the hour above it', () => {
    const outage = new Date('2026-11-24T12:00:00Z').getTime();
    const times = devices(20_000).map((_, at) => {
      const random = () => ((at * 0.618_033_988_75) % 1) as number;
      return new Date(outage + backOffSeconds(20, null, random) * 1000);
    });
    expect(busiestMinute(times, 3600)).toBeLessThan(1.3);
  });
});
