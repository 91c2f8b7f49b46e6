import { expect } from 'vitest';
import type { NetworkDevice } from '#agents/client/linux/interface.ts';
import type { SectionData } from '#model/report/sections.ts';
import type { RecordedRow } from './row.ts';
import { parseTtar } from './ttar.ts';

const told = ({ interfaces }: SectionData['network']) =>
  interfaces.flatMap(({ name, mac, addresses }) => [
    name,
    mac,
    ...addresses.map((address) => address.split('/')[0] ?? ''),
  ]);

/** The entries of /sys/class/net that the headers of `ip addr` name. */
function devicesOf(text: string): NetworkDevice[] {
  const names = new Set([...text.matchAll(/^\d+: ([^\s:@]+)/gm)].map(([, name = '']) => name));
  return [...names].map((name) => ({
    name,
    path: '../../devices/pci0000:00/net',
    values: {
      type: '1',
      address: new RegExp(`^\\d+: ${name}[:@][^]*?link/ether (\\S+)`, 'm').exec(text)?.[1] ?? '',
    },
    wireless: false,
  }));
}

export const networkRows: readonly RecordedRow<'network'>[] = [
  {
    probe: 'network',
    format: 'ip addr',
    files: /\/ip_addr-\d$|\/ip_-[do]_addr(ess)?$/,
    atLeast: 12,
    withData: 12,
    toRaw: (ipAddr) => ({ hostname: 'machine', devices: devicesOf(ipAddr), ipAddr }),
    told,
    holds({ interfaces }, text) {
      const addresses = interfaces.flatMap((one) => one.addresses);
      expect(addresses.filter((address) => /^(fe80|127\.|169\.254|::1)/.test(address))).toEqual([]);
      if (/scope global/.test(text)) expect(addresses.length).toBeGreaterThan(0);
    },
  },
  {
    probe: 'network',
    format: '/sys/class/net',
    files: /^(node-exporter\/sys|procfs\/fixtures)\.ttar$/,
    atLeast: 2,
    withData: 2,
    toRaw(text) {
      const files = [...parseTtar(text)].flatMap(([path, value]) => {
        const match = /\/class\/net\/([^/]+)\/(address|carrier|operstate|speed|type|uevent)$/.exec(path);
        return match === null ? [] : [{ name: match[1] ?? '', file: match[2] ?? '', value: value.trim() }];
      });
      const names = [...new Set(files.map(({ name }) => name))];
      const devices = names.map((name) => ({
        name,
        path: '../../devices/pci0000:00/net',
        values: Object.fromEntries(
          files.filter((one) => one.name === name).map(({ file, value }) => [file, value]),
        ),
        wireless: false,
      }));
      return { hostname: 'machine', devices, ipAddr: '' };
    },
    told,
    holds({ interfaces }) {
      expect(interfaces.length).toBeGreaterThan(0);
      for (const { speedMbps, up } of interfaces) {
        expect([null, 1000]).toContain(speedMbps);
        expect(up).toBe(true);
      }
    },
  },
];
