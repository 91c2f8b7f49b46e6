import type { Client, ClientChannel } from 'ssh2';
import { OutputQueue } from '../command/output-queue.ts';
import type { Session, SessionEnd } from '../command/session.ts';
import { controlFlow } from './flow-control.ts';

/** A session, and how its connection tells it of its own end. */
export interface Ssh2Session extends Session {
  connectionLost(reason: string): void;
}

/**
 * A command line on a channel of ssh2. It must be made as soon as the channel is there, before its first data.
 *
 * @param isTorn whether the host tears connections down as a matter of course, as Windows does: an exit status that came
 * before is then believed without the end of the output
 * @param onViolation the host has sent more than it was given room for
 */
export function createSsh2Session(
  client: Client,
  channel: ClientChannel,
  isTorn: boolean,
  onViolation: () => void,
): Ssh2Session {
  const flow = controlFlow(client, channel);
  const queue = new OutputQueue(flow.dealtWith);
  const end = Promise.withResolvers<SessionEnd>();
  let exit: SessionEnd | null = null;
  // Set where the connection went away; ssh2 then ends its streams as if the host had.
  let torn: SessionEnd | null = null;
  let partsOpen = 3;
  const finish = (how: SessionEnd) => {
    end.resolve(how);
    queue.finish();
  };
  const closePart = () => {
    partsOpen -= 1;
    if (partsOpen > 0) return;
    finish(
      torn ?? exit ?? { kind: 'lost', reason: 'the session was closed without saying how the command ended' },
    );
  };
  const take = (stream: 'stdout' | 'stderr') => (bytes: Buffer) => {
    if (flow.received(bytes.length)) queue.push({ stream, bytes });
    else onViolation();
  };
  channel.on('exit', (code: number | null, signal?: string) => {
    exit = code === null ? { kind: 'signal', signal: signal ?? 'unknown' } : { kind: 'exit', code };
  });
  // For ever: an error without a listener ends the process, and with it all other hosts.
  channel.on('error', () => undefined);
  channel.stderr.on('error', () => undefined);
  channel.on('data', take('stdout'));
  channel.stderr.on('data', take('stderr'));
  channel.once('end', closePart);
  channel.stderr.once('end', closePart);
  channel.once('close', closePart);
  return {
    read: () => queue.read(),
    write: (bytes) => {
      if (channel.writable) channel.write(bytes);
    },
    endInput: () => {
      if (channel.writable) channel.end();
    },
    end: end.promise,
    abandon: () => {
      channel.close();
      finish({ kind: 'lost', reason: 'the session was given up' });
    },
    connectionLost: (reason) => {
      const isBelieved = flow.isAtEnd || isTorn;
      const cut = exit === null ? reason : `${reason}, before the end of the output had come`;
      torn = exit !== null && isBelieved ? exit : { kind: 'lost', reason: cut };
      // What has been received is still on its way through the streams.
      setImmediate(finish, torn);
    },
  };
}
