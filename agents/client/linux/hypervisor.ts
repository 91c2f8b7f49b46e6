import type { Host } from '../host.ts';
import { orNull, readValue } from './read-value.ts';

/** What tells a virtual machine from a physical one, besides SMBIOS and the processor's flags. */
export interface HypervisorSigns {
  /** Clocks on offer: hypervisors give one of their own. */
  readonly clocks: string | null;
  readonly hypervisorType: string | null;
  /** `control_d` on the machine that runs Xen, which is physical. */
  readonly xenCapabilities: string | null;
  /** Node of the device tree that hypervisors on ARM add. */
  readonly deviceTree: string | null;
  /** What `systemd-detect-virt --vm` answered; asked only where the files name nobody. */
  readonly detectVirt: string | null;
}

/** `machine` is physical; `unnamed` is virtual under a hypervisor that does not tell its name. */
export type Machine =
  | { readonly kind: 'physical' | 'unnamed' | 'unknown' }
  | { readonly kind: 'virtual'; readonly hypervisor: string };

/** Texts of SMBIOS or the device tree that say what the machine is. */
export interface Makers {
  /** Board by the device tree. */
  readonly board_model?: string;
  readonly sys_vendor?: string;
  readonly product_name?: string;
  readonly board_vendor?: string;
  readonly bios_vendor?: string;
}

/** Makers that are hypervisors. First those whose guests also show the clock of another (VirtualBox shows KVM's). */
const specificMakers: readonly (readonly [pattern: RegExp, hypervisor: string])[] = [
  [/^(innotek GmbH|VirtualBox)/, 'virtualbox'],
  [/^(VMware|VMW)/, 'vmware'],
  [/^Parallels/, 'parallels'],
  [/^BHYVE/i, 'bhyve'],
  [/^Xen/, 'xen'],
  [/^Apple Virtualization/, 'apple'],
];
const clockNames: readonly (readonly [pattern: RegExp, hypervisor: string])[] = [
  [/\bkvm-clock\b/, 'kvm'],
  [/\bhyperv_clocksource/, 'hyperv'],
  [/\bxen\b/, 'xen'],
];
const generalMakers: readonly (readonly [pattern: RegExp, hypervisor: string])[] = [
  [/^(KVM|KubeVirt|OpenStack|oVirt|RHEV|Google Compute Engine|Amazon EC2)/, 'kvm'],
  [/^(QEMU|Bochs|linux,dummy-virt)/, 'qemu'],
];
/** Names of systemd that are written otherwise here. */
const detectVirtNames = new Map([
  ['oracle', 'virtualbox'],
  ['microsoft', 'hyperv'],
]);

/** Reads the signs; a program is asked only where the processor says "virtual" and no file says by whom. */
export async function readHypervisorSigns(
  host: Host,
  makers: Makers,
  cpuinfo: string,
): Promise<HypervisorSigns> {
  const signs: HypervisorSigns = {
    clocks: await readValue(host, '/sys/devices/system/clocksource/clocksource0/available_clocksource'),
    hypervisorType: await readValue(host, '/sys/hypervisor/type'),
    xenCapabilities: await readValue(host, '/proc/xen/capabilities'),
    deviceTree: await readValue(host, '/proc/device-tree/hypervisor/compatible'),
    detectVirt: null,
  };
  if (findMachine(signs, makers, cpuinfo).kind !== 'unnamed') return signs;
  const answer = await orNull(
    host.run('systemd-detect-virt', ['--vm'], { timeoutSeconds: 2, exitCodes: [0, 1] }),
  );
  return { ...signs, detectVirt: answer?.stdout.trim() ?? null };
}

/** Whether this is a physical machine, and else what it runs under; never guessed from what is missing alone. */
export function findMachine(signs: HypervisorSigns, makers: Makers, cpuinfo: string): Machine {
  const { sys_vendor, product_name, board_model } = makers;
  if (signs.xenCapabilities?.includes('control_d')) return { kind: 'physical' };
  if (product_name !== undefined && /\.metal\b/.test(product_name)) return { kind: 'physical' };
  if (sys_vendor === 'Microsoft Corporation' && product_name === 'Virtual Machine') {
    return { kind: 'virtual', hypervisor: 'hyperv' };
  }
  const texts = [sys_vendor, product_name, board_model, makers.board_vendor, makers.bios_vendor];
  const hypervisor =
    matchName(specificMakers, texts) ??
    matchName(clockNames, [signs.clocks]) ??
    (signs.hypervisorType || null) ??
    matchName([[/^linux,kvm/, 'kvm']], [signs.deviceTree]) ??
    matchName(generalMakers, texts) ??
    translate(signs.detectVirt);
  if (hypervisor !== null) return { kind: 'virtual', hypervisor };
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1];
  if (flags !== undefined) return { kind: / hypervisor\b/.test(flags) ? 'unnamed' : 'physical' };
  return { kind: (sys_vendor ?? board_model) === undefined ? 'unknown' : 'physical' };
}

function matchName(
  table: readonly (readonly [pattern: RegExp, name: string])[],
  texts: readonly (string | null | undefined)[],
): string | null {
  return table.find(([pattern]) => texts.some((text) => pattern.test(text ?? '')))?.[1] ?? null;
}

function translate(detected: string | null): string | null {
  if (detected === null || detected === '' || detected === 'none' || detected === 'vm-other') return null;
  return detectVirtNames.get(detected) ?? detected;
}
