import { z } from 'zod';
import type { ChangeStep, ReadStep } from '../../procedure.ts';
import { fixedScript } from './fixed-script.ts';
import { said } from './said.ts';
import { unexpectedOutput } from './unexpected-output.ts';

/** An account, and the password it gets. */
export const newPassword = {
  account: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'an account such as `nodkonto`')
    .meta(
      said({
        sv: 'Nödkontots namn',
        en: 'Name of the account',
        expected: { sv: 'ett konto som `nodkonto`', en: 'an account such as `nodkonto`' },
      }),
    ),
  password: z
    .string()
    .regex(/^[\x20-\x7e]{20,200}$/, 'at least 20 printable ASCII characters')
    .meta({ secret: true })
    .meta(
      said({
        sv: 'Nytt lösenord, minst 20 tecken',
        en: 'New password, at least 20 characters',
        expected: { sv: 'minst 20 skrivbara ASCII-tecken', en: 'at least 20 printable ASCII characters' },
      }),
    ),
};

/** Can a local account be logged in to with a password? */
export type AccountState = 'usable' | 'locked' | 'no-password' | 'absent';

/** State of a local account. */
export function accountState(account: string): ReadStep<AccountState> {
  return {
    command: { argv: ['passwd', '--status', account], asRoot: true, environment: { LC_ALL: 'C' } },
    parse: ({ stdout, stderr, code }) => parseAccountState(stdout, stderr, code),
  };
}

/** Reads `passwd --status`: `nodkonto P 11/24/2026 0 99999 7 -1` of Debian, `nodkonto PS 2026-11-24 …` of Red Hat. */
export function parseAccountState(stdout: string, stderr: string, code: number): AccountState {
  if (code !== 0 && /does not exist|Unknown user/i.test(`${stdout}${stderr}`)) return 'absent';
  const [, letter] = /^\S+ (P|PS|L|LK|NP)\b/m.exec(stdout) ?? [];
  if (code !== 0 || letter === undefined) {
    throw unexpectedOutput('passwd --status', `${stdout}${stderr}`, '`P`, `L` or `NP`');
  }
  if (letter === 'NP') return 'no-password';
  return letter.startsWith('P') ? 'usable' : 'locked';
}

/** A mark that is another one when the password is: the hash of its salted hash, which tells nothing of the password. */
export function passwordMark(account: string): ReadStep<string> {
  return {
    command: { argv: fixedScript('getent shadow -- "$1" | cut -d: -f2 | sha256sum', account), asRoot: true },
    parse: ({ stdout, code }) => {
      const [, mark] = /^([0-9a-f]{64}) /.exec(stdout) ?? [];
      if (code !== 0 || mark === undefined) throw unexpectedOutput('getent shadow', stdout, 'one account');
      return mark;
    },
  };
}

/** Gives the account a new password, on stdin; done where it is another one than when the mark was made. */
export function rotateStep(account: string, password: string, before: string): ChangeStep {
  return {
    command: {
      argv: ['chpasswd'],
      stdin: new TextEncoder().encode(`${account}:${password}\n`),
      asRoot: true,
    },
    timeoutSeconds: 60,
    probe: hasOtherPassword(account, before),
  };
}

/** Is the password another one than when the mark was made? */
export function hasOtherPassword(account: string, before: string): ReadStep<boolean> {
  const mark = passwordMark(account);
  return { ...mark, parse: (output) => mark.parse(output) !== before };
}

/** Can the account be logged in to with a password? */
export function isUsable(account: string): ReadStep<boolean> {
  const state = accountState(account);
  return { ...state, parse: (output) => state.parse(output) === 'usable' };
}
