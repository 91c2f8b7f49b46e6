import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCidr } from '#model/declaration/cidr.ts';
import {
  derivableRange,
  formatAddress,
  formatCidr,
  parseAddress,
  subnetOf,
} from '#stacks/plan/address-math.ts';

describe('an address', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 32n - 1n), fc.bigInt(0n, 2n ** 128n - 1n), (four, six) => {
        expect(parseAddress(formatAddress(four, 'ipv4'), 'ipv4')).toBe(four);
        expect(parseAddress(formatAddress(six, 'ipv6'), 'ipv6')).toBe(six);
      }),
    );
  });

  it('is written as RFC 5952 says', () => {
    const written = (text: string) => formatAddress(parseAddress(text, 'ipv6') ?? 0n, 'ipv6');
    expect(written('2001:0DB8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1');
    expect(written('0:0:1:0:0:0:2:3')).toBe('0:0:1::2:3');
    expect(written('2001:db8:0:1:1:1:1:1')).toBe('2001:db8:0:1:1:1:1:1');
  });
});

describe('a subnet', () => {
  it('is the first /64 of a larger IPv6 network', () => {
    const cidr = parseCidr('2001:db8:20::/56');
    expect(cidr === null ? null : formatCidr(subnetOf(cidr))).toBe('2001:db8:20::/64');
  });

  it.each([
    ['10.0.0.0/24', '10.0.0.4', '10.0.0.254'],
    ['10.0.0.0/29', '10.0.0.4', '10.0.0.6'],
    ['2001:db8::/64', '2001:db8::4', '2001:db8::ffff:ffff:ffff:ff7f'],
    ['2001:db8::/124', '2001:db8::4', '2001:db8::f'],
  ])('%s gives servers %s to %s', (text, first, last) => {
    const cidr = parseCidr(text);
    const range = cidr === null ? null : derivableRange(cidr);
    expect(
      range === null ? null : [range.first, range.last].map((bits) => formatAddress(bits, range.family)),
    ).toEqual([first, last]);
  });

  it.each(['10.0.0.0/30', '10.0.0.0/32', '2001:db8::/127'])('%s has nothing to give', (text) => {
    const cidr = parseCidr(text);
    expect(cidr === null ? undefined : derivableRange(cidr)).toBeNull();
  });
});
