import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from '#cli/check/wrap.ts';

describe('wrap', () => {
  it('breaks between words and hangs every line at the indent', () => {
    expect(wrap('ett två tre fyra fem sex sju', 2, 26)).toEqual(['  ett två tre fyra fem sex', '  sju']);
  });

  it('leaves a text on one line where the output has no width', () => {
    expect(wrap('ett två tre', 2, undefined)).toEqual(['  ett två tre']);
  });

  it('leaves a path whole, however narrow the terminal', () => {
    const path = 'examples/orkelljunga/services/skydd-mot-skadlig-kod.yaml:12';
    expect(wrap(`i ${path} nu`, 4, 20)).toEqual(['    i', `    ${path}`, '    nu']);
  });

  it('loses no word and breaks no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-zåäö]{1,40}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.nat(8), fc.integer({ min: 1, max: 120 }), (given, indent, columns) => {
        const lines = wrap(given.join(' '), indent, columns);
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(given);
        for (const line of lines) {
          expect(line.length <= Math.max(columns, indent + 24) || !line.trim().includes(' ')).toBe(true);
        }
      }),
    );
  });
});
