import { parseSize } from '#agents/collector/importers/cells/sizes.ts';
import { bilingualError } from '#model/bilingual-error.ts';
import type { FoundServer } from './found-server.ts';
import { hasColumn, type ListRow, type ListTable } from './list-table.ts';
import { usableAddresses } from './usable-addresses.ts';

const columns = {
  name: [
    'Servernamn',
    'Server',
    'VMName',
    'VM',
    'Datornamn',
    'Värdnamn',
    'Hostname',
    'Host name',
    'Namn',
    'Name',
  ],
  service: ['Tjänst', 'Systemnamn', 'System', 'Applikation', 'Service', 'Application'],
  role: ['Roll', 'Role', 'Funktion', 'Function'],
  folder: ['Mapp', 'Folder', 'HostGroupPath'],
  vcpus: [
    'vCPU',
    'vCPUs',
    'CPU',
    'CPUs',
    'Antal CPU',
    'Processorer',
    'ProcessorCount',
    'CPUCount',
    'NumCPU',
    'Num CPU',
  ],
  system: ['Operativsystem', 'Operating system', 'OS', 'OperatingSystem', 'Guest OS', 'GuestOS'],
  addresses: [
    'IP-adress',
    'IP-adresser',
    'IP',
    'IP address',
    'IP addresses',
    'IPAddress',
    'IPAddresses',
    'IPv4',
    'IPv4 address',
  ],
  furtherAddresses: ['IPv6', 'IPv6-adress', 'IPv6 address'],
  network: ['Nät', 'Nätverk', 'VLAN', 'Network', 'Port group', 'Portgrupp'],
  disks: [
    'Diskar (GB)',
    'Diskar GB',
    'Disk (GB)',
    'Disk GB',
    'Disks (GB)',
    'Disks GB',
    'Diskar',
    'Disk',
    'Disks',
  ],
  power: ['Powerstate', 'Power state', 'PowerState', 'State', 'Status', 'Läge', 'Tillstånd'],
  id: ['VMId', 'VM UUID', 'UUID', 'ID'],
} as const;

const gib = 1024 ** 3;
const mib = 1024 ** 2;
/** What a bare number counts, by the column's name; the plain names need a unit in the cell. */
const memoryColumns: readonly (readonly [name: string, unitBytes: number | null])[] = [
  ['Minne (GB)', gib],
  ['Minne GB', gib],
  ['RAM (GB)', gib],
  ['RAM GB', gib],
  ['Memory (GB)', gib],
  ['Memory GB', gib],
  ['MemoryGB', gib],
  ['Memory GiB', gib],
  ['Minne GiB', gib],
  ['Minne (MB)', mib],
  ['Minne MB', mib],
  ['Memory (MB)', mib],
  ['MemoryMB', mib],
  ['MemoryAssignedMB', mib],
  ['Memory MiB', mib],
  ['MemoryStartup', 1],
  ['MemoryAssigned', 1],
  ['Minne', null],
  ['RAM', null],
  ['Memory', null],
];

/** Names of columns that are given a meaning. */
export const serverListColumns: readonly string[] = [
  ...Object.values(columns).flat(),
  ...memoryColumns.map(([name]) => name),
];

/**
 * Servers of any list: a spreadsheet, `Get-VM | Export-Csv`, another system's export.
 *
 * @throws {GrundvalError} `import/lacking-column` where no column names the server, `import/other-kind` for RVTools
 */
export function readServerList(table: ListTable): readonly FoundServer[] {
  if (hasColumn(table, 'VI SDK UUID') && hasColumn(table, 'Template')) throw isRvtools();
  if (!hasColumn(table, ...columns.name)) throw nameless(table);
  return table.rows
    .filter((row) => row.text(...columns.name) !== '')
    .map(
      (row): FoundServer => ({
        name: row.text(...columns.name),
        line: row.line,
        service: row.text(...columns.service) || null,
        role: row.text(...columns.role) || null,
        folders: row
          .text(...columns.folder)
          .split(/[/\\]/)
          .filter((part) => part !== ''),
        vcpus: wholeNumber(row.number(...columns.vcpus)),
        memoryMib: memoryOf(row),
        system: row.text(...columns.system) || null,
        chosenSystem: null,
        addresses: usableAddresses([row.raw(...columns.addresses), row.raw(...columns.furtherAddresses)]),
        networks: [row.text(...columns.network)].filter((name) => name !== ''),
        disksGib: disksOf(row.text(...columns.disks)),
        instanceId: row.text(...columns.id) || null,
        smbiosId: null,
        leftOut: isOff(row.text(...columns.power)) ? 'powered-off' : null,
      }),
    );
}

function memoryOf(row: ListRow): number | null {
  for (const [name, unitBytes] of memoryColumns) {
    const text = row.text(name);
    if (text === '') continue;
    const cell = parseSize(text, unitBytes, /,\d{1,2}(?!\d)/.test(text) ? ',' : '.');
    if ('value' in cell && cell.value !== null) return Math.round(cell.value / mib);
  }
  return null;
}

/** `80 + 200`: the system disk first. A single figure may be all disks together, so it says nothing of them. */
function disksOf(text: string): readonly number[] | null {
  const parts = text.split('+').map((part) => /^\s*(\d{1,5})\s*(?:gi?b)?\s*$/i.exec(part)?.[1]);
  if (parts.length < 2 || parts.includes(undefined)) return null;
  return parts.map((part) => Math.max(1, Number(part)));
}

function wholeNumber(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value > 0 ? value : null;
}

function isOff(text: string): boolean {
  return /^(off|stopped|saved|paused|suspended|powered ?_?off|avstängd|stoppad|av)$/i.test(text);
}

function nameless({ columns: found }: ListTable): Error {
  const list = found.slice(0, 12).join(', ');
  return bilingualError(
    'import/lacking-column',
    {
      sv: `Filen saknar en kolumn med serverns namn (hittade ${list}).`,
      en: `The file lacks a column with the name of the server (found ${list}).`,
    },
    {
      sv: 'Kalla kolumnerna Namn, Tjänst, Roll, vCPU, Minne (GB), Operativsystem, IP-adress, Diskar (GB).',
      en: 'Call the columns Name, Service, Role, vCPU, Memory (GB), Operating system, IP address, Disks (GB).',
    },
  );
}

function isRvtools(): Error {
  return bilingualError(
    'import/other-kind',
    { sv: 'Filen ser ut att komma från RVTools.', en: 'The file seems to be from RVTools.' },
    { sv: 'Läs den med --from rvtools.', en: 'Read it with --from rvtools.' },
  );
}
