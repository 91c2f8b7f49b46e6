import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOptions, ImportResult } from '#agents/collector/importers/importer.ts';
import { importers } from '#agents/collector/importers/index.ts';
import { readExport } from '#agents/collector/importers/read-export.ts';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';

const now = new Date('2026-11-22T12:00:00Z');

function read(content: string | Uint8Array, from = 'csv', options: ImportOptions = {}): ImportResult {
  const importer = importers.find(({ name }) => name === from);
  if (importer === undefined) throw new Error(from);
  return readExport(typeof content === 'string' ? Buffer.from(content) : content, importer, options, now);
}

function refusal(content: string | Uint8Array, from = 'csv', options: ImportOptions = {}): GrundvalError {
  try {
    read(content, from, options);
  } catch (error) {
    if (error instanceof GrundvalError) return error;
    throw error;
  }
  throw new Error('the file was taken');
}

const graph = (members: object): string => JSON.stringify(members);
const device = {
  id: 'a',
  deviceName: 'EK-L-1',
  serialNumber: 'SYN1',
  managedDeviceOwnerType: 'company',
  lastSyncDateTime: '2026-11-20T07:15:42Z',
};

describe('a file that is something else', () => {
  it.each([
    ['import/empty', ''],
    ['import/empty', ' \r\n\r\n'],
    ['import/empty', 'Serienummer;Modell\r\n'],
    ['import/not-text', Buffer.from('PK\x03\x04zip')],
    ['import/not-text', Buffer.from('%PDF-1.7')],
    ['import/not-text', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['import/not-text', Buffer.from('a;b\0c')],
    ['import/html', '<!DOCTYPE html><html><head><title>Logga in</title></head>'],
    ['import/xml', '<?xml version="1.0"?><devices/>'],
    ['import/json', '[{"a":1}]'],
    ['import/not-devices', 'Konto;Belopp\n1930;100'],
    ['import/not-devices', 'Namn;Telefon\nAnna;0701234567'],
    ['import/open-quote', 'Serienummer;Modell\nSYN1;"HP'],
  ])('is refused with %s and a sentence in two languages', (code, content) => {
    const error = refusal(content);
    expect(error.code).toBe(code);
    expect(inLanguage(error, 'sv').message).not.toBe(error.message);
    expect(inLanguage(error, 'en').message).toBe(error.message);
    expect(inLanguage(error, 'sv').hint).toBeTruthy();
  });

  it.each([
    ['import/json-error', graph({ error: { code: 'InvalidAuthenticationToken' } })],
    ['import/no-records', graph({ value: 'x' })],
    ['import/no-records', '[1]'],
    ['import/empty', graph({ value: [] })],
    ['import/bad-json', '{"value":[{"id":'],
    ['import/lacking-column', graph({ value: [{ ...device, managedDeviceOwnerType: undefined }] })],
  ])('is refused with %s as an answer of Graph', (code, content) => {
    expect(refusal(content, 'intune').code).toBe(code);
  });

  it('tells the title of the login page that was saved in its place', () => {
    expect(refusal('<html><head><title>Logga in</title>').message).toContain('Logga in');
  });

  it('is sent to the importer that knows it', () => {
    const header = 'Device ID,Device name,Last check-in,Ownership,Total storage,JoinType\na,b,,Company,1,';
    expect(refusal(header)).toMatchObject({
      code: 'import/other-kind',
      hint: expect.stringContaining('--from intune'),
    });
  });
});

describe('an answer of Graph', () => {
  it('is complete when it says nothing else', () => {
    expect(read(graph({ value: [device] }), 'intune')).toMatchObject({ complete: true, rowsRead: 1 });
    expect(read(graph([device]), 'intune').records[0]).toMatchObject({ line: 1, name: 'EK-L-1' });
  });

  it('is a part when it has a next page or counts more than it holds', () => {
    expect(read(graph({ '@odata.nextLink': 'https://x.example', value: [device] }), 'intune').complete).toBe(
      false,
    );
    expect(read(graph({ '@odata.count': 2, value: [device] }), 'intune').complete).toBe(false);
    expect(read(graph({ '@odata.count': 1, value: [device] }), 'intune').complete).toBe(true);
  });

  it('may hold nulls, lists, halves of letters and zero characters', () => {
    const odd = { ...device, deviceName: 'EK\u0000\ud800', model: null, roles: ['x'], osVersion: 12 };
    expect(read(graph({ value: [odd] }), 'intune').records[0]).toMatchObject({
      name: 'EK \ufffd',
      model: null,
      build: '12',
    });
  });
});

describe('columns', () => {
  it('mean what a person says', () => {
    const columns = new Map([
      ['nr', 'assetId' as const],
      ['Grej', 'model' as const],
    ]);
    const result = read('Nr;Grej;Övrig\n7;Platta;x', 'csv', { columns });
    expect(result.records[0]).toMatchObject({ assetId: '7', model: 'Platta' });
    expect(result.dropped).toEqual([{ name: 'Övrig', reason: 'unknown' }]);
  });

  it('are kept as they are called when a person says extra', () => {
    const columns = new Map([['Projekt', 'extra' as const]]);
    expect(read('Serienr;Projekt\nSYN1;Äldre', 'csv', { columns }).records[0]?.extras).toEqual({
      Projekt: 'Äldre',
    });
  });

  it('that the file lacks or that are about persons cannot be mapped', () => {
    const map = (name: string): ImportOptions => ({ columns: new Map([[name, 'unit' as const]]) });
    expect(refusal('Serienr;Användare\nA1;x', 'csv', map('Plat'))).toMatchObject({
      code: 'import/unknown-column',
    });
    expect(refusal('Serienr;Användare\nA1;x', 'csv', map('användare'))).toMatchObject({
      code: 'import/personal-column',
    });
  });
});

describe('the header', () => {
  const commas = Array.from({ length: 4 }, () => '1,2E+9;1,2E+9;1,2E+9;1,2E+9');

  it('is found by its names where decimal commas divide every row more finely than its separator', () => {
    const { columns, rowsRead } = read(['Serienummer;Datornamn;Ägarskap;Status', ...commas].join('\n'));
    expect(columns.map(({ name }) => name)).toEqual(['Datornamn', 'Serienummer', 'Ägarskap', 'Status']);
    expect(rowsRead).toBe(4);
  });

  it('is the first line where that fits every row and its names are known by what a person says', () => {
    const said = { columns: new Map([['Nr', 'assetId' as const]]) };
    const result = read(['Nr;Grej;Sak;Ting', ...commas].join('\n'), 'csv', said);
    expect(result.columns).toEqual([{ name: 'Nr', field: 'assetId' }]);
    expect(result.rowsRead).toBe(4);
  });

  it('is the first line where that fits every row, though nobody knows its names', () => {
    expect(refusal(['Vikt;Höjd;Bredd;Djup', ...commas].join('\n')).hint).toContain('Vikt, Höjd, Bredd, Djup');
  });

  it('is found by its names though a row is more than twice as wide', () => {
    const { rowsRead, rejected } = read('Namn;Modell;Serienummer\nEK-1;HP;SYN1\nEK-2;a;b;c;d;e;f;g\n');
    expect(rowsRead).toBe(2);
    expect(rejected).toMatchObject([{ line: 3 }]);
  });

  it.each([
    ['a title with its separator', 'Lista; uttagen i dag\n', ','],
    ['a title of known words', 'Namn och modell\n\n', ','],
    ['a title divided as the rows are', 'Kommunen;;\n', ';'],
  ])('is found below %s', (_, title, separator) => {
    const lines = ['Namn,Modell,Serienummer', 'EK-1,HP,SYN1'].map((line) => line.replaceAll(',', separator));
    expect(read(title + lines.join('\n')).records).toMatchObject([{ name: 'EK-1', serial: 'SYN1' }]);
  });
});

describe('whatever bytes come', () => {
  it('are read or refused with a sentence, and nothing else', () => {
    const pieces = fc.constantFrom(
      'Serienummer',
      'Namn',
      'Modell',
      ';',
      ',',
      '\t',
      '"',
      '\n',
      '\r\n',
      'å',
      'SYN1',
      '{',
      '[',
      'sep=;',
      '#TYPE',
      '1,5',
      '03/04/2026',
      '=',
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''))),
      fc
        .array(pieces, { maxLength: 20 })
        .map((parts) => Buffer.from(`Serienummer;Namn;Modell\n${parts.join('')}`)),
      fc.json().map((text) => Buffer.from(`{"value":[${text}]}`)),
    );
    fc.assert(
      fc.property(content, fc.constantFrom('csv', 'intune'), (bytes, from) => {
        try {
          const result = read(bytes, from);
          expect(result.records.length).toBeLessThanOrEqual(result.rowsRead);
        } catch (error) {
          if (!(error instanceof GrundvalError)) throw error;
          expect(error.code).toMatch(/^import\//);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('every row is taken, left out or rejected, and none twice', () => {
    const cell = fc.constantFrom('', 'SYN1', 'SYN2', '1,2E+9', 'EK-1', 'Privat', 'Kommun', 'Skrotad', '?');
    const row = fc.tuple(cell, cell, cell, cell).map((cells) => cells.join(';'));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const text = ['Serienummer;Datornamn;Ägarskap;Status', ...rows].join('\n');
        const isEmpty = rows.every((line) => /^;*$/.test(line));
        if (isEmpty) return;
        const { rowsRead, records, rejected, leftOut } = read(text);
        const lost = new Set(rejected.filter(({ column }) => column === null).map(({ line }) => line)).size;
        expect(
          records.length + lost + leftOut.personallyOwned + leftOut.disposed + leftOut.replaced.length,
        ).toBe(rowsRead);
      }),
    );
  });
});

const exports = new URL('../../../../../shared/data/exports/', import.meta.url);
describe.skipIf(!existsSync(exports))('exports of one fleet (needs ../shared/data/exports)', () => {
  const file = (name: string): Uint8Array => readFileSync(new URL(name, exports));

  it('ten records of Intune are eight devices: one is replaced, one is a person’s telephone', () => {
    const original = read(file('intune/AllDevices_export.csv'), 'intune');
    expect(original).toMatchObject({
      rowsRead: 10,
      complete: true,
      rejected: [],
      leftOut: { personallyOwned: 1, replaced: [{ name: 'EK-L-0103', line: 5, by: 4 }] },
    });
    expect(original.records).toHaveLength(8);
    expect(original.records.filter(({ serial }) => serial === null).map(({ name }) => name)).toEqual([
      'EK-D-0004',
      'EK-D-0005',
    ]);
    expect(original.records[1]?.serial).toBe('00SYN0042');
    expect(JSON.stringify(original)).not.toMatch(/anv0|Användare|@|Privat telefon|35000000000001/);
  });

  it('Excel in between changes nothing but the seconds', () => {
    const strip = ({ records }: ImportResult) =>
      records.map(({ lastSeen, extras: _, ...rest }) => ({
        ...rest,
        lastSeen: lastSeen?.at.toISOString().slice(0, 16),
      }));
    const original = read(file('intune/AllDevices_export.csv'), 'intune');
    const resaved = read(file('intune/AllDevices_resaved_excel_sv.csv'), 'intune');
    expect(strip(resaved)).toEqual(strip(original));
    expect(resaved.rejected).toEqual([]);
  });

  it('two pages of Graph are the same devices, each page known to be a part', () => {
    const pages = ['intune/managedDevices_page1.json', 'intune/managedDevices_page2.json'].map((name) =>
      read(file(name), 'intune'),
    );
    expect(pages.map(({ complete }) => complete)).toEqual([false, false]);
    const key = ({ records }: ImportResult) =>
      records.map(({ name, serial, directoryId, storageBytes, lastSeen }) => ({
        name,
        serial,
        directoryId,
        storageBytes,
        lastSeen,
      }));
    expect(pages.flatMap(key)).toEqual(key(read(file('intune/AllDevices_export.csv'), 'intune')));
  });

  it.each([
    [
      'snipe-it/assets.csv',
      2,
      {
        kind: 'client',
        assetId: 'EK-0001',
        purchasedOn: '2025-01-23',
        purchaseCost: 11266.13,
        endOfLifeOn: '2029-01-23',
        unit: 'Vård och omsorg',
      },
    ],
    [
      'chromeos/gam_print_cros.csv',
      1,
      {
        kind: 'client',
        serial: 'CRSYN0001',
        endOfLifeOn: '2032-06-05',
        unit: '/Barn och utbildning/Norra skolan',
      },
    ],
    ['intune/autopilot_import.csv', 3, { serial: '5CG0SYN001', unit: 'EK-VÅRD' }],
    [
      'ad/adcomputer_utf8_useculture.csv',
      11,
      { name: 'EK-L-0001', unit: 'exempelkommun.example/Datorer/Vård och omsorg' },
    ],
    ['ad/adcomputer_all_properties.csv', 11, { name: 'EK-L-0001' }],
    [
      'configmgr/hardware_inventory.csv',
      6,
      { serial: '5CG0SYN001', uuid: '8b3f6e29-e1d4-5300-a76f-3c48b9db3349' },
    ],
    ['wsus/computers.csv', 3, { kind: 'server', name: 'ek-sql01.exempelkommun.example' }],
  ])('%s gives %i devices', (name, count, first) => {
    const { records } = read(file(name));
    expect(records).toHaveLength(count);
    expect(records[0]).toMatchObject(first);
  });

  it('letters that were lost in the file are reported', () => {
    expect(read(file('ad/adcomputer_all_properties.csv')).warnings).toHaveLength(1);
    expect(read(file('ad/adcomputer_utf8_useculture.csv')).warnings).toEqual([]);
  });

  it.each([
    'printing/papercut_print_log.csv',
    'chromeos/chromeosdevices.json',
    'apple/asm_orgDevices.json',
    'printing/printer_mib_walk.txt',
  ])('%s is no list of devices and is refused', (name) => {
    expect(refusal(file(name)).code).toMatch(/^import\/(not-devices|json)$/);
  });
});
