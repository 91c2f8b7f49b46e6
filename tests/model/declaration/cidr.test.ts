import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cidr, cidrsOverlap, parseCidr } from '#model/declaration/cidr.ts';

/** A network of a few bits only, so that two of them often overlap and every address can be listed. */
const ipv4 = fc
  .record({ address: fc.integer({ min: 0, max: 255 }), prefix: fc.integer({ min: 24, max: 32 }) })
  .map(({ address, prefix }) => {
    const size = 2 ** (32 - prefix);
    const first = Math.floor(address / size) * size;
    return {
      text: `10.20.30.${first}/${prefix}`,
      addresses: Array.from({ length: size }, (_, at) => first + at),
    };
  });

const ipv6 = fc
  .record({ address: fc.integer({ min: 0, max: 0xff }), prefix: fc.integer({ min: 120, max: 128 }) })
  .map(({ address, prefix }) => {
    const size = 2 ** (128 - prefix);
    const first = Math.floor(address / size) * size;
    return {
      text: `2001:db8::${first.toString(16)}/${prefix}`,
      addresses: Array.from({ length: size }, (_, at) => first + at),
    };
  });

function read(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === null) throw new Error(`${text} is no network`);
  return cidr;
}

describe('networks overlap', () => {
  it.each([
    ['IPv4', ipv4],
    ['IPv6', ipv6],
  ])('exactly where their %s addresses, listed one by one, have one in common', (_, network) => {
    fc.assert(
      fc.property(network, network, (a, b) => {
        const shared = a.addresses.some((address) => b.addresses.includes(address));
        expect(cidrsOverlap(read(a.text), read(b.text))).toBe(shared);
      }),
    );
  });

  it('both ways or neither, and each with itself', () => {
    const any = fc.oneof(ipv4, ipv6).map(({ text }) => read(text));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(cidrsOverlap(a, b)).toBe(cidrsOverlap(b, a));
        expect(cidrsOverlap(a, a)).toBe(true);
      }),
    );
  });

  it('never across the families, nor across their borders', () => {
    expect(cidrsOverlap(read('0.0.0.0/0'), read('::/0'))).toBe(false);
    expect(cidrsOverlap(read('10.0.0.0/8'), read('11.0.0.0/8'))).toBe(false);
    expect(cidrsOverlap(read('0.0.0.0/0'), read('255.255.255.255/32'))).toBe(true);
    expect(cidrsOverlap(read('::ffff:10.0.0.0/104'), read('::ffff:a00:1/128'))).toBe(true);
  });
});

describe('a network', () => {
  it.each([
    '10.0.0.0/8',
    '0.0.0.0/0',
    '192.0.2.1/32',
    '2001:db8::/32',
    '::/0',
    '::1/128',
    '2001:DB8:0:1::/64',
    '1:2:3:4:5:6:7:8/128',
    '::ffff:192.0.2.0/120',
    '64:ff9b::192.0.2.0/120',
  ])('is %s', (text) => {
    expect(parseCidr(text)).not.toBeNull();
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.1/24',
    '10.0.0/24',
    '010.0.0.0/8',
    '10.0.0.256/32',
    '2001:db8::1/64',
    '2001:db8::/129',
    '2001:db8:::/32',
    'fe80::%eth0/64',
    ' 10.0.0.0/8',
    '10.0.0.0/8\n',
  ])('is not %j', (text) => {
    expect(parseCidr(text)).toBeNull();
  });

  it('is never found, and never fails, in a text of any kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseCidr(`${text} `)).toBeNull();
      }),
    );
  });
});
