import type { Text } from '#model/format/text.ts';
import { unjudgedKeywords } from '#model/runs/check-parameters.ts';
import { expectationOf } from '#model/runs/parameter-expectation.ts';
import { describedAs, refersTo } from '#model/runs/parameter-keywords.ts';
import type {
  JsonSchemaNode,
  ParameterReference,
  ProcedureParameter,
  ProcedureSummary,
} from '#model/runs/procedure-summary.ts';

/** What a field is filled in by. */
export type FieldKind = 'text' | 'lines' | 'number' | 'choice' | 'list';

/** One field of a procedure's form. */
export interface FormField {
  /** In the address: `withinMinutes`, `recycler.on`. */
  readonly name: string;
  readonly path: readonly string[];
  readonly kind: FieldKind;
  readonly says: Text;
  readonly expected: Text;
  readonly isRequired: boolean;
  /** Of a choice. */
  readonly choices: readonly string[];
  readonly refersTo: ParameterReference | null;
  /** As it stands in the field before anybody has filled it in. */
  readonly initial: string;
  readonly schema: JsonSchemaNode;
}

/** What the form has for one parameter. */
export interface FormPart {
  readonly parameter: ProcedureParameter;
  /**
   * `field`: filled in. `group`: several fields that make one value, all or none of them. `secret`: never in a form.
   * `beyond`: more than this form can ask for; it is given as JSON.
   */
  readonly kind: 'field' | 'group' | 'secret' | 'beyond';
  /** Empty for `secret` and `beyond`. */
  readonly fields: readonly FormField[];
}

/** The form of a procedure, from the JSON Schema of its parameters. */
export function formOf({
  parameters,
  parametersSchema,
}: Pick<ProcedureSummary, 'parameters' | 'parametersSchema'>): readonly FormPart[] {
  return parameters.map((parameter): FormPart => {
    const schema = parametersSchema.properties[parameter.name] ?? {};
    if (parameter.isSecret) return { parameter, kind: 'secret', fields: [] };
    if (unjudgedKeywords(schema).length > 0) return { parameter, kind: 'beyond', fields: [] };
    const single = fieldOf([parameter.name], schema, parameter.isRequired);
    if (single !== null) return { parameter, kind: 'field', fields: [single] };
    const fields = groupOf(parameter.name, schema);
    return fields === null ? { parameter, kind: 'beyond', fields: [] } : { parameter, kind: 'group', fields };
  });
}

/** Fields of an object whose properties are each one field; null for anything else. */
function groupOf(name: string, { type, properties, required }: JsonSchemaNode): readonly FormField[] | null {
  if (type !== 'object' || !isNode(properties)) return null;
  const needed = new Set(Array.isArray(required) ? required : []);
  const fields = Object.entries(properties).map(([part, schema]) =>
    isNode(schema) ? fieldOf([name, part], schema, needed.has(part)) : null,
  );
  return fields.every((field) => field !== null) ? fields : null;
}

function fieldOf(path: readonly string[], schema: JsonSchemaNode, isRequired: boolean): FormField | null {
  const kind = kindOf(schema);
  if (kind === null) return null;
  return {
    name: path.join('.'),
    path,
    kind,
    says: describedAs(schema),
    expected: expectationOf(schema),
    isRequired,
    choices: choicesOf(schema),
    refersTo: refersTo(schema),
    initial: shown(schema['default']),
    schema,
  };
}

function kindOf(schema: JsonSchemaNode): FieldKind | null {
  const { type, items, contentMediaType } = schema;
  if (choicesOf(schema).length > 0) return 'choice';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return isNode(items) && items['type'] === 'string' ? 'list' : null;
  if (type !== 'string') return null;
  return contentMediaType === undefined ? 'text' : 'lines';
}

function choicesOf(schema: JsonSchemaNode): readonly string[] {
  if (schema['type'] === 'boolean') return ['true', 'false'];
  return Array.isArray(schema['enum']) ? schema['enum'].map(String) : [];
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(String).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isNode(value: unknown): value is JsonSchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
