import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createExcerpt } from '#runbooks/engine/output/excerpt.ts';

test('a long output is shown by its beginning and its end, with what is left out counted', () => {
  const excerpt = createExcerpt({ lines: 2, bytes: 1000 });
  for (let at = 1; at <= 1000; at++) excerpt.push(`rad ${at}\n`);
  expect([excerpt.head, excerpt.tail]).toEqual(['rad 1\nrad 2\n', 'rad 999\nrad 1000\n']);
  expect(excerpt.left.lines).toBe(996);
});

test('an endless line takes no more than its limit, and is never cut within a character', () => {
  const excerpt = createExcerpt({ lines: 5, bytes: 10 });
  for (let at = 0; at < 500; at++) excerpt.push('åäö🎈');
  expect(Buffer.byteLength(excerpt.tail)).toBeLessThanOrEqual(10);
  expect(excerpt.tail).toMatch(/^[åäö🎈]*$/u);
});

test('head, tail and what is left out are the whole output', () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'å', '🎈', '\n'), maxLength: 12 }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(
      pieces,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 4, max: 40 }),
      (texts, lines, bytes) => {
        const excerpt = createExcerpt({ lines, bytes });
        for (const text of texts) excerpt.push(text);
        const whole = texts.join('');
        expect(whole.startsWith(excerpt.head)).toBe(true);
        expect(whole.endsWith(excerpt.tail)).toBe(true);
        const sum = Buffer.byteLength(excerpt.head) + Buffer.byteLength(excerpt.tail) + excerpt.left.bytes;
        expect(sum).toBe(Buffer.byteLength(whole));
        expect(Buffer.byteLength(excerpt.head)).toBeLessThanOrEqual(bytes);
        expect(Buffer.byteLength(excerpt.tail)).toBeLessThanOrEqual(bytes);
      },
    ),
    { numRuns: 1000 },
  );
});
