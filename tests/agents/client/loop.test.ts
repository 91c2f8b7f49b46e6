import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { runLoop } from '#agents/client/loop.ts';
import type { RunResult } from '#agents/client/run.ts';

it('reports until it is stopped, and leaves no listener behind however long it has run', async () => {
  const stop = new AbortController();
  const listeners: number[] = [];
  await runLoop({
    runOnce: async () => ({ nextAt: new Date(Date.now() + 5) }) as RunResult,
    onResult: () => {
      listeners.push(getEventListeners(stop.signal, 'abort').length);
      if (listeners.length === 20) stop.abort();
    },
    onSetback: (error) => {
      throw error;
    },
    now: () => new Date(),
    random: Math.random,
    signal: stop.signal,
  });
  expect(listeners).toHaveLength(20);
  expect(new Set(listeners)).toEqual(new Set([0]));
});

it('ends at once in the middle of a run, and of a wait', async () => {
  for (const nextAt of [null, new Date(Date.now() + 3_600_000)]) {
    const stop = new AbortController();
    const ended = runLoop({
      runOnce: () =>
        nextAt === null ? new Promise<never>(() => undefined) : Promise.resolve({ nextAt } as RunResult),
      onResult: () => undefined,
      onSetback: () => undefined,
      now: () => new Date(),
      random: Math.random,
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 20);
    await ended;
  }
});
