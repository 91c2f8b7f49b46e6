import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import { parsed } from '../../probe.ts';
import { text, trimmed, type WindowsSection, whole } from '../windows-section.ts';

const Raw = z.strictObject({
  sockets: z.array(
    z.strictObject({ protocol: z.enum(['tcp', 'udp']), address: text, port: whole, program: text }),
  ),
});
type Raw = z.infer<typeof Raw>;

/** From here Windows takes the ports of its own outgoing traffic (RFC 6335 section 6). */
const firstDynamicPort = 49_152;

export const listeningPorts: WindowsSection<'listening-ports', Raw> = {
  name: 'listening-ports',
  source:
    'MSFT_NetTCPConnection (listening), MSFT_NetUDPEndpoint; names of the processes where the profile allows',
  raw: Raw,
  parse({ sockets }, rule) {
    const rows = sockets.flatMap(({ protocol, address: told, port, program }) => {
      const address = told?.split('%')[0] ?? '';
      if (address === '' || isLoopback(address) || port === null || port < 1 || port > 65_535) return [];
      // Windows does not tell a UDP socket that waits for answers from one that serves.
      if (protocol === 'udp' && port >= firstDynamicPort) return [];
      const name = rule.programNames ? (trimmed(program)?.slice(0, 100) ?? null) : null;
      return [{ protocol, address, port, program: name }];
    });
    const keyOf = (row: (typeof rows)[number]) =>
      [row.protocol, String(row.port).padStart(5, '0'), row.address, row.program ?? ''].join('\0');
    const unique = new Map(rows.map((row) => [keyOf(row), row]));
    return parsed({ ports: [...unique.values()].sort((a, b) => compareText(keyOf(a), keyOf(b))) }, []);
  },
};

const isLoopback = (address: string) =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
