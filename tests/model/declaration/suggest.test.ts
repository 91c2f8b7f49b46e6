import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, suggest } from '#model/declaration/suggest.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

/** One edit away: a letter added, dropped, changed, or swapped with its neighbour. */
const edited = fc
  .record({ text: word, at: fc.nat(8), letter: fc.constantFrom('a', 'x'), kind: fc.nat(3) })
  .map(({ text, at: anywhere, letter, kind }) => {
    const at = Math.min(anywhere, text.length);
    const [head, tail] = [text.slice(0, at), text.slice(at)];
    const to = [
      head + letter + tail,
      head + tail.slice(1),
      head + letter + tail.slice(1),
      head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2),
    ][kind];
    return { text, to: to ?? text };
  });

describe('the edit distance', () => {
  it('is none of a text to itself, and the same both ways', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, a, 10)).toBe(0);
        expect(editDistance(a, b, 10)).toBe(editDistance(b, a, 10));
        expect(editDistance(a, b, 10) === 0).toBe(a === b);
      }),
    );
  });

  it('is at most one after one edit', () => {
    fc.assert(
      fc.property(edited, ({ text, to }) => {
        expect(editDistance(text, to, 10)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('lies between the difference of the lengths and the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b, 20);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('is given as the limit where it is the limit or more', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 9 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b, 100), limit));
      }),
    );
  });

  it.each([
    ['kitten', 'sitting', 3],
    ['rosettacode', 'raisethysword', 8],
    ['treserva', 'tresreva', 1],
    ['', 'gis', 3],
  ])('of %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b, 100)).toBe(distance);
  });
});

describe('a suggestion', () => {
  it('is the nearest of those near enough', () => {
    expect(suggest('raindanse', ['raindance', 'rain'])).toBe('did you mean `raindance`?');
    expect(suggest('Owner', ['owners', 'owner'])).toBe('did you mean `owner`?');
    expect(suggest('libra', ['castor', 'gis'])).toBeUndefined();
    expect(suggest('x', [])).toBeUndefined();
  });

  it('is always one of the candidates', () => {
    fc.assert(
      fc.property(word, fc.array(word), (given, candidates) => {
        const said = suggest(given, candidates);
        if (said !== undefined) expect(candidates.map((one) => `did you mean \`${one}\`?`)).toContain(said);
      }),
    );
  });
});
