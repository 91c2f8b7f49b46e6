import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail relay on this computer that keeps what it is given. */
export interface LocalRelay {
  /** As they were received. */
  readonly mails: readonly string[];
  readonly port: number;
  /** `refuses` every recipient, or says a little more every 50 ms and never comes to the point. */
  mode: 'takes' | 'refuses' | 'dribbles';
  close(): Promise<void>;
}

/** Starts one. */
export async function startRelay(mode: LocalRelay['mode'] = 'takes'): Promise<LocalRelay> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  let relay: LocalRelay;
  const server = createServer((socket) => {
    sockets.add(socket);
    let data: string | null = null;
    let pending = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    if (relay.mode === 'dribbles') {
      const timer = setInterval(() => socket.write('220-wait\r\n'), 50);
      socket.once('close', () => clearInterval(timer));
      return;
    }
    socket.write('220 relay ESMTP\r\n');
    socket.on('data', (chunk: string) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (data !== null) {
          if (line !== '.') {
            data += `${line.replace(/^\./, '')}\r\n`;
            continue;
          }
          mails.push(data);
          data = null;
          socket.write('250 queued\r\n');
        } else if (/^EHLO/i.test(line)) socket.write('250-relay\r\n250 8BITMIME\r\n');
        else if (/^DATA/i.test(line)) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (/^RCPT/i.test(line) && relay.mode === 'refuses') socket.write('550 no such mailbox\r\n');
        else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else if (/^STARTTLS/i.test(line)) socket.write('502 not here\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay = {
    mails,
    port: (server.address() as AddressInfo).port,
    mode,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return relay;
}
