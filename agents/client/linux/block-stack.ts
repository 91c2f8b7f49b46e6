import type { Host } from '../host.ts';
import { readValue } from './read-value.ts';

/** One block device and what it is built on. */
export interface StackedDevice {
  /** Device-mapper id: `CRYPT-LUKS2-<uuid>-<name>`, `LVM-…`; null where it is no such device. */
  readonly dmUuid: string | null;
  /** Devices below, by name. */
  readonly slaves: readonly string[];
}

/** Block devices by kernel name (`dm-0`, `sda2`). */
export type BlockStack = Readonly<Record<string, StackedDevice>>;

/** Reads a device and all below it from /sys, which everybody may. */
export async function readStack(host: Host, names: readonly string[]): Promise<BlockStack> {
  const stack: Record<string, StackedDevice> = {};
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (stack[name] !== undefined) continue;
    const folder = `/sys/class/block/${name}`;
    if ((await host.status(folder)) === null) continue;
    const slaves = await host.list(`${folder}/slaves`);
    stack[name] = { dmUuid: await readValue(host, `${folder}/dm/uuid`), slaves };
    waiting.push(...slaves);
  }
  return stack;
}

/** How a volume is kept from who takes its disk. */
export interface Encryption {
  /** Null = could not be read. */
  readonly encrypted: boolean | null;
  readonly method: string | null;
}

const unknown: Encryption = { encrypted: null, method: null };
const plain: Encryption = { encrypted: false, method: null };

/** Kinds of dm-crypt as cryptsetup names them (`lib/libdevmapper.c`). VERITY and INTEGRITY hide nothing. */
const methods: Readonly<Record<string, string>> = {
  LUKS1: 'luks1',
  LUKS2: 'luks2',
  PLAIN: 'dm-crypt',
  LOOPAES: 'loop-aes',
  TCRYPT: 'veracrypt',
  BITLK: 'bitlocker',
  FVAULT2: 'filevault',
};

/**
 * Encryption of a device: its own, or that of everything below it. One disk in the clear under a volume that
 * spans several makes it unencrypted; one that cannot be read makes it unknown. What a disk or a hypervisor
 * encrypts by itself cannot be seen from here and does not count.
 */
export function findEncryption(stack: BlockStack, name: string): Encryption {
  const device = stack[name];
  if (device === undefined) return unknown;
  const kind = /^CRYPT-([A-Z0-9]+)-/.exec(device.dmUuid ?? '')?.[1];
  const method = kind === undefined ? undefined : methods[kind];
  if (method !== undefined) return { encrypted: true, method };
  return device.slaves.length === 0
    ? plain
    : combine(device.slaves.map((slave) => findEncryption(stack, slave)));
}

/** Encryption of what lies on several devices. */
export function combine(parts: readonly Encryption[]): Encryption {
  if (parts.length === 0 || parts.some(({ encrypted }) => encrypted === null)) {
    return parts.some(({ encrypted }) => encrypted === false) ? plain : unknown;
  }
  if (parts.some(({ encrypted }) => encrypted === false)) return plain;
  return { encrypted: true, method: [...new Set(parts.map(({ method }) => method))].sort().join('+') };
}
