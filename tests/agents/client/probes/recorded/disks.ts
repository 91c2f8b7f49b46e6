import { expect } from 'vitest';
import type { BlockDevice } from '#agents/client/linux/disk.ts';
import type { DisksRaw } from '#agents/client/probes/disks.ts';
import type { SectionData } from '#model/report/sections.ts';
import type { RecordedRow } from './row.ts';
import { parseTtar } from './ttar.ts';

const rawOf = (devices: readonly BlockDevice[]): DisksRaw => ({
  container: {
    kernelRelease: '6.1.0',
    pidNamespace: 'pid:[4026531836]',
    systemdContainer: null,
    cgroup: null,
    marks: [],
  },
  devices,
});
const told = ({ disks }: SectionData['disks']) =>
  disks.flatMap(({ name, model, serial }) => [name, model, serial]);
const device = (name: string, values: Record<string, string>, udev: string | null = null): BlockDevice => ({
  name,
  path: null,
  values: { size: '2048', ...values },
  denied: [],
  udev,
});

/** Disks of `lsblk -O -P`; the sizes it prints are rounded, so that they are not compared. */
function fromLsblk(text: string): DisksRaw {
  const lines = text.split('\n').map((line) => {
    const pairs = [...line.matchAll(/([A-Z:%-]+)="([^"]*)"/g)];
    return Object.fromEntries(pairs.map(([, key, value]) => [key, value])) as Record<string, string>;
  });
  const named = lines.filter((line) => line.NAME !== undefined && line.TYPE !== 'part');
  return rawOf(
    named.map((line) =>
      device(line.NAME ?? '', {
        removable: line.RM ?? '',
        'queue/rotational': line.ROTA ?? '',
        'device/model': line.MODEL ?? '',
        'device/vendor': line.VENDOR ?? '',
        'device/serial': line.SERIAL ?? '',
      }),
    ),
  );
}

/** Names of the devices in the archive whose numbers are those of whole disks. */
const diskNames: Readonly<Record<string, string>> = {
  'b8:0': 'sda', 'b8:16': 'sdb', 'b8:32': 'sdc', 'b179:0': 'mmcblk0', 'b259:0': 'nvme0n1', 'b11:0': 'sr0',
}; // biome-ignore format: one table

/** Entries of /sys/block in a dump of glpi-agent (a Perl structure, indented by depth). */
function fromGlpiDump(text: string): DisksRaw {
  const block = text.slice(text.indexOf("'block' => {"), text.indexOf("'udisksctl' =>"));
  const entries = block.split(/\n {6}'(?=[\w-]+' => \{)/).slice(1);
  return rawOf(
    entries.map((entry) => {
      const name = /^[\w-]+/.exec(entry)?.[0] ?? '';
      const value = (key: string) => new RegExp(`'${key}' => '([^']*)'`).exec(entry)?.[1]?.trim();
      const files = [
        'device/model',
        'device/vendor',
        'device/vpd_pg80',
        'device/serial',
        'removable',
        'size',
      ];
      const pairs = files.map((file) => [file, value(file.replace('device/', ''))] as const);
      return device(name, Object.fromEntries(pairs.filter(([, found]) => found !== undefined)) as never);
    }),
  );
}

export const disksRows: readonly RecordedRow<'disks'>[] = [
  {
    probe: 'disks',
    format: 'lsblk -O -P',
    files: /\/lsblk_-O_-P$/,
    atLeast: 4,
    withData: 4,
    toRaw: fromLsblk,
    told,
    holds({ disks }) {
      expect(disks.filter(({ name }) => /^(loop|sr|dm-|ram)/.test(name))).toEqual([]);
      // All are KVM guests.
      expect(disks.map(({ kind }) => kind)).toContain('virtual');
    },
  },
  {
    probe: 'disks',
    format: 'udev records',
    files: /^node-exporter\/udev\.ttar$/,
    atLeast: 1,
    withData: 1,
    toRaw: (text) =>
      rawOf(
        [...parseTtar(text)].flatMap(([path, udev]) => {
          const name = diskNames[path.split('/').at(-1) ?? ''];
          return name === undefined ? [] : [device(name, { removable: '0' }, udev)];
        }),
      ),
    told: ({ disks }) => disks.flatMap(({ model, serial }) => [...(model?.split(' ') ?? []), serial]), // written with _ or \x20 there
    holds: ({ disks }) => {
      expect(disks.map(({ name }) => name)).not.toContain('sr0');
      expect(disks.filter(({ serial }) => serial !== null).length).toBeGreaterThanOrEqual(2);
    },
  },
  {
    probe: 'disks',
    format: '/sys/block in dumps of glpi-agent',
    files: /^glpi-agent-linux\/storages\/.*\.dump$/,
    atLeast: 6,
    withData: 6,
    toRaw: fromGlpiDump,
    told,
    holds: ({ disks }) => expect(disks.length).toBeGreaterThan(0),
  },
];
