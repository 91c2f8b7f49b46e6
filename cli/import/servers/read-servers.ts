import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Text } from '#model/format/text.ts';
import { readImportFile } from '../read-file.ts';
import { readServerList, serverListColumns } from './csv.ts';
import type { FoundServers } from './found-server.ts';
import { type ListTable, readListTable } from './list-table.ts';
import { readRvtools, rvtoolsColumns } from './rvtools.ts';

/**
 * Reads a list of servers. For RVTools the path is the vInfo tab, whose other tabs lie beside it under the same
 * name, or the folder with them all.
 *
 * @throws {GrundvalError} `import/…` where there is no list to read
 */
export async function readServers(path: string, from: 'rvtools' | 'csv'): Promise<FoundServers> {
  if (from === 'csv') {
    const table = await readTable(path, serverListColumns);
    return { servers: readServerList(table), files: [basename(path)], notes: misfits(path, table) };
  }
  const folder = await stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
  const vInfoPath = folder ? await findVinfo(path) : path;
  const vInfo = await readTable(vInfoPath, rvtoolsColumns);
  const vDisk = await readTab(vInfoPath, 'vDisk');
  const vNetwork = await readTab(vInfoPath, 'vNetwork');
  const notes: Text[] = [];
  if (vDisk === null) {
    notes.push({
      sv: 'Fliken vDisk finns inte bredvid vInfo, så diskarna är inte kända.',
      en: 'The tab vDisk is not beside vInfo, so the disks are not known.',
    });
  }
  const tabs = [vDisk, vNetwork].filter((tab) => tab !== null);
  return {
    servers: readRvtools({ vInfo, vDisk: vDisk?.table ?? null, vNetwork: vNetwork?.table ?? null }),
    files: [basename(vInfoPath), ...tabs.map((tab) => basename(tab.path))],
    notes: [...notes, ...misfits(vInfoPath, vInfo), ...tabs.flatMap((tab) => misfits(tab.path, tab.table))],
  };
}

async function readTable(path: string, known: readonly string[]): Promise<ListTable> {
  return readListTable(await readImportFile(path, 'import servers'), known);
}

/** A tab that has the name of vInfo with its own word in place; null where there is none. */
async function readTab(
  vInfoPath: string,
  tab: 'vDisk' | 'vNetwork',
): Promise<{ readonly path: string; readonly table: ListTable } | null> {
  const wanted = basename(vInfoPath).replace(/vInfo/i, tab).toLowerCase();
  const names = await readdir(dirname(vInfoPath));
  const name = names.find((one) => one.toLowerCase() === wanted);
  if (name === undefined || !/vInfo/i.test(basename(vInfoPath))) return null;
  const path = join(dirname(vInfoPath), name);
  return { path, table: await readTable(path, rvtoolsColumns) };
}

async function findVinfo(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => /vInfo\.csv$/i.test(name)).sort();
  const [only] = names;
  if (only !== undefined && names.length === 1) return join(folder, only);
  throw bilingualError(
    'import/unreadable',
    {
      sv: `Mappen ${folder} har ${names.length} filer som slutar på vInfo.csv, en väntades.`,
      en: `The folder ${folder} has ${names.length} files that end with vInfo.csv, expected one.`,
    },
    {
      sv: 'Exportera med "Export all to CSV" i RVTools, en vCenter per mapp, eller ange filen.',
      en: 'Export with "Export all to CSV" in RVTools, one vCenter a folder, or name the file.',
    },
  );
}

function misfits(path: string, { misfits: lines }: ListTable): readonly Text[] {
  if (lines.length === 0) return [];
  const shown = `${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ' …' : ''}`;
  return [
    {
      sv: `${lines.length} rader i ${basename(path)} har färre eller fler celler än rubrikraden och är inte lästa (rad ${shown}).`,
      en: `${lines.length} lines of ${basename(path)} have fewer or more cells than the header and were not read (line ${shown}).`,
    },
  ];
}
