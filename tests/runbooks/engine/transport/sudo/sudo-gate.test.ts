import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSudoGate } from '#runbooks/engine/transport/sudo/sudo-gate.ts';

const never = new AbortController().signal;

describe('the gate of sudo', () => {
  it('lets one host try a wrong password and no other, however many come and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 30 }), async (scheduler, hosts) => {
        const gate = createSudoGate(async () => 'fel');
        let tries = 0;
        const runs = Array.from({ length: hosts }, (_, at) =>
          scheduler.schedule(Promise.resolve(), `host ${at}`).then(async () => {
            const entered = await gate.enter(never);
            if (typeof entered === 'string') return entered;
            tries += 1;
            await scheduler.schedule(Promise.resolve(), `answer ${at}`);
            entered.rejected();
            return 'tried';
          }),
        );
        const outcomes = await scheduler.waitFor(Promise.all(runs));
        expect(tries).toBe(1);
        expect(outcomes.filter((one) => one === 'wrong-password')).toHaveLength(hosts - 1);
        expect(gate.proven).toBeNull();
      }),
    );
  });

  it('lets all go side by side once one host has accepted the password, and asks the person once', async () => {
    let asked = 0;
    const gate = createSudoGate(async () => {
      asked += 1;
      return 'rätt';
    });
    const first = await gate.enter(never);
    const others = Array.from({ length: 5 }, () => gate.enter(never));
    if (typeof first === 'string') throw new Error(first);
    first.accepted();
    expect((await Promise.all(others)).every((entered) => typeof entered === 'object')).toBe(true);
    expect(asked).toBe(1);
  });

  it('lets the next try where nobody knows what became of the first', async () => {
    const gate = createSudoGate(async () => 'okänt');
    const first = await gate.enter(never);
    if (typeof first === 'string') throw new Error(first);
    const second = gate.enter(never);
    first.unused();
    expect(typeof (await second)).toBe('object');
  });

  it('lets nobody in without a password, nor after a cancellation', async () => {
    expect(await createSudoGate(async () => null).enter(never)).toBe('no-password');
    expect(await createSudoGate(async () => 'x').enter(AbortSignal.abort())).toBe('cancelled');
  });
});
