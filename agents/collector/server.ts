import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';

/** Requests under way get this long to end when the server stops, in milliseconds. */
const drainMs = 5000;
const sweepMs = 20;

/** A server that takes requests. */
export interface RunningServer {
  /** Origin: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets those under way end, and closes. */
  stop(): Promise<void>;
}

/**
 * Serves an app on one address; port 0 takes any free one.
 *
 * @throws {GrundvalError} `collector/port-taken`, `collector/port-forbidden`, `collector/no-such-address`
 */
export async function startServer(
  app: Pick<Hono, 'fetch'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw explain(cause, host, port);
  }
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    port: actual,
    stop: () => stopServer(server as Server),
  };
}

async function stopServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection that a client keeps open for later is idle once its last answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const limit = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}

function explain(cause: unknown, host: string, port: number): unknown {
  switch (errorCode(cause)) {
    case 'EADDRINUSE':
      return bilingualError(
        'collector/port-taken',
        {
          sv: `Port ${port} på ${host} används av ett annat program.`,
          en: `Port ${port} on ${host} is taken by another program.`,
        },
        {
          sv: 'Välj en annan med --port, eller vilken ledig som helst med --port 0.',
          en: 'Choose another one with --port, or any free one with --port 0.',
        },
        { cause },
      );
    case 'EACCES':
      return bilingualError(
        'collector/port-forbidden',
        {
          sv: `Den här användaren får inte lyssna på port ${port}.`,
          en: `This user may not listen on port ${port}.`,
        },
        { sv: 'Välj en port från 1024 med --port.', en: 'Choose a port from 1024 with --port.' },
        { cause },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return bilingualError(
        'collector/no-such-address',
        { sv: `Den här datorn har ingen adress ${host}.`, en: `This machine has no address ${host}.` },
        { sv: 'Utelämna --host för 127.0.0.1.', en: 'Leave out --host for 127.0.0.1.' },
        { cause },
      );
    default:
      return cause;
  }
}
