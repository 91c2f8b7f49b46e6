import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import type { Network } from '#model/report/sections/network.ts';
import { parsed } from '../../probe.ts';
import { flag, text, trimmed, type WindowsSection, whole } from '../windows-section.ts';

const Adapter = z.strictObject({
  index: whole,
  name: text,
  type: whole,
  medium: whole,
  virtual: flag,
  operationalStatus: whole,
  speedBitsPerSecond: whole,
  mac: text,
});
const Raw = z.strictObject({
  hostname: text,
  adapters: z.array(Adapter),
  addresses: z.array(z.strictObject({ index: whole, address: text, prefixLength: whole })).nullable(),
});
type Raw = z.infer<typeof Raw>;
type Adapter = z.infer<typeof Adapter>;

/** IANA ifType: 6 Ethernet, 24 loopback, 71 IEEE 802.11. */
const ethernet = 6;
const loopback = 24;
const wifi = 71;
/** NDIS_PHYSICAL_MEDIUM 9: native 802.11, which some drivers report as Ethernet. */
const nativeWifi = 9;
/** IF_OPER_STATUS 1: up. */
const up = 1;

export const network: WindowsSection<'network', Raw> = {
  name: 'network',
  source: 'host name, MSFT_NetAdapter, MSFT_NetIPAddress',
  raw: Raw,
  parse({ hostname, adapters, addresses }, rule) {
    const interfaces = adapters
      .filter(({ name, type }) => trimmed(name) !== null && type !== loopback)
      .map((adapter) => ({
        name: trimmed(adapter.name) ?? '',
        mac: rule.addresses ? formatMac(adapter.mac) : null,
        kind: kindOf(adapter),
        up: adapter.operationalStatus === null ? null : adapter.operationalStatus === up,
        speedMbps: speedOf(adapter),
        addresses: rule.addresses ? addressesOf(adapter, addresses ?? []) : [],
      }))
      .sort((a, b) => compareText(a.name, b.name));
    const name = trimmed(hostname);
    return parsed({ hostname: name, interfaces }, name === null ? ['the device has no name'] : []);
  },
};

function kindOf({ type, medium, virtual }: Adapter): Network['interfaces'][number]['kind'] {
  if (virtual === true) return 'virtual';
  if (type === wifi || medium === nativeWifi) return 'wifi';
  if (type === ethernet) return 'ethernet';
  return type === null ? null : 'other';
}

/** Windows gives a link that is down its nominal speed, or 2^64-1: only a link that is up has one. */
function speedOf({ operationalStatus, speedBitsPerSecond }: Adapter): number | null {
  const mbps = Math.round((speedBitsPerSecond ?? 0) / 1_000_000);
  return operationalStatus === up && mbps > 0 && mbps < 10_000_000 ? mbps : null;
}

/** `A0B1C2D3E4F5` or `A0-B1-…` → `a0:b1:…`; null for none and for all zeros. */
function formatMac(mac: string | null): string | null {
  const digits = mac?.replace(/[^0-9a-f]/gi, '').toLowerCase() ?? '';
  if (!/^[0-9a-f]{12}$/.test(digits) || /^0+$/.test(digits)) return null;
  return digits.match(/../g)?.join(':') ?? null;
}

function addressesOf({ index }: Adapter, addresses: NonNullable<Raw['addresses']>): string[] {
  return addresses
    .filter((bound) => bound.index === index && bound.address !== null && bound.prefixLength !== null)
    .filter(({ address }) => !/^(fe[89ab]|169\.254\.)/i.test(address ?? ''))
    .map(({ address, prefixLength }) => `${address?.split('%')[0]}/${prefixLength}`)
    .sort(compareText);
}
