import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffSeconds } from '#runbooks/engine/transport/limits/backoff.ts';
import { createSlotsByName } from '#runbooks/engine/transport/limits/limits.ts';
import { createSlots } from '#runbooks/engine/transport/limits/slots.ts';

describe('slots', () => {
  it('are never taken by more than there are, and nobody waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.boolean(), { maxLength: 40 }),
        async (scheduler, count, comers) => {
          const slots = createSlots(count);
          let inside = 0;
          let most = 0;
          const runs = comers.map(async (isCancelled, at) => {
            const cancel = new AbortController();
            const taking = slots.take(cancel.signal);
            if (isCancelled)
              void scheduler.schedule(Promise.resolve(), `cancel ${at}`).then(() => cancel.abort());
            const free = await taking;
            if (free === null) return;
            inside += 1;
            most = Math.max(most, inside);
            await scheduler.schedule(Promise.resolve(), `work ${at}`);
            inside -= 1;
            free();
            free();
          });
          await scheduler.waitFor(Promise.all(runs));
          expect(most).toBeLessThanOrEqual(count);
          expect(inside).toBe(0);
        },
      ),
    );
  });

  it('of one name are not taken by another', async () => {
    const slots = createSlotsByName(1);
    expect(await slots('a').take()).not.toBeNull();
    expect(await slots('b').take()).not.toBeNull();
    expect(await slots('a').take(AbortSignal.timeout(1))).toBeNull();
  });
});

describe('the pause before another attempt', () => {
  it('grows, stays within its bounds, and is not the same for all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const whole = Math.min(5, 0.2 * 2 ** (attempt - 1));
          const seconds = backoffSeconds(attempt, random);
          expect(seconds).toBeGreaterThanOrEqual(whole / 2);
          expect(seconds).toBeLessThanOrEqual(whole);
        },
      ),
    );
    expect(backoffSeconds(1, 0)).not.toBe(backoffSeconds(1, 0.9));
  });
});
