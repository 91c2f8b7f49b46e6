import type { ProfileRule } from '#model/report/profile.ts';
import type { Network } from '#model/report/sections/network.ts';

type Interface = Network['interfaces'][number];

/** One entry of /sys/class/net. */
export interface NetworkDevice {
  readonly name: string;
  /** Target of the link in /sys/class/net; `virtual` in it means made by software. */
  readonly path: string | null;
  /** Files below it: `address`, `operstate`, `carrier`, `speed`, `type`, `uevent`. */
  readonly values: Readonly<Record<string, string>>;
  /** Whether the device has a radio (`phy80211`). */
  readonly wireless: boolean;
}

/** ARPHRD_ETHER (Linux, `include/uapi/linux/if_arp.h`). */
const ethernetType = '1';

/** An interface as the section has it, with what the profile lets through. */
export function describeInterface(
  device: NetworkDevice,
  addresses: readonly string[],
  rule: ProfileRule,
): Interface {
  const kind = findKind(device);
  return {
    name: rule.addresses ? device.name : withoutAddress(device.name),
    mac: rule.addresses ? findMac(device.values.address) : null,
    kind,
    up: isUp(device.values),
    // Bridges and tunnels give a speed their driver made up.
    speedMbps: kind === 'virtual' ? null : findSpeed(device.values.speed),
    addresses: rule.addresses ? [...addresses].sort() : [],
  };
}

/** Interfaces made by software count only where they carry an address: a container host has hundreds of others. */
export function isOfInterest(device: NetworkDevice, addresses: readonly string[]): boolean {
  return device.name !== 'lo' && (findKind(device) !== 'virtual' || addresses.length > 0);
}

function findKind({ path, values, wireless }: NetworkDevice): Interface['kind'] {
  if (wireless || /^DEVTYPE=wlan$/m.test(values.uevent ?? '')) return 'wifi';
  if (path?.includes('/devices/virtual/') || /^DEVTYPE=(bond|bridge|vlan|veth)$/m.test(values.uevent ?? '')) {
    return 'virtual';
  }
  if (values.type === undefined) return null;
  return values.type === ethernetType && !/^DEVTYPE=wwan$/m.test(values.uevent ?? '') ? 'ethernet' : 'other';
}

/** Drivers that do not keep a state say `unknown`; then the carrier tells. */
function isUp({ operstate, carrier }: Readonly<Record<string, string>>): boolean | null {
  if (operstate === 'up') return true;
  if (operstate !== undefined && operstate !== 'unknown') return false;
  return carrier === '1' ? true : carrier === '0' ? false : null;
}

function findMac(address: string | undefined): string | null {
  const mac = address?.toLowerCase() ?? '';
  return /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac) && mac !== '00:00:00:00:00:00' ? mac : null;
}

/** `-1`, 0, 65535 and 4294967295 are how drivers write "not known" (Linux, `ethtool.h`, SPEED_UNKNOWN). */
function findSpeed(speed: string | undefined): number | null {
  const mbps = /^\d+$/.test(speed ?? '') ? Number(speed) : 0;
  return mbps > 0 && mbps !== 65_535 && mbps < 4_294_967_295 ? mbps : null;
}

/** systemd names plugged-in cards after their address (`enx00e04c680001`): the name would tell it. */
function withoutAddress(name: string): string {
  return name.replace(/^([a-z]+x)[0-9a-f]{12}$/i, '$1');
}
