import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitRecords } from '#agents/collector/importers/read-records.ts';

function read(text: string, separator = ','): { cells: readonly string[]; line: number }[] {
  const records: { cells: readonly string[]; line: number }[] = [];
  visitRecords(text, separator, (cells, line) => records.push({ cells, line }));
  return records;
}

describe('reading records', () => {
  it('gives each record the line it begins on, past blank lines and line breaks in cells', () => {
    expect(read('a,b\r\n\r\n"x\r\ny",2\n3,4')).toEqual([
      { cells: ['a', 'b'], line: 1 },
      { cells: ['x\ny', '2'], line: 3 },
      { cells: ['3', '4'], line: 5 },
    ]);
  });

  it('reads doubled quotes as one and quotes in a bare cell as themselves', () => {
    expect(read('"HP 840 14"" G11",14" skärm,"a"b\n')).toEqual([
      { cells: ['HP 840 14" G11', '14" skärm', '"a"b'], line: 1 },
    ]);
  });

  it('keeps empty cells, also the last one', () => {
    expect(read('a;;\n;"";c', ';')).toEqual([
      { cells: ['a', '', ''], line: 1 },
      { cells: ['', '', 'c'], line: 2 },
    ]);
  });

  it('refuses a quote that is never closed and names its line', () => {
    expect(() => read('a,b\n1,"2\n3,4\n')).toThrow(/line 2/);
  });

  it('gives back every table that is written by RFC 4180', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'å', '"', ',', ';', '\t', '\n', ' ', '1') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 8 });
    const separators = fc.constantFrom(',', ';', '\t');
    fc.assert(
      fc.property(table, separators, fc.constantFrom('\n', '\r\n'), (rows, separator, lineEnd) => {
        const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quoted).join(separator) + lineEnd).join('');
        expect(read(text, separator).map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
});
