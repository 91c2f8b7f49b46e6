import type { ConnectFailure } from '../transport.ts';

/** What the client says, in English whatever the locale, and what it means; the first that fits. */
const patterns: readonly (readonly [RegExp, ConnectFailure['reason']])[] = [
  // What the way through a bastion says before the client itself says that it was closed.
  [/stdio.*failed|refused by peer|open failed/i, 'unreachable'],
  [/revoked host key|was revoked|marked as revoked/i, 'revoked-host-key'],
  [/remote host identification has changed|host key for .* has changed/i, 'changed-host-key'],
  [/host key is known for|host key verification failed|certificate invalid/i, 'unknown-host-key'],
  [/permission denied|too many authentication failures|no more authentication methods/i, 'authentication'],
  [/kex_exchange_identification|banner exchange/i, 'lost-before-handshake'],
  [/could not resolve|connection refused|no route|unreachable/i, 'unreachable'],
  [/timed out|timeout/i, 'timeout'],
  [/connection (closed|reset)|broken pipe/i, 'lost-before-handshake'],
];

/** Why the OpenSSH client made no connection, by its log. */
export function readFailure(log: string): ConnectFailure['reason'] {
  return patterns.find(([pattern]) => pattern.test(log))?.[1] ?? 'unreachable';
}

/** The end of a log as one message. */
export const lastWords = (log: string): string => {
  const lines = log
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^@+$/.test(line) && !/^debug\d/.test(line));
  return lines.slice(-3).join(' ') || 'the OpenSSH client ended without a word';
};
