import type { StepRunner } from './step-runner.ts';

/**
 * Steps as plain commands of the connection, for reads and for hosts that have nothing better. A step cannot be found
 * again: what was begun and not seen to end is for its probe, or a person.
 */
export const plainRunner: StepRunner = {
  name: 'plain',
  start: (connection, { command, timeoutSeconds }, { signal, onOutput }) =>
    connection.run(command, { timeoutSeconds, signal, ...(onOutput === undefined ? {} : { onOutput }) }),
  attach: async () => ({
    kind: 'gone',
    why: 'a plain command leaves nothing on the host to attach to',
    mayRun: true,
  }),
  stop: async () => false,
};
