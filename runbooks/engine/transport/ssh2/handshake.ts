import type { Duplex } from 'node:stream';
import ssh2, { type Client } from 'ssh2';
import { type HostKeyRules, type HostKeyVerdict, judgeHostKey } from '../host-keys/host-key-rules.ts';
import { fingerprint, formatPublicKey, publicKeyOfBlob } from '../host-keys/public-key.ts';
import { unknownKeyText } from '../host-keys/unknown-key-text.ts';
import type { ConnectFailure, Hop } from '../transport.ts';
import { algorithmsFor } from './algorithms.ts';
import { type Authentication, authenticate } from './authentication.ts';
import { offerOwnWindow } from './flow-control.ts';

/** What a handshake needs to know. */
export interface HandshakeRequest {
  readonly hop: Hop;
  /** What messages call it. */
  readonly at: string;
  readonly rules: HostKeyRules;
  readonly authentication: Authentication;
  readonly keepaliveSeconds: number;
  /** Aborted with `timeout` or `cancelled` as its reason. */
  readonly signal: AbortSignal;
}

/** Silent for so many keepalives, a connection is lost. */
const silentKeepalives = 3;

const reasons = {
  unknown: 'unknown-host-key',
  changed: 'changed-host-key',
  revoked: 'revoked-host-key',
} as const;

/**
 * Exchanges keys, judges that of the host, and authenticates, on a socket that is open. The only place where a client of
 * ssh2 is made, so that none is without the judgement.
 */
export function shakeHands(
  socket: Duplex,
  request: HandshakeRequest,
): Promise<{ readonly client: Client } | { readonly failure: ConnectFailure }> {
  const { hop, at, rules, authentication, keepaliveSeconds, signal } = request;
  const client = new ssh2.Client();
  let verdict: HostKeyVerdict = 'unknown';
  let shown: Buffer | null = null;
  let isExchanged = false;
  return new Promise((resolve) => {
    const fail = (reason: ConnectFailure['reason'], message: string) => {
      signal.removeEventListener('abort', onAbort);
      resolve({ failure: { reason, at, message, ...keyShown(reason, shown) } });
      socket.destroy();
    };
    const onAbort = () => {
      if (signal.reason === 'timeout') fail('timeout', 'it did not finish the handshake in time');
      else fail('cancelled', 'the connection was not wanted any more');
    };
    signal.addEventListener('abort', onAbort, { once: true });
    client.on('error', (error: Error & { level?: string }) => {
      if (error.level === 'agent') return;
      if (shown !== null && verdict !== 'known') {
        fail(reasons[verdict], describe(verdict, at, shown, rules));
      } else if (error.level === 'client-authentication') {
        fail('authentication', `${hop.user} was not let in with any of the keys`);
      } else if (isExchanged) {
        fail('authentication', `it ended the authentication of ${hop.user}: ${error.message}`);
      } else if (error.level === 'handshake' || error.level === 'protocol') {
        // ssh2 says `protocol` for a socket that ends before the first line as well.
        const isLost = /lost before handshake/i.test(error.message);
        fail(isLost ? 'lost-before-handshake' : 'unreachable', error.message);
      } else fail('lost-before-handshake', error.message);
    });
    client.once('close', () =>
      isExchanged
        ? fail('authentication', `it closed the connection before ${hop.user} was let in`)
        : fail('lost-before-handshake', 'it closed the connection before the keys were exchanged'),
    );
    client.once('handshake', () => {
      isExchanged = true;
    });
    client.once('ready', () => {
      signal.removeEventListener('abort', onAbort);
      resolve({ client });
    });
    if (signal.aborted) return onAbort();
    client.connect({
      sock: socket as NonNullable<Parameters<Client['connect']>[0]['sock']>,
      username: hop.user,
      // Called at every exchange of keys, the later ones too.
      hostVerifier: (key: Buffer) => {
        shown = key;
        verdict = judgeHostKey(rules, key);
        return verdict === 'known';
      },
      authHandler: authenticate(authentication, hop.user),
      algorithms: algorithmsFor(rules),
      keepaliveInterval: keepaliveSeconds * 1000,
      keepaliveCountMax: silentKeepalives,
      readyTimeout: 0,
    });
    offerOwnWindow(client);
  });
}

function describe(
  verdict: Exclude<HostKeyVerdict, 'known'>,
  at: string,
  shown: Uint8Array,
  rules: HostKeyRules,
): string {
  const key = publicKeyOfBlob(shown);
  const what = key === null ? 'no key that can be read' : `${key.type} ${fingerprint(key)}`;
  switch (verdict) {
    case 'revoked':
      return `${at} shows a revoked key: ${what}`;
    case 'changed':
      return `${at} shows ${what}, and is known by ${rules.trusted.map(fingerprint).join(', ')}`;
    case 'unknown':
      return rules.authorities.length === 0
        ? unknownKeyText(at, key)
        : `${at} is known by certificates, which only the transport of OpenSSH reads; it shows ${what}`;
  }
}

function keyShown(reason: ConnectFailure['reason'], shown: Uint8Array | null): { hostKey?: string } {
  const key = shown === null || !reason.endsWith('host-key') ? null : publicKeyOfBlob(shown);
  return key === null ? {} : { hostKey: formatPublicKey(key) };
}
