import { bilingualError } from '#model/bilingual-error.ts';
import { suggest } from '#model/declaration/suggest.ts';
import { type Field, fields } from './importer.ts';

/**
 * Reads `Inventarienr=assetId,Plats=unit`.
 *
 * @throws {GrundvalError} `import/column-mapping` where a part is no pair or names a field that is not.
 */
export function parseColumnMapping(text: string): ReadonlyMap<string, Field> {
  return new Map(
    text.split(',').map((pair) => {
      const at = pair.lastIndexOf('=');
      const column = pair.slice(0, Math.max(at, 0)).trim();
      const name = pair.slice(at + 1).trim();
      const field = fields.find((candidate) => candidate === name);
      if (column === '' || field === undefined) throw badMapping(pair, name);
      return [column, field] as const;
    }),
  );
}

function badMapping(pair: string, name: string): Error {
  const nearest = suggest(name, fields);
  return bilingualError(
    'import/column-mapping',
    {
      sv: `--columns har delen "${pair}", väntade Kolumn=fält.`,
      en: `--columns has the part "${pair}", expected Column=field.`,
    },
    {
      sv: nearest?.replace('did you mean', 'menade du') ?? `Fälten är ${fields.join(', ')}.`,
      en: nearest ?? `The fields are ${fields.join(', ')}.`,
    },
  );
}
