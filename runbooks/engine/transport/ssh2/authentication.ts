import type { AuthHandlerMiddleware, BaseAgent, ParsedKey } from 'ssh2';

/** What a user is let in by, in this order. */
export interface Authentication {
  /** Private keys that lie open in memory. */
  readonly keys: readonly ParsedKey[];
  /** Those that sign without showing the key: an agent of the user's, or a thread that holds a decrypted one. */
  readonly agents: readonly (BaseAgent | string)[];
}

/** Tries keys and agents, each once, and nothing else: no passwords, no questions, and no `none` to begin with. */
export function authenticate({ keys, agents }: Authentication, username: string): AuthHandlerMiddleware {
  const methods = [
    ...keys.map((key) => ({ type: 'publickey' as const, username, key })),
    ...agents.map((agent) => ({ type: 'agent' as const, username, agent })),
  ];
  const refused = false as unknown as 'none';
  return (left, _partial, next) => {
    const isTaken = left === null || left === undefined || left.includes('publickey');
    next((isTaken ? methods.shift() : undefined) ?? refused);
  };
}
