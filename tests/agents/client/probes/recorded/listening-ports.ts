import type { RecordedRow } from './row.ts';
import { parseTtar } from './ttar.ts';

/** An IPv4 address as a little-endian kernel prints it. */
const toHex = (address: string) =>
  address
    .split('.')
    .reverse()
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');

export const listeningPortsRows: readonly RecordedRow<'listening-ports'>[] = [
  {
    probe: 'listening-ports',
    format: '/proc/net/tcp, tcp6, udp, udp6',
    files: /^procfs\/fixtures\.ttar$/,
    atLeast: 1,
    withData: 1,
    toRaw(text) {
      const files = parseTtar(text);
      const table = (name: string) => files.get(`fixtures/proc/net/${name}`) ?? null;
      return {
        littleEndian: true,
        tables: { tcp: table('tcp'), tcp6: table('tcp6'), udp: table('udp'), udp6: table('udp6') },
        programs: {},
        deniedProcesses: 0,
      };
    },
    told: ({ ports }) =>
      ports
        .filter(({ address }) => address.includes('.'))
        .map(({ address, port }) => `${toHex(address)}:${port.toString(16).padStart(4, '0')}`),
  },
];
