import type { Client, ClientChannel } from 'ssh2';
import { GrundvalError } from '#model/error.ts';

/** Room for output that nobody has dealt with, on one session: what 200 hosts fill together is 25 MiB. */
export const windowBytes = 128 * 1024;

/** The parts of ssh2 1.17 that this file needs and its types do not tell of. */
interface ClientInside {
  readonly _protocol?: {
    session?: (channel: number, windowBytes: number, packetBytes: number) => void;
    channelWindowAdjust?: (channel: number, byteCount: number) => void;
  };
}
interface ChannelInside {
  readonly incoming: { window: number; readonly state: string };
  readonly outgoing: { readonly id: number; readonly state: string };
}

/**
 * Makes a client offer our window for each session in place of its own 2 MiB.
 * @throws transport/ssh2-inside where ssh2 is built otherwise than expected
 */
export function offerOwnWindow(client: Client): void {
  const protocol = (client as unknown as ClientInside)._protocol;
  const session = protocol?.session;
  if (protocol === undefined || typeof session !== 'function') throw unexpected();
  protocol.session = (channel, _offered, packetBytes) =>
    session.call(protocol, channel, windowBytes, packetBytes);
}

/** The account of one channel: what the host may still send, and what it is allowed anew. */
export interface FlowControl {
  /** False where the host has sent more than it had room for, which only a hostile or broken one does. */
  received(byteCount: number): boolean;
  /** So much has been dealt with; the host is told now and then. */
  dealtWith(byteCount: number): void;
  /** Whether the host has said that nothing more comes. */
  readonly isAtEnd: boolean;
}

/**
 * Keeps the account of a channel in place of ssh2, which neither refuses data beyond the window nor waits for the reader
 * with less than 2 MiB a session.
 */
export function controlFlow(client: Client, channel: ClientChannel): FlowControl {
  const protocol = (client as unknown as ClientInside)._protocol;
  const adjust = protocol?.channelWindowAdjust;
  const { incoming, outgoing } = channel as unknown as ChannelInside;
  if (typeof adjust !== 'function' || typeof incoming?.window !== 'number') throw unexpected();
  // Never low: ssh2 itself then neither drops data nor makes room.
  incoming.window = Number.POSITIVE_INFINITY;
  let room = windowBytes;
  let owed = 0;
  return {
    get isAtEnd() {
      return incoming.state !== 'open';
    },
    received(byteCount) {
      room -= byteCount;
      return room >= 0;
    },
    dealtWith(byteCount) {
      owed += byteCount;
      if (owed < windowBytes / 2 || incoming.state !== 'open' || outgoing.state === 'closed') return;
      room += owed;
      adjust.call(protocol, outgoing.id, owed);
      owed = 0;
    },
  };
}

const unexpected = () =>
  new GrundvalError('transport/ssh2-inside', 'ssh2 is not the version whose flow control is known here', {
    hint: 'npm ci puts back the version of package-lock.json',
  });
