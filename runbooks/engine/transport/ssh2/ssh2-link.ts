import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import type { OpenedSession, OpenSession } from '../command/session.ts';
import type { Link } from '../link.ts';
import { createSsh2Session, type Ssh2Session } from './ssh2-session.ts';

/** A connection of ssh2, and what leads on from a bastion. */
export interface Ssh2Link extends Link {
  /** A way on to a port that this computer reaches; an `Error` where it does not. */
  tunnel(address: string, port: number): Promise<ClientChannel | Error>;
}

/** How long a computer may take to answer that the connection ends. */
const closingMs = 1000;

/** Takes over a client that has just been authenticated on this socket. */
export function createSsh2Link(client: Client, socket: Duplex, isTorn: boolean): Ssh2Link {
  const sessions = new Set<Ssh2Session>();
  const opening = new Set<(opened: OpenedSession) => void>();
  const gone = Promise.withResolvers<void>();
  let why = 'the connection was closed';
  let isGone = false;
  client.on('error', (error: Error & { level?: string }) => {
    if (error.level !== 'agent') why = `the connection was lost: ${error.message}`;
  });
  const lose = (reason: string) => {
    isGone = true;
    for (const session of sessions) session.connectionLost(reason);
    for (const settle of opening) settle({ kind: 'lost', reason });
    sessions.clear();
    opening.clear();
    gone.resolve();
  };
  client.once('close', () => lose(why));
  const violate = () => {
    why = 'the connection was ended: the host sent more than it was given room for';
    socket.destroy();
    lose(why);
  };
  const open: OpenSession = (line) =>
    new Promise((resolve) => {
      if (isGone) return resolve({ kind: 'lost', reason: why });
      opening.add(resolve);
      const settle = (opened: OpenedSession) => {
        opening.delete(resolve);
        resolve(opened);
      };
      try {
        client.exec(line, (error, channel) => {
          if (error !== undefined) {
            return settle(
              isGone ? { kind: 'lost', reason: why } : { kind: 'no-session', message: error.message },
            );
          }
          const session = createSsh2Session(client, channel, isTorn, violate);
          sessions.add(session);
          void session.end.then(() => sessions.delete(session));
          settle({ kind: 'open', session });
        });
      } catch (error) {
        // Its socket can no longer be written to; that it is closed has not been told yet.
        settle({ kind: 'lost', reason: `the connection was lost: ${messageOf(error)}` });
      }
    });
  return {
    open,
    tunnel: (address, port) =>
      new Promise((resolve) => {
        try {
          client.forwardOut('127.0.0.1', 0, address, port, (error, channel) => resolve(error ?? channel));
        } catch (error) {
          resolve(new Error(`the connection was lost: ${messageOf(error)}`));
        }
      }),
    gone: gone.promise,
    async close() {
      if (isGone) return;
      lose('the connection was closed here');
      const closed = new Promise<void>((resolve) => {
        client.once('close', () => resolve());
        setTimeout(resolve, closingMs).unref();
      });
      client.end();
      await closed;
      socket.destroy();
    },
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
