import type { ListeningPorts } from '#model/report/sections/listening-ports.ts';

/** A socket that takes what comes in. */
export interface Socket {
  readonly protocol: ListeningPorts['ports'][number]['protocol'];
  readonly address: string;
  readonly port: number;
  /** Number by which the process that holds it is found; 0 for the kernel's own. */
  readonly inode: string;
}

/** States in /proc/net (Linux, `include/net/tcp_states.h`): 0A listens; 07 is a UDP socket without a peer. */
const takingState = { tcp: '0A', udp: '07' } as const;

/**
 * Reads `/proc/net/tcp`, `tcp6`, `udp` or `udp6` (`man 5 proc_pid_net`). `littleEndian` is the machine's byte
 * order, in which the kernel prints each 32-bit word of an address. Loopback is left out.
 */
export function parseSockets(
  text: string,
  protocol: Socket['protocol'],
  littleEndian: boolean,
): readonly Socket[] {
  const sockets: Socket[] = [];
  for (const line of text.split('\n')) {
    const [, local = '', , state, , , , , , inode = '0'] = line.trim().split(/\s+/);
    const [, hex, port] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local) ?? [];
    if (hex === undefined || port === undefined || state !== takingState[protocol]) continue;
    const bytes = Buffer.from(hex, 'hex');
    const address = formatAddress(littleEndian ? bytes.swap32() : bytes);
    if (Number.parseInt(port, 16) === 0 || isLoopback(address)) continue;
    sockets.push({ protocol, address, port: Number.parseInt(port, 16), inode });
  }
  return sockets;
}

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.');

/** Dotted for IPv4, also where it stands in an IPv6 address; RFC 5952 for IPv6. */
function formatAddress(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const isMapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes.readUInt16BE(10) === 0xffff;
  if (isMapped) return bytes.subarray(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  // The URL standard shortens a host as RFC 5952 asks.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
