import { Hardware } from '#model/report/sections/hardware.ts';
import { chassisOf } from '../chassis.ts';
import type { Host } from '../host.ts';
import { type ContainerSigns, findContainer, readContainerSigns } from '../linux/container.ts';
import { firmwareDay } from '../linux/firmware-day.ts';
import { findMachine, type HypervisorSigns, type Makers, readHypervisorSigns } from '../linux/hypervisor.ts';
import { parseProcessor, readTopology, type ThreadPlace } from '../linux/processor.ts';
import { readValue, readValues, type Values } from '../linux/read-value.ts';
import { knownText, knownUuid } from '../placeholders.ts';
import { type Probe, parsed } from '../probe.ts';

/** SMBIOS texts, `/proc/cpuinfo`, and what tells a virtual machine or container from a machine. */
export interface HardwareRaw {
  /** Files of `/sys/class/dmi/id`; empty where the firmware has no SMBIOS table. */
  readonly dmi: Values;
  /** Model and serial number by the device tree, which ARM boards have instead of SMBIOS. */
  readonly deviceTree: { readonly model: string | null; readonly serial: string | null };
  readonly cpuinfo: string;
  readonly topology: readonly ThreadPlace[];
  readonly container: ContainerSigns;
  readonly hypervisor: HypervisorSigns;
}

const dmiFolder = '/sys/class/dmi/id';
const dmiNames = [
  'bios_date',
  'bios_vendor',
  'bios_version',
  'board_vendor',
  'chassis_type',
  'product_name',
  'product_serial',
  'product_uuid',
  'product_version',
  'sys_vendor',
] as const;
type DmiName = (typeof dmiNames)[number];

export const hardware: Probe<'hardware', HardwareRaw> = {
  name: 'hardware',
  description:
    'Maker, model, serial number, firmware and processor of the device, from its firmware and the kernel.',
  descriptionSv:
    'Enhetens tillverkare, modell, serienummer, fasta programvara och processor, enligt den själv och kärnan.',
  platforms: ['linux'],
  timeoutSeconds: 10,
  schema: Hardware,
  source:
    '/sys/class/dmi/id, /proc/device-tree, /proc/cpuinfo, /sys/devices/system/cpu, clock sources, signs of a container',
  read: readHardware,
  parse(raw) {
    const { dmi, deviceTree } = raw;
    const processor = parseProcessor(raw.cpuinfo, raw.topology);
    const noModel = processor.model === null ? ['processor model: the kernel tells numbers only'] : [];
    const container = findContainer(raw.container);
    if (container !== null) {
      const where = container.runtime === null ? 'a container' : `a container (${container.runtime})`;
      const reason = [
        `runs in ${where}: maker, model, serial number and firmware are its host's`,
        ...noModel,
      ];
      const virtual = { chassis: 'virtual', virtualisation: container.runtime } as const;
      return { data: { ...nothingKnown, ...virtual, processor }, reason: reason.join('; ') };
    }
    const machine = findMachine(raw.hypervisor, makersOf(dmi, deviceTree), raw.cpuinfo);
    const isVirtual = machine.kind === 'virtual' || machine.kind === 'unnamed';
    const text = (name: DmiName) => knownText(dmi.values[name] ?? null);
    const data: Hardware = {
      manufacturer: text('sys_vendor'),
      model: text('product_name') === null ? knownText(deviceTree.model) : nameModel(text),
      serial: text('product_serial') ?? knownText(deviceTree.serial),
      uuid: knownUuid(dmi.values.product_uuid ?? null),
      chassis: isVirtual ? 'virtual' : chassisOf(Number(dmi.values.chassis_type ?? 0)),
      virtualisation: machine.kind === 'virtual' ? machine.hypervisor : null,
      firmware: {
        vendor: text('bios_vendor'),
        version: text('bios_version'),
        date: firmwareDay(dmi.values.bios_date ?? null),
      },
      processor,
    };
    const reasons = [
      ...explainAbsence(raw),
      ...(isVirtual ? [] : explainPlaceholders(data, dmi)),
      ...(machine.kind === 'unnamed' ? ['runs under a hypervisor that does not tell its name'] : []),
      ...(machine.kind === 'unknown' ? ['nothing tells whether it is virtual'] : []),
      ...noModel,
    ];
    return parsed(data, reasons);
  },
};

function makersOf(dmi: Values, { model }: HardwareRaw['deviceTree']): Makers {
  return { ...dmi.values, ...(model === null ? {} : { board_model: model }) };
}

const nothingKnown = {
  manufacturer: null,
  model: null,
  serial: null,
  uuid: null,
  firmware: { vendor: null, version: null, date: null },
} as const;

/** Lenovo writes the order number as product name and what people call the model as version. */
function nameModel(text: (name: DmiName) => string | null): string | null {
  const name = text('product_name');
  const version = text('product_version');
  const isOrderNumber =
    text('sys_vendor')?.toUpperCase() === 'LENOVO' && version !== null && version !== name;
  return isOrderNumber && /^Think|^Lenovo|^Idea|^Yoga|^Legion/i.test(version) ? `${version} (${name})` : name;
}

/** Why nothing, or not all, of SMBIOS could be read. */
function explainAbsence({ dmi, deviceTree }: HardwareRaw): string[] {
  if (dmi.denied.length > 0) return [`permission denied (root may read it): ${dmi.denied.join(', ')}`];
  if (Object.keys(dmi.values).length > 0) return [];
  return deviceTree.model === null
    ? ['no SMBIOS table: maker, model, serial number and firmware are not known']
    : ['no SMBIOS table, only a device tree: maker, firmware and chassis are not known'];
}

/** On a physical machine these should be there; firmware that was never filled in is said to be so. */
function explainPlaceholders(data: Hardware, { values, denied }: Values): string[] {
  if (Object.keys(values).length === 0) return [];
  const empty = [
    ...(data.manufacturer === null ? ['maker'] : []),
    ...(data.model === null ? ['model'] : []),
    ...(data.serial === null && !denied.includes('product_serial') ? ['serial number'] : []),
    ...(data.uuid === null && !denied.includes('product_uuid') ? ['UUID'] : []),
    ...(data.chassis === null ? ['chassis'] : []),
  ];
  return empty.length === 0 ? [] : [`not filled in by the firmware: ${empty.join(', ')}`];
}

async function readHardware(host: Host): Promise<HardwareRaw> {
  const dmi = await readValues(host, dmiFolder, dmiNames);
  const cpuinfo = await host.readText('/proc/cpuinfo');
  const deviceTree = {
    model: await readValue(host, '/proc/device-tree/model'),
    serial: await readValue(host, '/proc/device-tree/serial-number'),
  };
  return {
    dmi,
    deviceTree,
    cpuinfo,
    topology: await readTopology(host, cpuinfo),
    container: await readContainerSigns(host),
    hypervisor: await readHypervisorSigns(host, makersOf(dmi, deviceTree), cpuinfo),
  };
}
