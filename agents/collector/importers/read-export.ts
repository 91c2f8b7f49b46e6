import { bilingualError } from '#model/bilingual-error.ts';
import { normaliseName } from './column-names.ts';
import { deduplicate } from './deduplicate.ts';
import { findDamage } from './find-damage.ts';
import { refuseForeignText } from './foreign-content.ts';
import type { Importer, ImportOptions, ImportResult } from './importer.ts';
import { importers } from './index.ts';
import { planColumns } from './plan-columns.ts';
import { readCsv } from './read-csv.ts';
import { readDevices } from './read-devices.ts';
import { isJson, readGraph } from './read-graph.ts';
import { readText } from './read-text.ts';
import type { ColumnPlan, Table } from './table.ts';

/**
 * Reads a file that another system exported; nothing is stored. Columns about persons are thrown away before
 * a cell of theirs is kept. `now` tells which sightings lie in the future.
 *
 * @throws {GrundvalError} `import/…` where the file as a whole cannot be read; `inLanguage` says it in Swedish.
 */
export function readExport(
  bytes: Uint8Array,
  importer: Importer,
  options: ImportOptions,
  now: Date,
): ImportResult {
  const text = readText(bytes);
  refuseForeignText(text);
  const table = readTable(text, importer, options);
  if (table.rows.length === 0 && table.rejected.length === 0) {
    throw bilingualError(
      'import/empty',
      {
        sv: 'Filen har kolumnnamn men inga rader. Inget har ändrats.',
        en: 'The file has names of columns but no rows. Nothing was changed.',
      },
      {
        sv: 'En tom export betyder ofta att exporten misslyckades: gör om den.',
        en: 'An empty export often means that the export failed: make it again.',
      },
    );
  }
  const { devices, rejected, personallyOwned, disposed } = readDevices(table, importer, options, now);
  const { kept, replaced } = deduplicate(devices);
  return {
    columns: table.kept.map(({ name, field }) => ({ name, field })),
    rowsRead: table.rows.length + table.rejected.length,
    records: kept,
    rejected: [...table.rejected, ...rejected].sort((a, b) => a.line - b.line),
    warnings: [...table.warnings, ...findDamage(table, kept)],
    dropped: table.dropped,
    leftOut: {
      personallyOwned,
      disposed,
      replaced,
      repeatedHeaders: table.repeatedHeaders,
      emptyRows: table.emptyRows,
    },
    complete: table.complete,
  };
}

function readTable(text: string, importer: Importer, options: ImportOptions): Table {
  const plan = (names: readonly string[]): ColumnPlan => {
    refuseOtherKind(names, importer, options);
    return planColumns(names, importer, options);
  };
  if (!isJson(text)) return readCsv(text, createNameTest(options), plan);
  if (importer.formats.includes('json')) return readGraph(text, plan);
  throw bilingualError(
    'import/json',
    { sv: 'Filen är JSON, en tabell väntades.', en: 'The file is JSON, expected a table.' },
    {
      sv: 'Exportera listan som CSV; svar från Microsoft Graph läses med --from intune.',
      en: 'Export the list as CSV; answers of Microsoft Graph are read with --from intune.',
    },
  );
}

/** Does a cell name a column? Whichever importer knows it: a file given to the wrong one has a header, too. */
function createNameTest(options: ImportOptions): (cell: string) => boolean {
  const said = new Set([...(options.columns ?? new Map()).keys()].map(normaliseName));
  return (cell) => {
    const name = normaliseName(cell);
    return said.has(name) || importers.some(({ columns }) => columns.has(name));
  };
}

/** An importer made for the file knows better than a general one who owns a device and what its figures count. */
function refuseOtherKind(names: readonly string[], importer: Importer, options: ImportOptions): void {
  if (options.columns !== undefined) return;
  const known = ({ columns }: Importer): number =>
    names.filter((name) => columns.has(normaliseName(name))).length;
  const hasRequired = ({ columns, required }: Importer): boolean =>
    required.length > 0 &&
    required.every(({ field }) => names.some((name) => columns.get(normaliseName(name)) === field));
  const other = importers.find(
    (candidate) => candidate !== importer && hasRequired(candidate) && known(candidate) > known(importer),
  );
  if (other === undefined) return;
  throw bilingualError(
    'import/other-kind',
    {
      sv: `Filen ser ut att komma från ${other.name}: ${known(other)} av dess ${names.length} kolumner är kända där.`,
      en: `The file seems to be from ${other.name}: ${known(other)} of its ${names.length} columns are known there.`,
    },
    { sv: `Importera den med --from ${other.name}.`, en: `Import it with --from ${other.name}.` },
  );
}
