import type { Socket } from 'node:net';
import { type AddressInfo, createServer } from 'node:net';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';

/** What a server does once a command has been asked for; the wrapper's mark has been taken from its line. */
export type CommandBehaviour = (command: {
  readonly channel: ServerChannel;
  readonly socket: Socket;
  readonly mark: string;
  /** Says on both streams that the command has begun, as the wrapper does. */
  readonly begin: () => void;
}) => void;

/** How a server misbehaves. */
export interface SshServerBehaviour {
  /** Called with each connection before SSH is spoken on it; true where it is dealt with. */
  readonly onSocket?: (socket: Socket, number: number) => boolean;
  readonly onAuthentication?: (socket: Socket) => boolean;
  /** False: it gives no sessions. Null: it never answers. */
  readonly givesSessions?: boolean | null;
  readonly onCommand?: CommandBehaviour;
}

/** A server of SSH that misbehaves as told, on loopback, and lets everybody in. */
export interface SshServerTwin {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly hostKey: string;
  /** Connections so far. */
  readonly connections: number;
  /** Whether anybody got as far as to authenticate. */
  readonly authentications: number;
  readonly commands: number;
  stop(): Promise<void>;
}

export async function startSshServerTwin(behaviour: SshServerBehaviour): Promise<SshServerTwin> {
  const pair = makeHostKey();
  const counts = { connections: 0, authentications: 0, commands: 0 };
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => (client: Connection) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      counts.authentications += 1;
      if (behaviour.onAuthentication?.(socket) !== true) context.accept();
    });
    client.on('session', (accept, reject) => {
      if (behaviour.givesSessions === false) return reject();
      if (behaviour.givesSessions === null) return;
      const session = accept();
      session.on('exec', (acceptCommand, _reject, { command }) => {
        counts.commands += 1;
        const channel = acceptCommand();
        channel.on('error', () => undefined);
        const encoded = /-EncodedCommand (\S+)/.exec(command)?.[1];
        const line = encoded === undefined ? command : Buffer.from(encoded, 'base64').toString('utf16le');
        const mark = /grundval-[0-9a-f]{32}/.exec(line)?.[0] ?? '';
        const begin = () => {
          channel.write(`${mark} begun 1\n`);
          channel.stderr.write(`${mark} begun 1\n`);
        };
        behaviour.onCommand?.({ channel, socket, mark, begin });
      });
    });
  };
  const listener = createServer((socket) => {
    counts.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    if (behaviour.onSocket?.(socket, counts.connections) === true) return;
    // One for each connection: what a server tells of a connection does not say on which socket it is.
    const speaker = new ssh2.Server({ hostKeys: [pair.private] }, serve(socket));
    speaker.injectSocket(socket);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    address: '127.0.0.1',
    port: (listener.address() as AddressInfo).port,
    user: 'anna',
    hostKey: pair.public.split(' ').slice(0, 2).join(' ').trim(),
    get connections() {
      return counts.connections;
    },
    get authentications() {
      return counts.authentications;
    },
    get commands() {
      return counts.commands;
    },
    stop: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** About one in 200 keys that ssh2 makes is one that it cannot read again. */
function makeHostKey() {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}
