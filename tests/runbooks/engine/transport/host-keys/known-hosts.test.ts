import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseKnownHosts } from '#runbooks/engine/transport/host-keys/known-hosts.ts';
import { hostName, matchesNames } from '#runbooks/engine/transport/host-keys/match-names.ts';
import { formatPublicKey, parsePublicKey } from '#runbooks/engine/transport/host-keys/public-key.ts';
import { arbitraryKey, keyOf } from './arbitrary-key.ts';

const key = formatPublicKey(keyOf('ssh-ed25519', Buffer.from('one')));

function hostsOf(line: string, ...names: readonly string[]): boolean[] {
  const { entries, mistakes } = parseKnownHosts(line);
  expect(mistakes).toEqual([]);
  return names.map((name) => entries.some((entry) => matchesNames(entry.names, name)));
}

describe('known_hosts', () => {
  it('knows a host by its name, in whatever case, and by its port only in brackets', () => {
    expect(hostsOf(`Web.example ${key}`, 'web.example', '[web.example]:2222')).toEqual([true, false]);
    expect(hostsOf(`[web.example]:2222 ${key}`, 'web.example', '[web.example]:2222')).toEqual([false, true]);
    expect(hostName({ address: 'WEB.example', port: 22 })).toBe('web.example');
    expect(hostName({ address: '2001:db8::1', port: 2222 })).toBe('[2001:db8::1]:2222');
  });

  it('follows wildcards, and lets a negated name win over them', () => {
    const line = `*.example,10.0.0.?,!old.example ${key}`;
    expect(hostsOf(line, 'a.example', 'old.example', '10.0.0.7', '10.0.0.77', 'example')).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(hostsOf(`!a.example ${key}`, 'a.example', 'b.example')).toEqual([false, false]);
  });

  it.skipIf(!existsSync('/usr/bin/ssh-keygen'))(
    'knows the names that OpenSSH has hashed (ssh-keygen)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'grundval-known-'));
      const file = join(folder, 'known_hosts');
      const real = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
      writeFileSync(file, `web.example,[10.0.0.1]:2222 ${real}\n`);
      expect(spawnSync('ssh-keygen', ['-H', '-f', file]).status).toBe(0);
      const hashed = readFileSync(file, 'utf8');
      rmSync(folder, { recursive: true });
      expect(hashed).toMatch(/^\|1\|/);
      expect(hostsOf(hashed, 'web.example', '[10.0.0.1]:2222', 'web.exampl', '10.0.0.1')).toEqual([
        true,
        true,
        false,
        false,
      ]);
    },
  );

  it('tells authorities and revoked keys from keys', () => {
    const { entries } = parseKnownHosts(
      `@cert-authority *.example ${key} CA\n@revoked * ${key}\nweb ${key}\n`,
    );
    expect(entries.map(({ role }) => role)).toEqual(['authority', 'revoked', 'key']);
  });

  it('tells of each line that it cannot read, with its number', () => {
    const text = [
      '# a comment',
      '',
      `@revoke * ${key}`,
      'web',
      'web ssh-ed25519 !!!!',
      `|2|a|b ${key}`,
      `a,,b ${key}`,
    ];
    expect(parseKnownHosts(text.join('\n')).mistakes.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7]);
  });

  it('does not take a key for one of another type', () => {
    expect(parsePublicKey(key.replace('ssh-ed25519', 'ssh-rsa'))).toBeNull();
    expect(parsePublicKey(`${key}\u0020comment`)).not.toBeNull();
  });

  it('reads back every key that it writes', () => {
    fc.assert(
      fc.property(arbitraryKey, (one) => {
        expect(parsePublicKey(formatPublicKey(one))).toEqual(one);
      }),
    );
  });

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, name) => {
        for (const { names } of parseKnownHosts(text).entries) matchesNames(names, name);
      }),
    );
  });

  it('matches a pattern as the same pattern written as a regular expression does', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), minLength: 1, maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, name, (text, given) => {
        const expected = new RegExp(
          `^${text.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`,
        ).test(given);
        expect(matchesNames({ kind: 'patterns', wanted: [text], unwanted: [] }, given)).toBe(expected);
      }),
    );
  });
});
