import { z } from 'zod';
import { chassisOf } from '../../chassis.ts';
import { knownText, knownUuid } from '../../placeholders.ts';
import { parsed } from '../../probe.ts';
import { instant, text, type WindowsSection, whole } from '../windows-section.ts';

const Raw = z.strictObject({
  manufacturer: text,
  model: text,
  uuid: text,
  serial: text,
  chassisTypes: z.array(z.int()).nullable(),
  firmware: z.strictObject({ vendor: text, version: text, releasedAt: instant }).nullable(),
  processors: z.array(z.strictObject({ name: text, cores: whole, threads: whole })).nullable(),
});
type Raw = z.infer<typeof Raw>;

/** Makers and models that hypervisors give their guests (SMBIOS type 1). */
const hypervisors: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^vmware/i, 'vmware'],
  [/^microsoft corporation virtual machine$/i, 'hyperv'],
  [/^innotek gmbh|virtualbox/i, 'virtualbox'],
  [/^qemu|^red hat kvm|^proxmox|standard pc|openstack|^amazon ec2/i, 'kvm'],
  [/^xen/i, 'xen'],
  [/^nutanix/i, 'nutanix'],
  [/^parallels/i, 'parallels'],
];

export const hardware: WindowsSection<'hardware', Raw> = {
  name: 'hardware',
  source:
    'Win32_ComputerSystem, Win32_ComputerSystemProduct, Win32_BIOS, Win32_SystemEnclosure, Win32_Processor',
  raw: Raw,
  parse(raw) {
    const maker = `${raw.manufacturer ?? ''} ${raw.model ?? ''}`.trim();
    const virtualisation = hypervisors.find(([pattern]) => pattern.test(maker))?.[1] ?? null;
    const types = (raw.chassisTypes ?? []).map(chassisOf).filter((kind) => kind !== null);
    // A dock adds an enclosure of its own: the device's is the one that names a kind of computer.
    const chassis = types.find((kind) => kind !== 'other') ?? types[0] ?? null;
    const processors = raw.processors ?? [];
    const data = {
      manufacturer: knownText(raw.manufacturer),
      model: knownText(raw.model),
      serial: knownText(raw.serial),
      uuid: knownUuid(raw.uuid),
      chassis: virtualisation === null ? chassis : ('virtual' as const),
      virtualisation,
      firmware: {
        vendor: knownText(raw.firmware?.vendor ?? null),
        version: knownText(raw.firmware?.version ?? null),
        date: raw.firmware?.releasedAt?.slice(0, 10) ?? null,
      },
      processor: {
        model: knownText(processors[0]?.name ?? null),
        sockets: processors.length === 0 ? null : processors.length,
        cores: total(processors.map(({ cores }) => cores)),
        threads: total(processors.map(({ threads }) => threads)),
      },
    };
    return parsed(data, maker === '' ? ['maker and model not told'] : []);
  },
};

/** Null where one of the parts is not known, or there is none. */
function total(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null && part > 0) as number[];
  return known.length === 0 || known.length < parts.length
    ? null
    : known.reduce((sum, part) => sum + part, 0);
}
