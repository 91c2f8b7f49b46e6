import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteWords } from '#model/format/shell-words.ts';

const word = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom("'", '"', '\\', '$', '`', '\n', ' ', '*', '!', '~', '-'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((text) => !text.includes('\0') && text.isWellFormed());

describe('quoting for a POSIX shell', () => {
  it('gives each word as it is to dash and to bash', () => {
    for (const shell of ['/bin/sh', '/bin/bash']) {
      fc.assert(
        fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
          const { stdout } = spawnSync(shell, ['-c', `printf '%s\\0' ${quoteWords(words)}`]);
          expect(stdout.toString('utf8')).toBe(words.map((one) => `${one}\0`).join(''));
        }),
        { numRuns: 60 },
      );
    }
  });
});
