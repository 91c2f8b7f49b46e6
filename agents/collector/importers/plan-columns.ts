import { bilingualError } from '#model/bilingual-error.ts';
import { suggest } from '#model/declaration/suggest.ts';
import { normaliseName } from './column-names.ts';
import type { DroppedColumn, Field, Importer, ImportOptions, Meaning } from './importer.ts';
import { belongsToContact, withholdColumn } from './personal-columns.ts';
import type { Column, ColumnPlan } from './table.ts';

/** Names that mean the device where they stand alone and its user beside a column that names the device. */
const looseNames = new Set(['namn', 'name', 'benämning']);
/** One of these tells which device a row is about. */
const identities: readonly Field[] = ['name', 'serial', 'uuid', 'sourceId', 'directoryId', 'assetId'];
/** One of these tells that the rows are about devices and not about people or printouts. */
const deviceFacts: readonly Field[] = [
  ...identities.filter((field) => field !== 'name' && field !== 'sourceId'),
  'kind',
  'manufacturer',
  'model',
  'operatingSystem',
  'mac',
];

interface Candidate extends Column {
  /** Place in the importer's list; -1 where a person said what the column means. */
  readonly rank: number;
}

/**
 * Decides what each column of a file means, before a cell is read: what is personal, secret or unknown is
 * named and never kept. A column named in `options.columns` means what the person says.
 *
 * @throws {GrundvalError} `import/unknown-column` for a mapped column that the file lacks,
 *   `import/personal-column` for a mapped one that holds persons or secrets, `import/not-devices` where the
 *   columns are of something else, `import/lacking-column` where one lacks that the importer needs.
 */
export function planColumns(
  names: readonly string[],
  importer: Importer,
  options: ImportOptions,
): ColumnPlan {
  const said = matchSaid(names, options.columns ?? new Map());
  const rank = new Map([...importer.columns.keys()].map((name, at) => [name, at]));
  const kept: Candidate[] = [];
  const dropped: DroppedColumn[] = [];
  names.forEach((name, at) => {
    const normalised = normaliseName(name);
    const meaning = said.get(name) ?? importer.columns.get(normalised) ?? withhold(normalised);
    if (typeof meaning !== 'string') dropped.push({ name, reason: meaning.drop });
    else kept.push({ name, field: meaning, at, rank: said.has(name) ? -1 : (rank.get(normalised) ?? 0) });
  });
  const users = kept.filter((column) => namesUser(column, kept, names));
  for (const { name } of users) dropped.push({ name, reason: 'personal' });
  const devices = kept
    .filter((column) => !users.includes(column))
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
  refuseForeign(names, devices, importer);
  return { kept: devices.map(({ name, field, at }) => ({ name, field, at })), dropped };
}

function withhold(normalised: string): Meaning {
  return { drop: withholdColumn(normalised) ?? 'unknown' };
}

function namesUser(column: Candidate, kept: readonly Candidate[], names: readonly string[]): boolean {
  if (column.field !== 'name' || column.rank < 0 || !looseNames.has(normaliseName(column.name))) return false;
  return (
    kept.some(({ field, name }) => field === 'name' && name !== column.name) ||
    belongsToContact(names.map(normaliseName))
  );
}

/** The columns a person gave a meaning, by their name in the file. */
function matchSaid(names: readonly string[], said: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> {
  const matched = new Map<string, Field>();
  for (const [column, field] of said) {
    const name =
      names.find((candidate) => candidate === column) ??
      names.find((candidate) => normaliseName(candidate) === normaliseName(column));
    if (name === undefined) {
      const hint = suggest(column, names);
      throw bilingualError(
        'import/unknown-column',
        { sv: `Filen har ingen kolumn "${column}".`, en: `The file has no column "${column}".` },
        {
          sv:
            hint?.replace('did you mean', 'menade du') ??
            `Filens kolumner: ${names.join(', ').slice(0, 500)}`,
          en: hint ?? `The columns of the file: ${names.join(', ').slice(0, 500)}`,
        },
      );
    }
    const reason = withholdColumn(normaliseName(name));
    if (reason === 'personal' || reason === 'secret') {
      throw bilingualError(
        'import/personal-column',
        {
          sv: `Kolumnen "${name}" rör personer eller hemligheter och läses aldrig in.`,
          en: `The column "${name}" is about persons or secrets and is never read.`,
        },
        {
          sv: 'Är det inte så: byt namn på kolumnen i filen och importera igen.',
          en: 'If it is not: rename the column in the file and import again.',
        },
      );
    }
    matched.set(name, field);
  }
  return matched;
}

function refuseForeign(names: readonly string[], kept: readonly Column[], importer: Importer): void {
  const has = (fields: readonly Field[]): boolean => kept.some(({ field }) => fields.includes(field));
  const isSpecific = kept.some(({ field, name }) => field === 'name' && !looseNames.has(normaliseName(name)));
  if (!has(identities) || !(has(deviceFacts) || isSpecific)) {
    throw bilingualError(
      'import/not-devices',
      {
        sv: `Filen ser inte ut att lista enheter: av dess ${names.length} kolumner är ${kept.length} kända av ${importer.name}.`,
        en: `The file does not look like a list of devices: ${importer.name} knows ${kept.length} of its ${names.length} columns.`,
      },
      {
        sv: `Säg vad kolumnerna betyder: --from csv --columns "Kolumn=serial,Annan=name". Filens kolumner: ${names.join(', ').slice(0, 300)}`,
        en: `Say what the columns mean: --from csv --columns "Column=serial,Other=name". The columns of the file: ${names.join(', ').slice(0, 300)}`,
      },
    );
  }
  for (const { field, because } of importer.required) {
    if (has([field])) continue;
    throw bilingualError(
      'import/lacking-column',
      {
        sv: `Filen saknar en kolumn som ${importer.name} kräver: ${because.sv}`,
        en: `The file lacks a column that ${importer.name} needs: ${because.en}`,
      },
      {
        sv: 'Exportera alla kolumner, eller importera filen med --from csv.',
        en: 'Export all columns, or import the file with --from csv.',
      },
    );
  }
}
