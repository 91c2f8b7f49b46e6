import { expect, test } from 'vitest';
import { endServer } from '#agents/collector/postgres/process-end.ts';

/** A server that ends on one signal and not before. */
function serverThatEndsOn(last: string) {
  const received: string[] = [];
  return {
    received,
    signal: (name: string) => void received.push(name),
    hasEnded: async () => received.at(-1) === last,
  };
}

test.each([
  ['SIGINT', 'fast', ['SIGINT']],
  ['SIGQUIT', 'immediate', ['SIGINT', 'SIGQUIT']],
  ['SIGKILL', 'killed', ['SIGINT', 'SIGQUIT', 'SIGKILL']],
])('a server that ends on %s has ended by the %s way', async (last, way, signals) => {
  const server = serverThatEndsOn(last);
  expect(await endServer(server)).toBe(way);
  expect(server.received).toEqual(signals);
});
