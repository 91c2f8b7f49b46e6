import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#model/report/canonical-json.ts';

/** The same value with the members of each object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

describe('canonical JSON', () => {
  it('sorts keys by code unit and has no white space', () => {
    expect(canonicalJson({ å: 1, Z: 2, a: { y: 1, x: 2 } })).toBe('{"Z":2,"a":{"x":2,"y":1},"å":1}');
    expect(canonicalJson({ '\u{1f600}': 1, '\ufb01': 2 })).toBe('{"\u{1f600}":1,"\ufb01":2}');
  });

  it('leaves undefined members out and writes numbers as JavaScript does', () => {
    expect(canonicalJson({ b: undefined, a: [1.0, -0, 1e21, 1e-7, 0.1] })).toBe('{"a":[1,0,1e+21,1e-7,0.1]}');
  });

  it('keeps å ä ö as they are, and line separators and lone surrogates from breaking a line or the encoding', () => {
    const text = canonicalJson({ text: 'å\u2028\n\ud800' });
    expect(text).toBe('{"text":"å\u2028\\n\\ud800"}');
    expect(Buffer.from(text).toString()).toBe(text);
  });

  it('does not take composed and decomposed letters for the same', () => {
    expect(canonicalJson('\u00e5')).not.toBe(canonicalJson('a\u030a'));
  });

  it('keeps a member called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  it('puts keys that are whole numbers first, by value: as JavaScript does, and RFC 8785 does not', () => {
    expect(canonicalJson({ b: 1, 10: 1, 9: 1 })).toBe('{"9":1,"10":1,"b":1}');
  });

  it('is the same for equal values, another for others, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const text = canonicalJson(a);
        expect(canonicalJson(shuffled(a))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        const [plainA, plainB] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))];
        expect(text === canonicalJson(b)).toBe(isDeepStrictEqual(plainA, plainB));
      }),
    );
  });
});
