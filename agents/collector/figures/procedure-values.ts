import { findNearest } from '#model/declaration/suggest.ts';
import type { Text } from '#model/format/text.ts';
import { checkParameters } from '#model/runs/check-parameters.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { FormField, FormPart } from './procedure-form.ts';
import type { ReferenceOptions } from './reference-options.ts';

/** Why a field's value will not do. */
export interface FieldIssue {
  readonly found: Text;
  readonly expected: Text;
  /** What was probably meant. */
  readonly nearest: string | null;
}

/** What somebody filled in. */
export interface FilledForm {
  /** Values of parameters that were given. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By the field's name. */
  readonly issues: ReadonlyMap<string, FieldIssue>;
}

/** Reads what was filled in, and judges it by the JSON Schema and by what is declared. */
export function readValues(
  parts: readonly FormPart[],
  schema: ProcedureSummary['parametersSchema'],
  text: (name: string) => string,
  options: ReferenceOptions,
): FilledForm {
  const values: Record<string, unknown> = {};
  for (const { parameter, kind, fields } of parts) {
    const read = fields.flatMap((field) => {
      const value = parseField(field, text(field.name));
      return value === undefined ? [] : [[field.path.at(-1) ?? '', value] as const];
    });
    const [first] = read;
    if (first !== undefined) values[parameter.name] = kind === 'group' ? Object.fromEntries(read) : first[1];
  }
  const asked = new Set(
    parts.filter(({ fields }) => fields.length > 0).map(({ parameter }) => parameter.name),
  );
  const found = checkParameters(
    { ...schema, required: schema.required.filter((name) => asked.has(name)) },
    values,
  );
  const fields = parts.flatMap((part) => part.fields);
  const issues = new Map<string, FieldIssue>();
  for (const { path, found: what, expected } of found) {
    const field = fields.find((one) => one.path.every((key, at) => path[at] === key));
    if (field !== undefined && !issues.has(field.name))
      issues.set(field.name, { found: what, expected, nearest: null });
  }
  for (const field of fields) {
    const issue = issues.has(field.name)
      ? null
      : (undeclared(field, text(field.name), options) ?? unwritable(text(field.name)));
    if (issue !== null) issues.set(field.name, issue);
  }
  return { values, issues };
}

/** Undefined where nothing was filled in; a text where no value of the field's kind can be read, for the schema to refuse. */
function parseField({ kind, schema }: FormField, text: string): unknown {
  const given = text.replaceAll('\r\n', '\n').trim();
  if (given === '') return undefined;
  if (kind === 'number') return /^[+-]?\d+([.,]\d+)?$/.test(given) ? Number(given.replace(',', '.')) : given;
  if (kind === 'list') {
    const lines = given.split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '');
  }
  if (schema['type'] === 'boolean') return given === 'true' ? true : given === 'false' ? false : given;
  return given;
}

/** A name that nothing declared has. */
function undeclared(
  { refersTo, expected }: FormField,
  text: string,
  options: ReferenceOptions,
): FieldIssue | null {
  const given = text.trim();
  const known = refersTo === null ? null : options[refersTo];
  if (given === '' || known === null || known.some(({ value }) => value === given)) return null;
  const nearest = findNearest(
    given,
    known.map(({ value }) => value),
  );
  return { found: { sv: `”${given}”`, en: `"${given}"` }, expected, nearest: nearest ?? null };
}

/** Signs that no command line can hold, or that a terminal would not show. */
function unwritable(text: string): FieldIssue | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)) return null;
  return {
    found: { sv: 'styrtecken', en: 'control characters' },
    expected: { sv: 'text som går att skriva i en terminal', en: 'text that can be written in a terminal' },
    nearest: null,
  };
}
