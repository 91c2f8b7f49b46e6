import { bilingualError } from '#model/bilingual-error.ts';
import type { Text } from '#model/format/text.ts';
import { refuseErrorAnswer } from './foreign-content.ts';
import type { ColumnPlan, Table } from './table.ts';

type JsonRecord = Readonly<Record<string, unknown>>;

/** Does a text hold JSON rather than a table? */
export function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text.slice(0, 1000));
}

/**
 * Reads the records of a Microsoft Graph answer: `{ "value": [ … ] }`, or the array alone. The keys are the
 * columns; lists and maps below a record are not read. `line` is the number of the record.
 *
 * @throws {GrundvalError} `import/bad-json`, `import/json-error`, `import/no-records`, and what `plan` throws.
 */
export function readGraph(text: string, plan: (names: readonly string[]) => ColumnPlan): Table {
  const value = parseJson(text);
  const records = recordsOf(value);
  const { kept, dropped } = plan(namesOf(records));
  const rows = records.map((record, at) => ({
    line: at + 1,
    cells: kept.map(({ name }) => asCell(record[name])),
  }));
  const warnings = partWarnings(value, records.length);
  return {
    kept,
    dropped,
    separator: null,
    rows,
    rejected: [],
    repeatedHeaders: 0,
    emptyRows: 0,
    warnings,
    complete: warnings.length === 0,
  };
}

function parseJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw bilingualError(
      'import/bad-json',
      {
        sv: 'Filen börjar som JSON men går inte att läsa till slutet.',
        en: 'The file begins as JSON but cannot be read to its end.',
      },
      {
        sv: 'Ofta har hämtningen avbrutits eller två svar hamnat i samma fil: hämta listan på nytt.',
        en: 'Often the download was cut off or two answers ended up in one file: fetch the list anew.',
      },
      { cause },
    );
  }
  throw noRecords();
}

function recordsOf(value: object): readonly JsonRecord[] {
  refuseErrorAnswer(value);
  const list: unknown = Array.isArray(value) ? value : 'value' in value ? value.value : undefined;
  if (!Array.isArray(list) || !list.every(isRecord)) throw noRecords();
  if (list.length === 0) {
    throw bilingualError(
      'import/empty',
      {
        sv: 'Filen listar inga enheter. Inget har ändrats.',
        en: 'The file lists no devices. Nothing was changed.',
      },
      {
        sv: 'En tom lista betyder ofta att hämtningen misslyckades eller saknade behörighet: gör om den.',
        en: 'An empty list often means that the download failed or lacked a permission: make it again.',
      },
    );
  }
  return list;
}

function namesOf(records: readonly JsonRecord[]): string[] {
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  return [...names].filter((name) => !name.startsWith('@odata.'));
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noRecords(): Error {
  return bilingualError(
    'import/no-records',
    {
      sv: 'Filen är JSON utan en lista av enheter.',
      en: 'The file is JSON without a list of devices.',
    },
    {
      sv: 'Spara svaret på GET /deviceManagement/managedDevices som det är, med fältet "value".',
      en: 'Save the answer of GET /deviceManagement/managedDevices as it is, with its field "value".',
    },
  );
}

function asCell(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Microsoft Graph answers in pages: a saved first page is the usual half import. */
function partWarnings(value: object, count: number): readonly Text[] {
  const total =
    '@odata.count' in value && typeof value['@odata.count'] === 'number' ? value['@odata.count'] : null;
  if (total !== null && total > count) {
    return [
      {
        sv: `Filen är en del av en längre lista: ${count} av ${total} enheter. Enheter som saknas i den ändras inte.`,
        en: `The file is a part of a longer list: ${count} of ${total} devices. Devices it lacks are left as they are.`,
      },
    ];
  }
  if ('@odata.nextLink' in value) {
    return [
      {
        sv: `Filen är första delen av en längre lista (${count} enheter). Enheter som saknas i den ändras inte.`,
        en: `The file is the first part of a longer list (${count} devices). Devices it lacks are left as they are.`,
      },
    ];
  }
  return [];
}
