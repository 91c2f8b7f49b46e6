import { DiskEncryption } from '#model/report/sections/disk-encryption.ts';
import { type Host, SourceError } from '../host.ts';
import {
  type BlockStack,
  combine,
  type Encryption,
  findEncryption,
  readStack,
} from '../linux/block-stack.ts';
import { type ContainerSigns, findContainer, readContainerSigns } from '../linux/container.ts';
import { type Mount, parseMountinfo, selectFileSystems } from '../linux/mounts.ts';
import { orNull, readValue } from '../linux/read-value.ts';
import { parsePoolDevices, parseZfsEncryption } from '../linux/zfs-encryption.ts';
import type { Probe } from '../probe.ts';

/** Mounts, swap, and what they are built on. */
export interface DiskEncryptionRaw {
  readonly container: ContainerSigns;
  readonly mountinfo: string;
  /** Text of `/proc/swaps`; null where the kernel has none. */
  readonly swaps: string | null;
  /** Kernel names by path or number as mounts and swap give them: `/dev/mapper/vg-root` → `dm-1`, `253:1` → `dm-1`. */
  readonly names: Readonly<Record<string, string>>;
  readonly stack: BlockStack;
  /** Devices of each Btrfs file system, which may span several. */
  readonly btrfs: readonly (readonly string[])[];
  /** `zfs get … encryption` and `zpool list -v`; null where no ZFS is mounted, or it could not be asked. */
  readonly zfs: string | null;
  readonly zpool: string | null;
}

export const diskEncryption: Probe<'disk-encryption', DiskEncryptionRaw> = {
  name: 'disk-encryption',
  description: 'Whether each file system and the swap space are encrypted, and how; never any key.',
  descriptionSv: 'Om varje filsystem och växlingsutrymmet är krypterade, och hur; aldrig någon nyckel.',
  platforms: ['linux'],
  timeoutSeconds: 15,
  schema: DiskEncryption,
  source: '/proc/self/mountinfo, /proc/swaps, /sys/class/block (dm/uuid, slaves), zfs get encryption',
  read: readDiskEncryption,
  parse(raw) {
    if (findContainer(raw.container) !== null) {
      throw new SourceError('unsupported', 'a container stands on the disks of its host');
    }
    const volumes = [
      ...listVolumes(raw.mountinfo).map((mount) => ({ mount: mount.mount, ...ofMount(raw, mount) })),
      ...ofSwap(raw),
    ];
    if (volumes.length === 0) throw new SourceError('denied', '/proc/self/mountinfo has no line as expected');
    const unread = volumes.filter(({ encrypted }) => encrypted === null).map(({ mount }) => mount);
    return {
      data: { volumes },
      ...(unread.length === 0 ? {} : { reason: `what lies below could not be read: ${unread.join(', ')}` }),
    };
  },
};

/** The firmware reads the EFI system partition and can decrypt nothing: it holds no data and is left out. */
function listVolumes(mountinfo: string): readonly Mount[] {
  return selectFileSystems(parseMountinfo(mountinfo).mounts).filter(
    ({ mount, type }) => !(type === 'vfat' && /^\/(boot\/efi|boot|efi|esp)$/.test(mount)),
  );
}

/** Where memory is paged to. Compressed memory (zram) is no disk, and a file is as safe as its file system. */
function listSwap(swaps: string | null): readonly string[] {
  return (swaps ?? '')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([path, kind]) => kind === 'partition' && path !== undefined && !/\/zram\d+$/.test(path))
    .map(([path = '']) => path);
}

function ofMount(raw: DiskEncryptionRaw, mount: Mount): Encryption {
  if (mount.type === 'zfs') return ofZfs(raw, mount.device);
  const name = raw.names[mount.deviceNumber] ?? raw.names[mount.device];
  if (name === undefined) return { encrypted: null, method: null };
  const all = mount.type === 'btrfs' ? raw.btrfs.find((devices) => devices.includes(name)) : undefined;
  return combine((all ?? [name]).map((device) => findEncryption(raw.stack, device)));
}

function ofZfs({ zfs, zpool, stack }: DiskEncryptionRaw, dataSet: string): Encryption {
  const value = parseZfsEncryption(zfs ?? '').get(dataSet);
  if (value !== undefined && value !== 'off') return { encrypted: true, method: `zfs ${value}` };
  const devices = parsePoolDevices(zpool ?? '').get(dataSet.split('/')[0] ?? '');
  if (value === undefined || devices === undefined) return { encrypted: null, method: null };
  return combine(devices.map((device) => findEncryption(stack, device)));
}

function ofSwap({ swaps, names, stack }: DiskEncryptionRaw) {
  const paths = listSwap(swaps);
  return paths.map((path) => ({
    mount: paths.length === 1 ? 'swap' : `swap ${path}`,
    ...findEncryption(stack, names[path] ?? ''),
  }));
}

async function readDiskEncryption(host: Host): Promise<DiskEncryptionRaw> {
  const mountinfo = await host.readText('/proc/self/mountinfo');
  const swaps = await orNull(readValue(host, '/proc/swaps'));
  const mounts = listVolumes(mountinfo);
  const names: Record<string, string> = {};
  for (const { deviceNumber, device } of mounts) {
    const link = await orNull(host.readLink(`/sys/dev/block/${deviceNumber}`));
    if (link !== null) names[deviceNumber] = lastPart(link);
    else if (device.startsWith('/dev/')) names[device] = await kernelName(host, device);
  }
  for (const path of listSwap(swaps)) names[path] = await kernelName(host, path);
  const btrfs = mounts.some(({ type }) => type === 'btrfs') ? await listBtrfs(host) : [];
  const hasZfs = mounts.some(({ type }) => type === 'zfs');
  const zpool = hasZfs ? await ask(host, 'zpool', ['list', '-H', '-v', '-P', '-L']) : null;
  const poolDevices = [...parsePoolDevices(zpool ?? '').values()].flat();
  return {
    container: await readContainerSigns(host),
    mountinfo,
    swaps,
    names,
    stack: await readStack(host, [...Object.values(names), ...btrfs.flat(), ...poolDevices]),
    btrfs,
    zfs: hasZfs
      ? await ask(host, 'zfs', ['get', '-H', '-o', 'name,value', '-t', 'filesystem', 'encryption'])
      : null,
    zpool,
  };
}

const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** `/dev/mapper/vg-root` is a link to `../dm-1`; `/dev/sda2` is none. */
async function kernelName(host: Host, path: string): Promise<string> {
  return lastPart((await orNull(host.readLink(path))) ?? path);
}

async function listBtrfs(host: Host): Promise<readonly (readonly string[])[]> {
  const folder = '/sys/fs/btrfs';
  const fileSystems: (readonly string[])[] = [];
  for (const id of await host.list(folder)) {
    const devices = await host.list(`${folder}/${id}/devices`);
    if (devices.length > 0) fileSystems.push(devices);
  }
  return fileSystems;
}

async function ask(host: Host, program: string, args: readonly string[]): Promise<string | null> {
  const answer = await orNull(host.run(program, args, { timeoutSeconds: 5 }));
  return answer?.stdout ?? null;
}
