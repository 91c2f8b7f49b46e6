import { describe, expect, it } from 'vitest';
import { parseBoolean } from '#agents/collector/importers/cells/booleans.ts';
import { cleanCell } from '#agents/collector/importers/cells/cell.ts';
import { isDisposed } from '#agents/collector/importers/cells/disposal.ts';
import { parseSerial, parseUuid } from '#agents/collector/importers/cells/identifiers.ts';
import { parseMacs } from '#agents/collector/importers/cells/macs.ts';
import { findDecimalMark, parseNumber } from '#agents/collector/importers/cells/numbers.ts';
import { parseOwnership } from '#agents/collector/importers/cells/ownership.ts';
import { personalValue } from '#agents/collector/importers/cells/personal-value.ts';
import { parseSize } from '#agents/collector/importers/cells/sizes.ts';
import { parseText } from '#agents/collector/importers/cells/texts.ts';

describe('a cell as text', () => {
  it('loses what tools put around it', () => {
    expect(cleanCell('="00123"')).toBe('00123');
    expect(cleanCell("'00123")).toBe('00123');
    expect(cleanCell('\u00a0 Norra\r\n skolan\u0000 ')).toBe('Norra skolan');
    expect(cleanCell('halv \ud83d bokstav')).toBe('halv \ufffd bokstav');
  });

  it('is empty for placeholders and for the type name PowerShell writes in place of a list', () => {
    for (const raw of ['-', 'N/A', '#SAKNAS!', 'Okänd', 'System.String[]', 'Microsoft.Management.X']) {
      expect(cleanCell(raw)).toBe('');
    }
    expect(cleanCell('Microsoft Windows 11')).toBe('Microsoft Windows 11');
  });
});

describe('a serial number', () => {
  it('keeps its leading zeros and its case', () => {
    expect(parseSerial('00SYN0042')).toEqual({ value: '00SYN0042' });
    expect(parseSerial('="000123"')).toEqual({ value: '000123' });
  });

  it.each(['To be filled by O.E.M.', 'Default string', 'System Serial Number', 'None', '0', 'XXXXXXX', ''])(
    'says nothing when it is "%s"',
    (raw) => {
      expect(parseSerial(raw)).toEqual({ value: null });
    },
  );

  it.each(['1,23E+11', '8.96529E+19', '########', 'mar-25', '2025-03-01', '3-maj'])(
    'is not taken when Excel has made it "%s"',
    (raw) => {
      expect(parseSerial(raw)).toHaveProperty('expected.sv', expect.stringContaining('Excel'));
    },
  );
});

describe('a UUID', () => {
  it('is read in any notation', () => {
    const uuid = '8b3f6e29-e1d4-5300-a76f-3c48b9db3349';
    expect(parseUuid('{8B3F6E29-E1D4-5300-A76F-3C48B9DB3349}')).toEqual({ value: uuid });
    expect(parseUuid('8B3F6E29E1D45300A76F3C48B9DB3349')).toEqual({ value: uuid });
  });

  it('says nothing where many boards share it, and is refused where it is none', () => {
    expect(parseUuid('00000000-0000-0000-0000-000000000000')).toEqual({ value: null });
    expect(parseUuid('03000200-0400-0500-0006-000700080009')).toEqual({ value: null });
    expect(parseUuid('GUID:5653C39E')).toHaveProperty('expected');
  });
});

describe('MAC addresses', () => {
  it('are read in any notation and number', () => {
    expect(parseMacs('02005E100001')).toEqual({ value: ['02:00:5e:10:00:01'] });
    expect(parseMacs('02-00-5E-10-00-01; 0200.5e10.0002\n02:00:5E:10:00:01')).toEqual({
      value: ['02:00:5e:10:00:01', '02:00:5e:10:00:02'],
    });
  });

  it('are left out where unset and refused where broken', () => {
    expect(parseMacs('00:00:00:00:00:00')).toEqual({ value: [] });
    expect(parseMacs('02:00:5E')).toHaveProperty('expected');
    expect(parseMacs('2,005E+12')).toHaveProperty('expected.sv', expect.stringContaining('Excel'));
  });
});

describe('a number', () => {
  it('is read by the decimal mark its column has', () => {
    expect(parseNumber('11 266,13', ',')).toEqual({ value: 11266.13 });
    expect(parseNumber('11\u00a0266,13 kr', ',')).toEqual({ value: 11266.13 });
    expect(parseNumber('11,266.13', '.')).toEqual({ value: 11266.13 });
    expect(parseNumber('1.234,5', ',')).toEqual({ value: 1234.5 });
    expect(parseNumber('−12:-', ',')).toEqual({ value: -12 });
    expect(parseNumber('12-', ',')).toEqual({ value: -12 });
    expect(parseNumber('tolv', ',')).toHaveProperty('expected');
    expect(parseNumber('1,2E+05', ',')).toHaveProperty('expected');
  });

  it.each([
    [['1 234', '11 266,13'], ',', ','],
    [['1,234', '11266.13'], ';', '.'],
    [['1,234.50'], ';', '.'],
    [['1.234,50'], ',', ','],
    [['1,234'], ';', ','],
    [['1,234'], ',', '.'],
    [[], null, '.'],
  ] as const)('of the column %j in a file with %s has the decimal mark %s', (cells, separator, mark) => {
    expect(findDecimalMark(cells, separator)).toBe(mark);
  });
});

describe('a size', () => {
  it('counts in 1,024s, as the tools that write it do', () => {
    expect(parseSize('243722', 1024 ** 2, '.')).toEqual({ value: 255_561_039_872 });
    expect(parseSize('256 GB', null, '.')).toEqual({ value: 256 * 1024 ** 3 });
    expect(parseSize('0,5 TB', null, ',')).toEqual({ value: 512 * 1024 ** 3 });
  });

  it('is not taken without a unit where none is known, and says nothing when it is zero', () => {
    expect(parseSize('256', null, '.')).toHaveProperty('expected');
    expect(parseSize('0', 1, '.')).toEqual({ value: null });
    expect(parseSize('stor', 1, '.')).toHaveProperty('expected');
  });
});

describe('yes and no', () => {
  it('are read in Swedish, English and Excel', () => {
    for (const raw of ['SANT', 'True', 'ja', '1', 'Krypterad'])
      expect(parseBoolean(raw)).toEqual({ value: true });
    for (const raw of ['FALSKT', 'false', 'Nej', '0', 'Not encrypted'])
      expect(parseBoolean(raw)).toEqual({ value: false });
    expect(parseBoolean('')).toEqual({ value: null });
    expect(parseBoolean('kanske')).toHaveProperty('expected');
  });
});

describe('an owner', () => {
  it('is the organisation, a person, unknown or not taken', () => {
    expect(parseOwnership('Company')).toEqual({ value: 'organisation' });
    expect(parseOwnership('privat')).toEqual({ value: 'personal' });
    expect(parseOwnership('Unknown')).toEqual({ value: 'unknown' });
    expect(parseOwnership('Mörkblå')).toHaveProperty('expected');
  });

  it('no longer has what is scrapped or sold', () => {
    for (const raw of ['Skrotad', 'DEPROVISIONED', 'Såld 2024', 'Archived'])
      expect(isDisposed(raw)).toBe(true);
    for (const raw of ['ACTIVE', 'I drift', 'DISABLED', 'Försåld?']) expect(isDisposed(raw)).toBe(false);
  });
});

describe('personal data in a cell', () => {
  it('is told by its kind and never quoted', () => {
    expect(personalValue('anna@exempelkommun.example')?.sv).toBe('en e-postadress');
    expect(personalValue('811228-9874')?.sv).toBe('ett personnummer');
    expect(personalValue('198112289874')).toBeNull();
    expect(personalValue('070-123 45 67')?.sv).toBe('ett telefonnummer');
    expect(JSON.stringify(parseText('anna@exempelkommun.example'))).not.toContain('anna');
  });

  it('is not seen in names, serial numbers and versions', () => {
    for (const text of [
      'EK-L-0001',
      '5CG0SYN001',
      '10.0.26100.7019',
      '811228-9875',
      'HP 840 G11',
      '0701',
      'Buss @ hållplats',
    ]) {
      expect(personalValue(text)).toBeNull();
    }
  });
});
