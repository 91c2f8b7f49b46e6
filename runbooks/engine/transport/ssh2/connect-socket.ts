import { connect, type Socket } from 'node:net';
import type { ConnectFailure, Hop } from '../transport.ts';

/** Opens a TCP connection; aborted with `timeout` or `cancelled` as the reason of the signal. */
export function connectSocket(
  { address, port }: Hop,
  at: string,
  signal: AbortSignal,
): Promise<{ readonly socket: Socket } | { readonly failure: ConnectFailure }> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true });
    const fail = (reason: ConnectFailure['reason'], message: string) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve({ failure: { reason, at, message } });
    };
    const onAbort = () =>
      signal.reason === 'timeout'
        ? fail('timeout', `${address} port ${port} did not answer in time`)
        : fail('cancelled', 'the connection was not wanted any more');
    // Stays for ever: what comes later is told by ssh2 as well, and must never be without a listener.
    socket.on('error', (error) => fail('unreachable', error.message));
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      resolve({ socket });
    });
    if (signal.aborted) onAbort();
  });
}
