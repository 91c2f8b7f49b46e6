import { endianness } from 'node:os';
import type { ProfileRule } from '#model/report/profile.ts';
import { ListeningPorts } from '#model/report/sections/listening-ports.ts';
import { type Host, SourceError } from '../host.ts';
import { readValue } from '../linux/read-value.ts';
import { parseSockets, type Socket } from '../linux/sockets.ts';
import type { Probe } from '../probe.ts';

/** Socket tables of the kernel, and which program holds which socket. */
export interface ListeningPortsRaw {
  readonly littleEndian: boolean;
  /** Texts of the files in /proc/net; null where the kernel has none. */
  readonly tables: Readonly<Record<(typeof tableNames)[number], string | null>>;
  /** Program by socket number; empty where the profile does not let it be read. */
  readonly programs: Readonly<Record<string, string>>;
  /** Processes whose sockets only root may see. */
  readonly deniedProcesses: number;
}

const tableNames = ['tcp', 'tcp6', 'udp', 'udp6'] as const;

export const listeningPorts: Probe<'listening-ports', ListeningPortsRaw> = {
  name: 'listening-ports',
  description:
    'Ports the device takes connections on from others, and on servers and shared devices which program listens.',
  descriptionSv:
    'Portar där enheten tar emot trafik från andra, och på servrar och delade enheter vilket program som lyssnar.',
  platforms: ['linux'],
  timeoutSeconds: 15,
  schema: ListeningPorts,
  source: '/proc/net/{tcp,tcp6,udp,udp6}; names from /proc/*/fd and /proc/*/comm where the profile allows',
  // A socket keeps its number as long as its program keeps it: finding the programs is the expensive part.
  async fingerprint(host) {
    const sockets = listSockets({ littleEndian: isLittleEndian(), tables: await readTables(host) });
    return sockets.map((socket) => Object.values(socket).join(' ')).join('\n');
  },
  read: readListeningPorts,
  parse(raw, rule) {
    if (Object.values(raw.tables).every((text) => text === null)) {
      throw new SourceError('unsupported', 'there are no socket tables in /proc/net');
    }
    const sockets = listSockets(raw);
    const rows = sockets.map(({ protocol, address, port, inode }) => ({
      protocol,
      address,
      port,
      program: rule.programNames ? (raw.programs[inode] ?? null) : null,
    }));
    const isHidden =
      rule.programNames &&
      raw.deniedProcesses > 0 &&
      sockets.some(({ inode }) => inode !== '0' && raw.programs[inode] === undefined);
    return {
      data: { ports: withoutRepeats(rows) },
      ...(isHidden ? { reason: 'only root may see which program holds a socket of another user' } : {}),
    };
  },
};

type Port = ListeningPorts['ports'][number];

/** Several processes may share one port; a row with a program says all that one without does. */
function withoutRepeats(rows: readonly Port[]): Port[] {
  const place = (row: Port) => `${row.protocol} ${row.address} ${row.port}`;
  const named = new Set(rows.filter(({ program }) => program !== null).map(place));
  const kept = new Map(
    rows
      .filter((row) => row.program !== null || !named.has(place(row)))
      .map((row) => [`${place(row)} ${row.program}`, row]),
  );
  const keyOf = (row: Port) =>
    [row.protocol, String(row.port).padStart(5, '0'), row.address, row.program].join();
  return [...kept.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const isLittleEndian = () => endianness() === 'LE';

function listSockets({
  littleEndian,
  tables,
}: Pick<ListeningPortsRaw, 'littleEndian' | 'tables'>): readonly Socket[] {
  return tableNames.flatMap((name) =>
    parseSockets(tables[name] ?? '', name.startsWith('tcp') ? 'tcp' : 'udp', littleEndian),
  );
}

async function readTables(host: Host): Promise<ListeningPortsRaw['tables']> {
  const texts = await Promise.all(tableNames.map((name) => readValue(host, `/proc/net/${name}`)));
  const [tcp = null, tcp6 = null, udp = null, udp6 = null] = texts;
  return { tcp, tcp6, udp, udp6 };
}

async function readListeningPorts(host: Host, rule: ProfileRule): Promise<ListeningPortsRaw> {
  const littleEndian = isLittleEndian();
  const tables = await readTables(host);
  const inodes = new Set(listSockets({ littleEndian, tables }).map(({ inode }) => inode));
  inodes.delete('0');
  // What may not be sent is not read either.
  const found = rule.programNames ? await findPrograms(host, inodes) : { programs: {}, deniedProcesses: 0 };
  return { littleEndian, tables, ...found };
}

/** Looks through the processes until every socket has its program. No more of a process is read than its name. */
async function findPrograms(host: Host, inodes: ReadonlySet<string>) {
  const programs: Record<string, string> = {};
  const missing = new Set(inodes);
  let deniedProcesses = 0;
  for (const id of await host.list('/proc')) {
    if (missing.size === 0) break;
    if (!/^\d+$/.test(id)) continue;
    try {
      for (const inode of await listHeld(host, id, missing)) {
        const name = await readValue(host, `/proc/${id}/comm`);
        if (name === null || name === '') continue;
        programs[inode] = name.slice(0, 100);
        missing.delete(inode);
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (error.status === 'denied') deniedProcesses += 1; // the others ended while they were looked at
    }
  }
  return { programs, deniedProcesses };
}

async function listHeld(host: Host, id: string, wanted: ReadonlySet<string>): Promise<readonly string[]> {
  const folder = `/proc/${id}/fd`;
  const names = await host.list(folder);
  const links = await Promise.all(names.map((name) => host.readLink(`${folder}/${name}`)));
  const numbers = links.map((link) => /^socket:\[(\d+)\]$/.exec(link ?? '')?.[1]);
  return [...new Set(numbers)].filter((inode) => inode !== undefined && wanted.has(inode)) as string[];
}
