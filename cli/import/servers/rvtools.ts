import { bilingualError } from '#model/bilingual-error.ts';
import type { FoundServer, LeftOutReason } from './found-server.ts';
import { hasColumn, type ListRow, type ListTable } from './list-table.ts';
import { usableAddresses } from './usable-addresses.ts';

/** Tabs of RVTools that say something of a server; only vInfo must be there. */
export interface RvtoolsTabs {
  readonly vInfo: ListTable;
  readonly vDisk: ListTable | null;
  readonly vNetwork: ListTable | null;
}

/**
 * Servers of a vCenter as RVTools exports them. Disks and further addresses come from their own tabs; without
 * vDisk the disks are not known.
 *
 * @throws {GrundvalError} `import/lacking-column` where the file is no vInfo tab
 */
export function readRvtools({ vInfo, vDisk, vNetwork }: RvtoolsTabs): readonly FoundServer[] {
  if (!hasColumn(vInfo, ...nameColumns) || !hasColumn(vInfo, ...cpuColumns)) throw notVinfo(vInfo);
  const disks = vDisk === null ? null : Map.groupBy(vDisk.rows, vmKey);
  const adapters = Map.groupBy(vNetwork?.rows ?? [], vmKey);
  return vInfo.rows
    .filter((row) => row.text(...nameColumns) !== '')
    .map((row): FoundServer => {
      const own = adapters.get(vmKey(row)) ?? [];
      const note = row.raw('Annotation', 'vInfoAnnotation');
      return {
        name: row.text(...nameColumns),
        line: row.line,
        service: serviceInNote(note),
        role: null,
        folders: foldersOf(row.text('Folder', 'vInfoFolder')),
        vcpus: wholeNumber(row.number(...cpuColumns)),
        memoryMib: wholeNumber(row.number('Memory', 'Memory MiB', 'Memory MB', 'vInfoMemory')),
        system: row.text('OS according to the VMware Tools', 'vInfoOSTools') || null,
        chosenSystem: row.text('OS according to the configuration file', 'OS', 'vInfoOS') || null,
        addresses: usableAddresses([
          row.text('Primary IP Address', 'vInfoPrimaryIPAddress'),
          ...own.flatMap((adapter) => [
            adapter.raw('IPv4 Address', 'IP Address'),
            adapter.raw('IPv6 Address'),
          ]),
        ]),
        networks: networksOf(row, own),
        disksGib: disks === null ? null : sizesOf(disks.get(vmKey(row)) ?? []),
        instanceId: row.text('VM UUID', 'vInfoInstanceUUID') || null,
        smbiosId: row.text('SMBIOS UUID', 'vInfoUUID') || null,
        leftOut: leftOut(row),
      };
    });
}

/** Names of columns in the tabs that are read. */
export const rvtoolsColumns: readonly string[] = [
  'VM',
  'vInfoVMName',
  'CPUs',
  'vInfoCPUs',
  'Memory',
  'Powerstate',
  'Template',
  'SRM Placeholder',
  'Annotation',
  'Folder',
  'Primary IP Address',
  'Disk',
  'Disk Key',
  'Capacity MiB',
  'Network',
  'NIC label',
  'IPv4 Address',
  'VM ID',
  'VM UUID',
  'VI SDK Server',
  'VI SDK UUID',
];

const nameColumns = ['VM', 'vInfoVMName'] as const;
const cpuColumns = ['CPUs', 'vInfoCPUs'] as const;

/** A name may repeat in several folders, so the id comes first. */
function vmKey(row: ListRow): string {
  return row.text('VM UUID') || row.text('VM ID') || row.text(...nameColumns);
}

/** `System: Treserva` on a line of its own. Nothing else of a note is kept: it may name people. */
function serviceInNote(note: string): string | null {
  return (
    /^\s*(?:system|tjänst|service|applikation|application)\s*[:=]\s*(\S.*?)\s*$/im.exec(note)?.[1] ?? null
  );
}

/** `/Datahall-1/vm/Servrar/Treserva` → Servrar, Treserva. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.slice(parts.indexOf('vm') + 1);
}

function networksOf(row: ListRow, adapters: readonly ListRow[]): readonly string[] {
  const numbered = Array.from({ length: 8 }, (_, at) => row.text(`Network #${at + 1}`));
  const names = [...numbered, ...adapters.map((adapter) => adapter.text('Network'))];
  return [...new Set(names.filter((name) => name !== ''))];
}

/** The disk with the lowest key is the one the machine starts from. */
function sizesOf(rows: readonly ListRow[]): readonly number[] | null {
  const disks = rows.map((row) => ({
    key: row.number('Disk Key') ?? 0,
    sizeMib: wholeNumber(row.number('Capacity MiB', 'Capacity MB', 'Capacity')),
  }));
  return disks.length === 0 || disks.some(({ sizeMib }) => sizeMib === null)
    ? null
    : disks.sort((a, b) => a.key - b.key).map(({ sizeMib }) => Math.max(1, Math.ceil((sizeMib ?? 0) / 1024)));
}

/** RVTools counts in whole units; a fraction is a thousands separator read wrongly. */
function wholeNumber(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value > 0 ? value : null;
}

function leftOut(row: ListRow): LeftOutReason | null {
  if (isTrue(row.text('Template'))) return 'template';
  if (isTrue(row.text('SRM Placeholder'))) return 'placeholder';
  if (/^vCLS[-_ ]/i.test(row.text(...nameColumns))) return 'cluster-agent';
  const power = row.text('Powerstate', 'Power State', 'vInfoPowerstate');
  return /^(poweredoff|suspended)$/i.test(power) ? 'powered-off' : null;
}

/** A Swedish spreadsheet writes SANT. */
function isTrue(text: string): boolean {
  return /^(true|sant|1)$/i.test(text);
}

function notVinfo({ columns }: ListTable): Error {
  const list = columns.slice(0, 8).join(', ');
  return bilingualError(
    'import/lacking-column',
    {
      sv: `Filen är inte RVTools flik vInfo: kolumnerna VM och CPUs saknas (hittade ${list}).`,
      en: `The file is not the vInfo tab of RVTools: it lacks the columns VM and CPUs (found ${list}).`,
    },
    {
      sv: 'Ange RVTools_tabvInfo.csv, eller mappen med alla flikar. Andra listor: --from csv.',
      en: 'Name RVTools_tabvInfo.csv, or the folder with all tabs. Other lists: --from csv.',
    },
  );
}
