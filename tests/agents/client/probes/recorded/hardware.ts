import { expect } from 'vitest';
import type { HardwareRaw } from '#agents/client/probes/hardware.ts';
import type { SectionData } from '#model/report/sections.ts';
import type { RecordedRow } from './row.ts';

const machine: Omit<HardwareRaw, 'dmi' | 'cpuinfo'> = {
  deviceTree: { model: null, serial: null },
  topology: [],
  container: {
    kernelRelease: '6.1.0',
    pidNamespace: 'pid:[4026531836]',
    systemdContainer: null,
    cgroup: null,
    marks: [],
  },
  hypervisor: {
    clocks: null,
    hypervisorType: null,
    xenCapabilities: null,
    deviceTree: null,
    detectVirt: null,
  },
};

/** Names that dmidecode prints for the type numbers of SMBIOS (DSP0134 3.7.0, table 17). */
const chassisNames = [
  'Other', 'Unknown', 'Desktop', 'Low Profile Desktop', 'Pizza Box', 'Mini Tower', 'Tower', 'Portable', 'Laptop',
  'Notebook', 'Hand Held', 'Docking Station', 'All In One', 'Sub Notebook', 'Space-saving', 'Lunch Box',
  'Main Server Chassis', 'Expansion Chassis', 'Sub Chassis', 'Bus Expansion Chassis', 'Peripheral Chassis',
  'RAID Chassis', 'Rack Mount Chassis', 'Sealed-case PC', 'Multi-system', 'CompactPCI', 'AdvancedTCA', 'Blade',
  'Blade Enclosing', 'Tablet', 'Convertible', 'Detachable', 'IoT Gateway', 'Embedded PC', 'Mini PC', 'Stick PC',
]; // biome-ignore format: one table

/** What `/sys/class/dmi/id` holds on the machine whose `dmidecode` this is. */
export function dmiOf(dmidecode: string): Record<string, string> {
  const values: Record<string, string> = {};
  const take = (title: string, fields: Readonly<Record<string, string>>) => {
    const block = dmidecode
      .split(/\r?\n\s*\r?\n/)
      .find((part) => new RegExp(`^\\s*${title}\\s*$`, 'm').test(part));
    for (const [file, label] of Object.entries(fields)) {
      const value = new RegExp(`^\\s*${label}: (.*)$`, 'm').exec(block ?? '')?.[1];
      if (value !== undefined) values[file] = value.trim();
    }
  };
  take('BIOS Information', { bios_vendor: 'Vendor', bios_version: 'Version', bios_date: 'Release Date' });
  take('System Information', {
    sys_vendor: 'Manufacturer',
    product_name: 'Product Name',
    product_version: 'Version',
    product_serial: 'Serial Number',
    product_uuid: 'UUID',
  });
  take('Base Board Information', { board_vendor: 'Manufacturer' });
  take('Chassis Information', { chassis_type: 'Type' });
  const type = chassisNames.indexOf(values.chassis_type ?? '') + 1;
  if (type > 0) values.chassis_type = String(type);
  return values;
}

const told = ({ manufacturer, model, serial, uuid, firmware, processor }: SectionData['hardware']) => [
  manufacturer,
  ...(/^lenovo$/i.test(manufacturer ?? '') ? (model?.replace(/\)$/, '').split(' (') ?? []) : [model]),
  serial,
  uuid,
  firmware.vendor,
  firmware.version,
  firmware.date?.slice(0, 4).slice(-2) ?? null,
  processor.model,
];

const fromDmidecode = (files: RegExp, atLeast: number, withData: number) =>
  ({
    probe: 'hardware',
    format: `dmidecode ${files.source}`,
    files,
    atLeast,
    withData,
    toldAtLeast: 4,
    toRaw: (text) => ({ ...machine, dmi: { values: dmiOf(text), denied: [] }, cpuinfo: '' }),
    told,
  }) satisfies RecordedRow<'hardware'>;

export const hardwareRows: readonly RecordedRow<'hardware'>[] = [
  {
    ...fromDmidecode(/^linuxhw-dmi\/.*\/[0-9A-F]{12}$/, 150, 150),
    holds(data, _text, path) {
      const kind = path.split('/')[1];
      expect(data.virtualisation).toBeNull();
      expect(data.manufacturer ?? data.firmware.vendor).not.toBeNull();
      if (kind === 'Server') expect(['server', 'desktop', 'other', null]).toContain(data.chassis);
      if (kind === 'Notebook') expect(data.chassis).not.toBe('server');
      // Serial numbers are masked with "--" in this set: a filler, never a number.
      expect(data.serial).toBeNull();
    },
  },
  fromDmidecode(/^glpi-agent-generic\/dmidecode\/[^/]+$/, 22, 19),
  fromDmidecode(/^insights-core-literals\/dmidecode\//, 6, 5),
  {
    ...fromDmidecode(
      /^(hotsos-sosreports\/.*\/dmidecode|jc-fixtures\/.*dmidecode\.out|facter\/dmi_decode_.*)$/,
      7,
      5, // one was taken without the right to, one is cut short
    ),
    holds(data, text) {
      if (!text.includes('System Information')) return;
      // All machines of these three sets are guests.
      expect(['kvm', 'qemu', 'vmware', 'virtualbox']).toContain(data.virtualisation);
      expect(data.chassis).toBe('virtual');
    },
  },
  {
    probe: 'hardware',
    format: '/proc/cpuinfo',
    files: /(^|\/)cpuinfo($|[-_/])/,
    atLeast: 36,
    withData: 28, // 64-bit ARM and S/390 tell no name
    toRaw: (cpuinfo) => ({ ...machine, dmi: { values: {}, denied: [] }, cpuinfo }),
    told,
    holds({ processor: { sockets, cores, threads } }, text) {
      const lines = text.match(/^processor\s*:\s*\d+/gm)?.length ?? 0;
      expect(threads ?? 0).toBeLessThanOrEqual(lines);
      if (lines === 0) expect(threads).toBeNull();
      if (sockets !== null && cores !== null) expect(sockets).toBeLessThanOrEqual(cores);
    },
  },
];
