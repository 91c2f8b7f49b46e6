import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Call } from '../link.ts';
import type { ConnectFailure, Hop } from '../transport.ts';
import type { Ssh2Link } from './ssh2-link.ts';

type Opened = { readonly socket: Duplex } | { readonly failure: ConnectFailure };

/** Opens the stream on which a computer is spoken to: TCP, or a tunnel of the bastion before it. */
export const openSocket = ({ hop, at, through, signal }: Call<Ssh2Link>): Promise<Opened> =>
  through === null ? connectSocket(hop, at, signal) : openTunnel(through, hop, at, signal);

function connectSocket({ address, port }: Hop, at: string, signal: AbortSignal): Promise<Opened> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true });
    const fail = (failure: ConnectFailure) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve({ failure });
    };
    const onAbort = () => fail(halted(at, signal));
    // Stays for ever: what comes later is told by ssh2 as well, and must never be without a listener.
    socket.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // Accepted and thrown out again: a full sshd does that, a computer that is not there does not.
      const reason = code === 'ECONNRESET' ? 'lost-before-handshake' : 'unreachable';
      fail({ reason, at, message });
    });
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      resolve({ socket });
    });
    if (signal.aborted) onAbort();
  });
}

async function openTunnel(through: Ssh2Link, hop: Hop, at: string, signal: AbortSignal): Promise<Opened> {
  const halt = Promise.withResolvers<null>();
  const onAbort = () => halt.resolve(null);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const tunnelling = through.tunnel(hop.address, hop.port);
  const tunnel = await Promise.race([tunnelling, halt.promise]);
  signal.removeEventListener('abort', onAbort);
  if (tunnel === null) {
    void tunnelling.then((late) => late instanceof Error || late.destroy());
    return { failure: halted(at, signal) };
  }
  if (tunnel instanceof Error) return { failure: { reason: 'unreachable', at, message: tunnel.message } };
  tunnel.on('error', () => undefined);
  return { socket: tunnel };
}

function halted(at: string, signal: AbortSignal): ConnectFailure {
  return signal.reason === 'timeout'
    ? { reason: 'timeout', at, message: 'it did not answer in time' }
    : { reason: 'cancelled', at, message: 'the connection was not wanted any more' };
}
