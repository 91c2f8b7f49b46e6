import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import { parsed } from '../../probe.ts';
import { flag, mountOf, text, type WindowsSection, whole } from '../windows-section.ts';

const Volume = z.strictObject({
  device: text,
  mount: text,
  fileSystem: text,
  sizeBytes: whole,
  freeBytes: whole,
});
const Raw = z.strictObject({
  volumes: z.array(Volume),
  partitions: z.array(z.strictObject({ paths: z.array(z.string()), readOnly: flag })).nullable(),
});
type Raw = z.infer<typeof Raw>;

export const fileSystems: WindowsSection<'file-systems', Raw> = {
  name: 'file-systems',
  source: 'Win32_Volume (fixed disks), MSFT_Partition',
  raw: Raw,
  parse({ volumes, partitions }) {
    const rows = volumes
      .flatMap((volume) => {
        const mount = mountOf(volume.mount);
        // Without a mount: recovery and firmware partitions. Without a file system: locked by BitLocker.
        return mount === null || volume.device === null ? [] : [{ ...volume, mount, device: volume.device }];
      })
      .map(({ mount, device, fileSystem, sizeBytes, freeBytes }) => ({
        mount,
        device,
        type: fileSystem?.toLowerCase() || 'unknown',
        sizeBytes,
        usedPercent:
          sizeBytes === null || freeBytes === null || sizeBytes <= 0 || freeBytes > sizeBytes
            ? null
            : Math.round(((sizeBytes - freeBytes) / sizeBytes) * 100),
        readOnly:
          partitions?.some(({ paths, readOnly }) => readOnly === true && paths.includes(device)) ?? false,
      }))
      .sort((a, b) => compareText(a.mount, b.mount));
    const unread = rows.filter(({ usedPercent }) => usedPercent === null).map(({ mount }) => mount);
    return parsed(
      { fileSystems: rows },
      unread.length === 0 ? [] : [`capacity not readable: ${unread.join(', ')}`],
    );
  },
};
