import type { Disks } from '#model/report/sections/disks.ts';
import { knownText } from '../placeholders.ts';

type Disk = Disks['disks'][number];

/** One entry of /sys/block. */
export interface BlockDevice {
  readonly name: string;
  /** Target of the link in /sys/block: by which bus the disk is attached. */
  readonly path: string | null;
  /** Files below it by name: `size`, `queue/rotational`, `device/model` … */
  readonly values: Readonly<Record<string, string>>;
  readonly denied: readonly string[];
  /** udev's record of the device, which tells model and serial whole; null where udev does not run. */
  readonly udev: string | null;
}

/** /sys counts in sectors of 512 bytes, whatever the disk's own sectors (Linux, `include/linux/types.h`, sector_t). */
const sectorBytes = 512;

/** Leaves out what is built on other devices, parts of one, drives without a medium, and second NVMe paths. */
export function isDisk({ name, values }: BlockDevice): boolean {
  const isComposed = /^(loop|ram|zram|dm-|md|sr|fd|nbd|zd|rbd|mtdblock|bcache)/.test(name);
  const isPart = /^mmcblk\d+(boot\d+|rpmb)$/.test(name);
  const sectors = Number(values.size);
  return !isComposed && !isPart && values.hidden !== '1' && Number.isSafeInteger(sectors) && sectors > 0;
}

/** True where a disk of a storage network shows once more over another path: its world-wide name is the same. */
export function isSecondPath(device: BlockDevice, earlier: readonly BlockDevice[]): boolean {
  const name = device.values['device/wwid'] ?? '';
  if (!/^(naa|eui)\./.test(name) || !device.name.startsWith('sd')) return false;
  return earlier.some((other) => other.name.startsWith('sd') && other.values['device/wwid'] === name);
}

/** What a block device says of itself; null for what it does not say. */
export function describeDisk(device: BlockDevice): Disk {
  const { name, values } = device;
  const udev = parseUdev(device.udev);
  const vendor = knownText(values['device/vendor'] ?? null);
  const model = knownText(decodeUdev(udev.get('ID_MODEL_ENC')) ?? values['device/model'] ?? null);
  const isUsb = udev.get('ID_BUS') === 'usb' || /\/usb\d/.test(device.path ?? '');
  const removable = values.removable === '1' ? true : values.removable === '0' ? false : null;
  const serial =
    udev.get('SCSI_IDENT_SERIAL') ??
    udev.get('ID_SERIAL_SHORT') ??
    values.serial ??
    values['device/serial'] ??
    // Page 0x80 of SCSI: four bytes of header before the number (SPC-5, 7.7.18).
    values['device/vpd_pg80']?.slice(4) ??
    null;
  return {
    name,
    sizeBytes: Number(values.size) * sectorBytes,
    model,
    // What somebody plugs in is theirs, and its number would tell whose.
    serial: isUsb || removable === true ? null : knownText(serial),
    kind: findKind({ name, vendor, model, isUsb, rotational: values['queue/rotational'] ?? null }),
    removable,
  };
}

function findKind(disk: {
  readonly name: string;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly isUsb: boolean;
  readonly rotational: string | null;
}): Disk['kind'] {
  if (isVirtual(disk)) return 'virtual';
  if (disk.name.startsWith('nvme')) return 'nvme';
  // Adapters and RAID controllers answer for disks they hide, often wrongly.
  const isBehind =
    disk.isUsb || /\b(RAID|PERC|LOGICAL VOLUME|MR\d{4})\b/i.test(`${disk.vendor} ${disk.model}`);
  if (isBehind || disk.rotational === null) return null;
  return disk.rotational === '1' ? 'hdd' : disk.rotational === '0' ? 'ssd' : null;
}

/** Disks that hypervisors make: paravirtual by their driver's name, emulated ones by the name they were given. */
function isVirtual({
  name,
  vendor,
  model,
}: {
  name: string;
  vendor: string | null;
  model: string | null;
}): boolean {
  if (/^(vd|xvd)[a-z]+$/.test(name)) return true;
  const isMaker = /^(VMware|QEMU|VBOX|Msft|Xen|Google|Nutanix|Virtio|Linode|DO|HC)$/i.test(vendor ?? '');
  return (
    isMaker ||
    /virtual|^(QEMU|VBOX|VMware|Google|EphemeralDisk|PersistentDisk|nvme_card|Amazon E|MSFT NVMe)/i.test(
      model ?? '',
    )
  );
}

/** Properties (`E:NAME=value`) of udev's record. */
function parseUdev(text: string | null): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text?.split('\n') ?? []) {
    const match = /^E:([A-Z0-9_]+)=(.*)$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) values.set(match[1], match[2]);
  }
  return values;
}

/** udev writes what is no letter or digit as `\x20`. */
function decodeUdev(value: string | undefined): string | undefined {
  return value?.replace(/\\x([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
