import type { Lang } from '../format/lang.ts';
import { formatBytes } from '../format/number.ts';
import { type Section, sectionData } from '../report/section.ts';
import type { SectionData } from '../report/sections.ts';
import type { ExpectedFact } from './expected-fact.ts';
import type { Judgement } from './judge-fact.ts';

type Disk = SectionData['disks']['disks'][number];

/**
 * Is a planned data disk there? Which disk holds the system is known where its file system names a disk; where
 * it does not (LVM, Windows), any of them may, and only what holds for each of them is said.
 */
export function judgeDisk(
  { sizeGib, count }: Extract<ExpectedFact, { readonly fact: 'disk' }>,
  { disks }: SectionData['disks'],
  fileSystems: Section<SectionData['file-systems']> | undefined,
  isWhole: boolean,
): Judgement {
  const fixed = disks.filter(({ removable, sizeBytes }) => removable !== true && sizeBytes > 0);
  const isLarge = ({ sizeBytes }: Disk) => sizeBytes >= sizeGib * 1024 ** 3;
  const system = systemDisk(fixed, sectionData(fileSystems));
  const large = fixed.filter((disk) => disk !== system && isLarge(disk)).length;
  const sizes = (lang: Lang) =>
    fixed.map(({ sizeBytes }) => formatBytes(sizeBytes, lang, 'binary')).join(', ');
  const wanted = (lang: Lang) => formatBytes(sizeGib * 1024 ** 3, lang, 'binary');
  const surely = system === null ? large - 1 : large;
  if (surely >= count) {
    return { is: true, seen: { sv: `Har diskarna ${sizes('sv')}.`, en: `Has the disks ${sizes('en')}.` } };
  }
  if (large < count && isWhole) {
    return {
      is: false,
      seen:
        fixed.length === 0
          ? { sv: 'Har ingen disk.', en: 'Has no disk.' }
          : {
              sv: `Har diskarna ${sizes('sv')}; en på ${wanted('sv')} saknas.`,
              en: `Has the disks ${sizes('en')}; one of ${wanted('en')} is missing.`,
            },
    };
  }
  if (!isWhole) {
    return {
      is: null,
      reason: { sv: 'Alla diskar gick inte att läsa.', en: 'Not all disks could be read.' },
    };
  }
  return {
    is: null,
    reason: {
      sv: `Diskarna är ${sizes('sv')}; vilken som är systemets syns inte.`,
      en: `The disks are ${sizes('en')}; which one is the system's cannot be seen.`,
    },
  };
}

/** Where LVM hides the disk below `/`, what starts the system still stands on a partition of its own. */
const systemMounts: ReadonlySet<string> = new Set(['/', '/boot', '/boot/efi']);

function systemDisk(disks: readonly Disk[], data: SectionData['file-systems'] | null): Disk | null {
  const partitions = (data?.fileSystems ?? [])
    .filter(({ mount }) => systemMounts.has(mount))
    .map(({ device }) => device.replace(/^\/dev\//, ''));
  return disks.find(({ name }) => partitions.some((partition) => isPartitionOf(partition, name))) ?? null;
}

/** `sda2` of `sda`, `nvme0n1p3` of `nvme0n1`; never `sdaa` of `sda`. */
function isPartitionOf(partition: string, disk: string): boolean {
  if (partition === disk) return true;
  return partition.startsWith(disk) && /^p?\d+$/.test(partition.slice(disk.length));
}
