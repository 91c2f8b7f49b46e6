import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A port behind which another server answers from one connection to the next. */
export interface ChangingServer {
  readonly port: number;
  /** Port on loopback of the one that answers now. */
  behind: number;
  close(): Promise<void>;
}

/** Listens on all addresses of this computer. */
export async function startChangingServer(behind: number): Promise<ChangingServer> {
  const sockets = new Set<Socket>();
  let changing: ChangingServer;
  const server = createServer((socket) => {
    const other = connect({ host: '127.0.0.1', port: changing.behind });
    for (const one of [socket, other]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        socket.destroy();
        other.destroy();
      });
    }
    socket.pipe(other).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  changing = {
    port: (server.address() as AddressInfo).port,
    behind,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return changing;
}
