import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from '#runbooks/engine/output/redact.ts';

function pass(text: string, secrets: readonly string[], cuts: readonly number[]): string {
  const redactor = createRedactor(secrets);
  const borders = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
  const pieces = borders.slice(1).map((to, at) => redactor.push(text.slice(borders[at], to)));
  return pieces.join('') + redactor.end();
}

test('a secret is found wherever the pieces are cut', () => {
  for (let cut = 0; cut <= 'x hemlig y'.length; cut++)
    expect(pass('x hemlig y', ['hemlig'], [cut])).toBe('x ••• y');
});

test('what only begins like a secret is shown in the end', () => {
  expect(pass('hemli', ['hemlig'], [2])).toBe('hemli');
});

test('of a secret within another nothing is left', () => {
  expect(pass('abcdef abc', ['abc', 'abcdef'], [3])).toBe('••• •••');
});

test('whatever comes in whatever pieces, no secret goes out, and nothing else is lost', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'å', '\n'), maxLength: 40 });
  const secret = fc.string({ unit: fc.constantFrom('a', 'b', 'å'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      letters,
      fc.array(secret, { maxLength: 3 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (text, secrets, cuts) => {
        const shown = pass(text, secrets, cuts);
        expect(shown).toBe(pass(text, secrets, []));
        for (const value of secrets) expect(shown).not.toContain(value);
        if (!secrets.some((value) => text.includes(value))) expect(shown).toBe(text);
      },
    ),
    { numRuns: 2000 },
  );
});
