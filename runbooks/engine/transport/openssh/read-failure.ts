import type { ConnectFailure } from '../transport.ts';

/** What the client says, in English whatever the locale, and what it means; the first that fits. */
const patterns: readonly (readonly [RegExp, ConnectFailure['reason']])[] = [
  // What the way through a bastion says before the client itself says that it was closed.
  [/stdio.*failed|refused by peer|open failed/i, 'unreachable'],
  [/revoked host key|was revoked|marked as revoked/i, 'revoked-host-key'],
  [/remote host identification has changed|host key for .* has changed/i, 'changed-host-key'],
  [/host key is known for|host key verification failed|certificate invalid/i, 'unknown-host-key'],
  [/permission denied|too many authentication failures|no more authentication methods/i, 'authentication'],
  [/kex_exchange_identification/i, 'lost-before-handshake'],
  [/could not resolve|connection refused|no route|unreachable/i, 'unreachable'],
  [/timed out|timeout/i, 'timeout'],
  [/connection (closed|reset)|broken pipe/i, 'lost-before-handshake'],
];

/** Why the OpenSSH client made no connection, by its log at the level DEBUG1. */
export function readFailure(log: string): ConnectFailure['reason'] {
  const said = wordsForPeople(log).join('\n');
  const reason = patterns.find(([pattern]) => pattern.test(said))?.[1] ?? 'unreachable';
  const isExchanged = /SSH2_MSG_NEWKEYS received/.test(log);
  return reason === 'lost-before-handshake' && isExchanged ? 'authentication' : reason;
}

/** The end of a log as one message. */
export const lastWords = (log: string): string =>
  wordsForPeople(log).slice(-3).join(' ') || 'the OpenSSH client ended without a word';

const wordsForPeople = (log: string): readonly string[] =>
  log
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^@+$/.test(line) && !/^(debug\d:|OpenSSH_)/.test(line));
