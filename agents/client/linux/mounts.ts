/** One line of `/proc/self/mountinfo`. */
export interface Mount {
  /** `major:minor` of the file system: equal for bind mounts and for subvolumes of it. */
  readonly deviceNumber: string;
  /** Folder of the file system that is mounted; `/` for the whole. */
  readonly root: string;
  readonly mount: string;
  readonly type: string;
  readonly device: string;
  readonly readOnly: boolean;
}

/** Reads `/proc/self/mountinfo` (`man 5 proc_pid_mountinfo`); lines that are none are counted, not guessed at. */
export function parseMountinfo(text: string): {
  readonly mounts: readonly Mount[];
  readonly notUnderstood: number;
} {
  const mounts: Mount[] = [];
  let notUnderstood = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const mount = parseLine(line);
    if (mount === null) notUnderstood += 1;
    else mounts.push(mount);
  }
  return { mounts, notUnderstood };
}

function parseLine(line: string): Mount | null {
  const [before = '', after] = line.split(' - ', 2);
  const [, , deviceNumber = '', root = '', mount = '', options = ''] = before.trim().split(' ');
  const [type = '', device = '', superOptions = ''] = after?.split(' ') ?? [];
  if (!/^\d+:\d+$/.test(deviceNumber) || !mount.startsWith('/') || type === '' || device === '') return null;
  return {
    deviceNumber,
    root: decodePath(root),
    mount: decodePath(mount),
    type,
    device: decodePath(device),
    readOnly: [options, superOptions].some((list) => list.split(',').includes('ro')),
  };
}

/** The kernel writes white space, backslash and `#` in paths as three octal digits. */
function decodePath(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/** Folders whose mounts belong to containers: their layers come and go, and the runtime knows of them. */
const containerFolders = /^\/(var\/lib|run)\/(docker|containers|containerd|kubelet|lxd|lxcfs|incus)\//;
/** Media a person put in, mounted under that person's name; homes that `systemd-homed` opens at login. */
const personalFolders = /^(\/run)?\/media\/|^\/run\/user\//;
const personalDevices = /^\/dev\/mapper\/home-/;
/** Single files that runtimes mount into a container. */
const containerFiles = /^\/etc\/(hosts|hostname|resolv\.conf)$/;
/** Packed read-only images (snap, installation media): always full, never anybody's data. */
const imageTypes: readonly string[] = ['squashfs', 'iso9660', 'udf', 'erofs', 'cramfs'];

/**
 * The file systems of this device that hold data, one row each, sorted by mount point: those on a block
 * device, ZFS, and whatever stands at `/`. Network file systems are left out: their capacity is the file
 * server's to report, asking a server that is gone would hang, and home folders name their owner.
 */
export function selectFileSystems(mounts: readonly Mount[]): readonly Mount[] {
  // What is mounted later at the same place hides what was there.
  const visible = [...new Map(mounts.map((mount) => [mount.mount, mount])).values()];
  const holdData = visible.filter(({ mount, device, type }) => {
    if (mount === '/') return true;
    if (containerFolders.test(mount) || containerFiles.test(mount)) return false;
    if (personalFolders.test(mount) || personalDevices.test(device)) return false;
    if (imageTypes.includes(type) || type === 'devtmpfs' || type === 'fuse' || type.startsWith('fuse.')) {
      return false;
    }
    return device.startsWith('/dev/') || type === 'zfs';
  });
  const chosen = new Map<string, Mount>();
  for (const mount of holdData) {
    const other = chosen.get(mount.deviceNumber);
    if (other === undefined || isBetter(mount, other)) chosen.set(mount.deviceNumber, mount);
  }
  return [...chosen.values()].sort((a, b) => (a.mount < b.mount ? -1 : 1));
}

/** Of several mounts of one file system the whole before a part of it, then the shortest path. */
function isBetter(mount: Mount, other: Mount): boolean {
  if ((mount.mount === '/') !== (other.mount === '/')) return mount.mount === '/';
  if ((mount.root === '/') !== (other.root === '/')) return mount.root === '/';
  return mount.mount.length < other.mount.length;
}
