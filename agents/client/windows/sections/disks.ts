import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import type { Disks } from '#model/report/sections/disks.ts';
import { knownText } from '../../placeholders.ts';
import { parsed } from '../../probe.ts';
import { text, type WindowsSection, whole } from '../windows-section.ts';

const Drive = z.strictObject({
  index: whole,
  model: text,
  serial: text,
  sizeBytes: whole,
  interface: text,
  capabilities: z.array(z.int()),
});
const Physical = z.strictObject({
  deviceId: text,
  name: text,
  serial: text,
  sizeBytes: whole,
  mediaType: whole,
  busType: whole,
});
const Raw = z.strictObject({ drives: z.array(Drive), physical: z.array(Physical).nullable() });
type Raw = z.infer<typeof Raw>;
type Drive = z.infer<typeof Drive>;
type Physical = z.infer<typeof Physical>;

/** `MSFT_PhysicalDisk.BusType`: 7 USB, 14 virtual, 15 file-backed virtual, 17 NVMe. */
const bus = { usb: 7, virtual: [14, 15], nvme: 17 } as const;
/** `MSFT_PhysicalDisk.MediaType`. */
const media: Readonly<Record<number, 'hdd' | 'ssd'>> = { 3: 'hdd', 4: 'ssd' };
/** `Win32_DiskDrive.Capabilities`: 7 supports removable media. */
const removableMedia = 7;

export const disks: WindowsSection<'disks', Raw> = {
  name: 'disks',
  source: 'Win32_DiskDrive, MSFT_PhysicalDisk',
  raw: Raw,
  parse({ drives, physical }) {
    const rows = drives
      // A card reader without a card is a drive without a size.
      .filter(({ index, sizeBytes }) => index !== null && sizeBytes !== null && sizeBytes > 0)
      .map((drive) =>
        describe(
          drive,
          physical?.find(({ deviceId }) => deviceId === String(drive.index)),
        ),
      )
      .sort((a, b) => compareText(a.name, b.name));
    return parsed({ disks: rows }, []);
  },
};

const virtualModel = /\bvirtual\b|^(vmware|vbox|qemu|red hat virtio|xensrc)/i;

function describe(drive: Drive, physical: Physical | undefined): Disks['disks'][number] {
  const model = knownText(drive.model) ?? knownText(physical?.name ?? null);
  const isUsb = drive.interface?.toUpperCase() === 'USB' || physical?.busType === bus.usb;
  const removable = drive.capabilities.includes(removableMedia);
  return {
    name: `PHYSICALDRIVE${drive.index}`,
    sizeBytes: drive.sizeBytes ?? 0,
    model,
    // What somebody plugs in is theirs, and its number would tell whose.
    serial: isUsb || removable ? null : (knownText(physical?.serial ?? null) ?? knownText(drive.serial)),
    kind: kindOf(model, physical),
    removable: drive.capabilities.length === 0 ? null : removable,
  };
}

function kindOf(model: string | null, physical: Physical | undefined) {
  const busType = physical?.busType ?? -1;
  if (virtualModel.test(model ?? '') || (bus.virtual as readonly number[]).includes(busType))
    return 'virtual';
  if (busType === bus.nvme) return 'nvme';
  return media[physical?.mediaType ?? -1] ?? null;
}
