import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostKeyRules, judgeHostKey } from '#runbooks/engine/transport/host-keys/host-key-rules.ts';
import { parseKnownHosts } from '#runbooks/engine/transport/host-keys/known-hosts.ts';
import { formatPublicKey, isSameKey } from '#runbooks/engine/transport/host-keys/public-key.ts';
import { arbitraryKey, blobOf, keyOf } from './arbitrary-key.ts';

const one = keyOf('ssh-ed25519', Buffer.from('one'));
const other = keyOf('ssh-rsa', Buffer.from('other'));
const hop = { address: 'web.example', port: 22, hostKeys: [] };

const judge = (text: string, shown = one, hostKeys: readonly string[] = []) =>
  judgeHostKey(hostKeyRules({ ...hop, hostKeys }, parseKnownHosts(text).entries), blobOf(shown));

describe('the verdict on a host key', () => {
  it('is known only for a key that stands in known_hosts or is pinned', () => {
    expect(judge(`web.example ${formatPublicKey(one)}`)).toBe('known');
    expect(judge('', one, [formatPublicKey(one)])).toBe('known');
    expect(judge('')).toBe('unknown');
    expect(judge(`other.example ${formatPublicKey(one)}`)).toBe('unknown');
  });

  it('is changed where the host is known by another key, of whatever type', () => {
    expect(judge(`web.example ${formatPublicKey(other)}`)).toBe('changed');
    expect(judge('', one, [formatPublicKey(other)])).toBe('changed');
  });

  it('lets pinned keys stand in place of those of known_hosts', () => {
    expect(judge(`web.example ${formatPublicKey(one)}`, one, [formatPublicKey(other)])).toBe('changed');
  });

  it('is revoked whatever else is said of the key, pinned or not', () => {
    const line = formatPublicKey(one);
    expect(judge(`web.example ${line}\n@revoked * ${line}`)).toBe('revoked');
    expect(judge(`@revoked * ${line}`, one, [line])).toBe('revoked');
  });

  it('does not take the key of an authority for the key of a host', () => {
    expect(judge(`@cert-authority * ${formatPublicKey(one)}`)).toBe('unknown');
  });

  it('refuses a pinned key that is no key, before anything is said to the host', () => {
    expect(() => hostKeyRules({ ...hop, hostKeys: ['ssh-ed25519 AAAA'] }, [])).toThrow(
      /pinned key of web.example/,
    );
  });

  it('never accepts a key that stands nowhere, or that is revoked', () => {
    const line = fc.tuple(
      fc.constantFrom('', '@cert-authority ', '@revoked '),
      fc.constantFrom('web.example', '*', '*.example', '!web.example', '[web.example]:22', 'db.example'),
      arbitraryKey,
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.array(arbitraryKey, { maxLength: 2 }),
        fc.oneof(arbitraryKey.map(blobOf), fc.uint8Array({ maxLength: 30 })),
        fc.nat(8),
        (lines, pins, fresh, pick) => {
          const listed = lines.map(([, , key]) => key);
          const picked = listed[pick];
          const shown = picked === undefined ? fresh : blobOf(picked);
          const text = lines
            .map(([role, names, key]) => `${role}${names} ${formatPublicKey(key)}`)
            .join('\n');
          const hostKeys = pins.map(formatPublicKey);
          const verdict = judgeHostKey(
            hostKeyRules({ ...hop, hostKeys }, parseKnownHosts(text).entries),
            shown,
          );
          if (verdict !== 'known') return;
          const isShown = (key: (typeof listed)[number]) => Buffer.from(shown).equals(blobOf(key));
          const said = pins.length > 0 ? pins : lines.filter(([role]) => role === '').map(([, , key]) => key);
          expect(said.some(isShown)).toBe(true);
          const revoked = lines.filter(
            ([role, names]) => role === '@revoked ' && ['web.example', '*', '*.example'].includes(names),
          );
          expect(revoked.some(([, , key]) => isShown(key))).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps keys apart that differ in one byte', () => {
    fc.assert(
      fc.property(arbitraryKey, fc.nat(), (key, at) => {
        const bytes = Buffer.from(blobOf(key));
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ 1;
        expect(judge(`web.example ${formatPublicKey(key)}`, key)).toBe('known');
        const rules = hostKeyRules(hop, parseKnownHosts(`web.example ${formatPublicKey(key)}`).entries);
        expect(judgeHostKey(rules, bytes)).not.toBe('known');
        expect(rules.trusted.every((known) => isSameKey(known, key))).toBe(true);
      }),
    );
  });
});
