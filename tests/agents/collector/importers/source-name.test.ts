import { expect, it } from 'vitest';
import { parseColumnMapping } from '#agents/collector/importers/parse-column-mapping.ts';
import { sourceNamePattern, sourceOf } from '#agents/collector/importers/source-name.ts';

it.each([
  ['Skrivare i skolan 2026-11-20 (1).csv', 'csv:skrivare-i-skolan'],
  ['C:\\Listor\\Övertornåå.CSV', 'csv:overtornaa'],
  ['2026.csv', 'csv:lista'],
])('a list from the file %s is called %s', (fileName, source) => {
  expect(sourceOf('csv', undefined, fileName)).toBe(source);
  expect(source.slice('csv:'.length)).toMatch(sourceNamePattern);
});

it('a list is called what a person says, and Intune needs no name', () => {
  expect(sourceOf('csv', 'skolan', 'x.csv')).toBe('csv:skolan');
  expect(sourceOf('intune', undefined, 'export.csv')).toBe('intune');
  expect(sourceOf('intune', 'skolan', 'export.csv')).toBe('intune:skolan');
});

it('a mapping of columns is read pair by pair, and a wrong field is told with the nearest', () => {
  expect([...parseColumnMapping('Nr=assetId, A=B=serial')]).toEqual([
    ['Nr', 'assetId'],
    ['A=B', 'serial'],
  ]);
  expect(() => parseColumnMapping('Nr=serail')).toThrow(
    expect.objectContaining({ code: 'import/column-mapping', hint: 'did you mean `serial`?' }),
  );
  expect(() => parseColumnMapping('Nr')).toThrow(expect.objectContaining({ code: 'import/column-mapping' }));
});
