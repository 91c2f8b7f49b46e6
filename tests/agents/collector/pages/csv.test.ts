import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '#agents/collector/routes/pages/csv.ts';

describe('toCsv', () => {
  it('reads back as it was written, whatever signs a name holds', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.string(), b: fc.string() }), { minLength: 1 }), (rows) => {
        const read = parse(toCsv(['a', 'b'], rows), { bom: true, delimiter: ';', columns: true });
        const guarded = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
        expect(read).toEqual(rows.map(({ a, b }) => ({ a: guarded(a), b: guarded(b) })));
      }),
    );
  });

  it('writes times in UTC, numbers without thousands and nothing for what is not known', () => {
    const csv = toCsv(
      ['at', 'n', 'none', 'list'],
      [{ at: new Date('2026-10-25T01:30:00Z'), n: 1234.5, none: null, list: ['a', 'b'] }],
    );
    expect(csv).toBe('\ufeffat;n;none;list\r\n2026-10-25T01:30:00.000Z;1234.5;;a, b\r\n');
  });
});
