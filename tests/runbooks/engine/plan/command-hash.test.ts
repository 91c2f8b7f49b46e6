import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#model/report/canonical-json.ts';
import { commandHash } from '#runbooks/engine/plan/command-hash.ts';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const command = fc.record(
  {
    argv: fc.tuple(fc.string(), fc.string()),
    folder: fc.string(),
    environment: fc.dictionary(fc.string(), fc.string()),
    stdin: fc.uint8Array({ maxLength: 8 }),
    asRoot: fc.boolean(),
  },
  { requiredKeys: ['argv'] },
);

test('a command is named by the hash of its canonical JSON', () => {
  fc.assert(
    fc.property(command, ({ stdin, asRoot = false, ...rest }) => {
      const plain = { ...rest, asRoot, stdin: stdin === undefined ? undefined : sha256(stdin) };
      expect(commandHash({ ...rest, asRoot, ...(stdin === undefined ? {} : { stdin }) })).toBe(
        sha256(canonicalJson(plain)),
      );
    }),
  );
});

test('what differs in anything has another name', () => {
  const base = { argv: ['a', 'b'] } as const;
  const others = [
    { argv: ['a b'] },
    { argv: ['a', 'b', ''] },
    { ...base, asRoot: true },
    { ...base, folder: '/' },
    { ...base, stdin: new Uint8Array() },
  ] as const;
  expect(new Set([base, ...others].map(commandHash)).size).toBe(others.length + 1);
  expect(commandHash({ ...base, asRoot: false })).toBe(commandHash(base));
});
