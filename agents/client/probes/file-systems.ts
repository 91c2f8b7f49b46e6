import { FileSystems } from '#model/report/sections/file-systems.ts';
import { type Host, SourceError } from '../host.ts';
import { parseMountinfo, selectFileSystems } from '../linux/mounts.ts';
import { type Probe, parsed } from '../probe.ts';

/** Text of `/proc/self/mountinfo`, and by mount point what `statfs` said; null where it could not. */
export interface FileSystemsRaw {
  readonly mountinfo: string;
  readonly capacities: Readonly<
    Record<string, { readonly sizeBytes: number; readonly usedPercent: number } | null>
  >;
}

export const fileSystems: Probe<'file-systems', FileSystemsRaw> = {
  name: 'file-systems',
  description:
    'Size and use of the file systems on the device’s own disks; no network folders, no media of a person.',
  descriptionSv:
    'Storlek och fyllnad för filsystemen på enhetens egna diskar; inga nätverksmappar och inga personliga medier.',
  platforms: ['linux'],
  timeoutSeconds: 10,
  schema: FileSystems,
  source: '/proc/self/mountinfo, statfs of each',
  read: readFileSystems,
  parse({ mountinfo, capacities }) {
    const { mounts, notUnderstood } = parseMountinfo(mountinfo);
    if (mounts.length === 0) throw new SourceError('denied', '/proc/self/mountinfo has no line as expected');
    const rows = selectFileSystems(mounts).map(({ mount, device, type, readOnly }) => ({
      mount,
      device,
      type,
      sizeBytes: capacities[mount]?.sizeBytes ?? null,
      usedPercent: capacities[mount]?.usedPercent ?? null,
      readOnly,
    }));
    const unread = rows.filter((row) => row.sizeBytes === null).map((row) => row.mount);
    const reasons = [
      ...(unread.length === 0 ? [] : [`capacity not readable: ${unread.join(', ')}`]),
      ...(notUnderstood === 0 ? [] : [`${notUnderstood} lines of /proc/self/mountinfo not understood`]),
    ];
    return parsed({ fileSystems: rows }, reasons);
  },
};

async function readFileSystems(host: Host): Promise<FileSystemsRaw> {
  const mountinfo = await host.readText('/proc/self/mountinfo');
  const mounts = selectFileSystems(parseMountinfo(mountinfo).mounts).map(({ mount }) => mount);
  const capacities = await Promise.all(
    mounts.map(async (mount) => [mount, await host.capacity(mount)] as const),
  );
  return { mountinfo, capacities: Object.fromEntries(capacities) };
}
