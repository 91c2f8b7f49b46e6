import { expect } from 'vitest';
import type { SectionData } from '#model/report/sections.ts';
import type { RecordedRow } from './row.ts';

const told = ({ fileSystems }: SectionData['file-systems']) =>
  fileSystems.flatMap(({ mount, device, type }) => [...mount.split(/[\s"]/), device, type]);

/** Lines of `mount` or `/proc/mounts` as `/proc/self/mountinfo` has them, each a file system of its own. */
function toMountinfo(text: string): string {
  const unquoted = text.replace(/^'|'\s*$/g, '');
  const lines = unquoted.split('\n').flatMap((line, at) => {
    const match =
      /^(\S+) on (.+) type (\S+) \(([^)]*)\)/.exec(line) ?? /^(\S+) (\/\S*) (\S+) (\S+) \d+ \d+$/.exec(line);
    if (match === null) return [];
    const [, device, mount = '', type, options] = match;
    return [`${at} 1 9:${at} / ${mount.replaceAll(' ', '\\040')} ${options} - ${type} ${device} ${options}`];
  });
  return lines.join('\n');
}

function holds({ fileSystems }: SectionData['file-systems'], text: string): void {
  const kernelTypes =
    /^(proc|sysfs|devtmpfs|devpts|tmpfs|cgroup2?|nfs4?|cifs|squashfs|fuse\..*|autofs|debugfs)$/;
  expect(fileSystems.filter(({ type, mount }) => kernelTypes.test(type) && mount !== '/')).toEqual([]);
  // No capacity was recorded with these files.
  expect(fileSystems.every(({ sizeBytes, usedPercent }) => sizeBytes === null && usedPercent === null)).toBe(
    true,
  );
  if (/ext4|xfs/.test(text)) expect(fileSystems.length).toBeGreaterThan(0);
}

export const fileSystemsRows: readonly RecordedRow<'file-systems'>[] = [
  {
    probe: 'file-systems',
    format: '/proc/self/mountinfo',
    files: /(^|\/)mountinfo$|\/mount__MOUNTINFO_/,
    atLeast: 4,
    withData: 4,
    toRaw: (mountinfo) => ({ mountinfo, capacities: {} }),
    told,
    holds,
  },
  {
    probe: 'file-systems',
    format: 'mount and /proc/mounts',
    files: /\/mount_-l$|\/mount__(MOUNT_|PROC_)|\/mount[^/]*\.out$|^facter\/(mount|proc_self_mounts.*)$/,
    atLeast: 12,
    withData: 11,
    toRaw: (text) => ({ mountinfo: toMountinfo(text), capacities: {} }),
    told,
    holds,
  },
];
