import type { RefusalReason } from '../transport.ts';

const patterns: readonly (readonly [RegExp, Extract<RefusalReason, 'sudo-password' | 'sudo-not-allowed'>])[] =
  [
    [
      /incorrect password|password is required|no password was provided|terminal is required/i,
      'sudo-password',
    ],
    [/not in the sudoers|may not run sudo|not allowed to (execute|run)|unknown user/i, 'sudo-not-allowed'],
    [/sudo: .*(not found|no such file)|sudo’|‘sudo|'sudo'/i, 'sudo-not-allowed'],
    [/^(sudo|sudoers): /m, 'sudo-not-allowed'],
  ];

/** Why sudo did not begin a command, by what it says in English; null where it says nothing. */
export const readSudoRefusal = (said: string): 'sudo-password' | 'sudo-not-allowed' | null =>
  patterns.find(([pattern]) => pattern.test(said))?.[1] ?? null;
