import { createSshTransport } from '../ssh-transport.ts';
import type { Transport } from '../transport.ts';
import type { TransportOptions } from '../transport-options.ts';
import type { Authentication } from './authentication.ts';
import { shakeHands } from './handshake.ts';
import { openSocket } from './open-socket.ts';
import { createSsh2Link, type Ssh2Link } from './ssh2-link.ts';

/**
 * SSH in this process, through ssh2: the cheap way to many hosts. It knows neither certificates, nor FIDO keys, nor
 * post-quantum key exchange; the transport of OpenSSH does.
 */
export function createSsh2Transport(options: TransportOptions, authentication: Authentication): Transport {
  return createSshTransport<Ssh2Link>('ssh2', options, async (call) => {
    const opened = await openSocket(call);
    if ('failure' in opened) return opened;
    const { socket } = opened;
    const shaken = await shakeHands(socket, {
      hop: call.hop,
      at: call.at,
      rules: call.rules,
      authentication,
      keepaliveSeconds: options.keepaliveSeconds,
      signal: call.signal,
    });
    if ('failure' in shaken) return shaken;
    return { link: createSsh2Link(shaken.client, socket, call.isTorn) };
  });
}
