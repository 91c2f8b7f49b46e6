import { z } from 'zod';
import type { Text } from '../format/text.ts';
import { expectationOf } from './parameter-expectation.ts';
import type { JsonSchemaNode, ParametersSchema } from './procedure-summary.ts';

/** A value that is not what its parameter may be. */
export interface ParameterIssue {
  /** `['recycler', 'on']`. */
  readonly path: readonly string[];
  readonly found: Text;
  readonly expected: Text;
}

/**
 * What is wrong with parameters by their JSON Schema, each place once. Those whose schema has a keyword that is not
 * judged here are left out: {@link unjudgedKeywords} names them.
 */
export function checkParameters(
  { properties, required }: ParametersSchema,
  values: Readonly<Record<string, unknown>>,
): readonly ParameterIssue[] {
  const judged = Object.entries(properties).filter(([, schema]) => unjudgedKeywords(schema).length === 0);
  const names = new Set(judged.map(([name]) => name));
  const validator = z.fromJSONSchema({
    type: 'object',
    properties: Object.fromEntries(judged.map(([name, schema]) => [name, standardOnly(schema)])),
    required: required.filter((name) => names.has(name)),
  } as Parameters<typeof z.fromJSONSchema>[0]);
  const { error } = validator.safeParse(values);
  const issues = new Map<string, ParameterIssue>();
  for (const { path } of error?.issues ?? []) {
    const place = path.map(String);
    const key = place.join('\0');
    if (issues.has(key)) continue;
    issues.set(key, {
      path: place,
      found:
        properties[place[0] ?? '']?.['secret'] === true
          ? hidden
          : told(place.reduce<unknown>(within, values)),
      expected: expectationOf(place.reduce<JsonSchemaNode>(partOf, { properties })),
    });
  }
  return [...issues.values()];
}

/** Keywords that the schemas of parameters have, and that are judged or say nothing of what is right. */
const known = new Set([
  ...['type', 'enum', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'multipleOf'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'items', 'minItems', 'maxItems'],
  ...['properties', 'required', 'additionalProperties', 'default'],
  ...['description', 'title', 'contentMediaType', 'secret', 'x-description-en', 'x-expected', 'x-refers-to'],
]);

/** Keywords of a parameter's schema that nobody here can judge a value by. */
export function unjudgedKeywords(schema: JsonSchemaNode): readonly string[] {
  const own = Object.keys(schema).filter((keyword) => !known.has(keyword));
  const { properties, items } = schema;
  const parts = [...(isNode(properties) ? Object.values(properties) : []), items].filter(isNode);
  return [...new Set([...own, ...parts.flatMap(unjudgedKeywords)])];
}

/** Without what is for people, which a validator need not know. */
function standardOnly(schema: JsonSchemaNode): JsonSchemaNode {
  const kept = Object.entries(schema).filter(
    ([keyword]) => keyword !== 'secret' && !keyword.startsWith('x-'),
  );
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (keyword === 'properties' && isNode(value)) {
        return [
          keyword,
          Object.fromEntries(
            Object.entries(value).map(([name, part]) => [name, isNode(part) ? standardOnly(part) : part]),
          ),
        ];
      }
      return [keyword, keyword === 'items' && isNode(value) ? standardOnly(value) : value];
    }),
  );
}

/** The schema of a property, or of the items of a list. */
function partOf(schema: JsonSchemaNode, key: string): JsonSchemaNode {
  const { properties, items } = schema;
  const part = isNode(properties) ? properties[key] : items;
  return isNode(part) ? part : {};
}

function within(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

const hidden: Text = { sv: 'något hemligt', en: 'a secret' };
const mostShown = 60;

function told(value: unknown): Text {
  if (value === undefined || value === '') return { sv: 'inget', en: 'nothing' };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > mostShown ? `${text.slice(0, mostShown)} …` : text;
  return { sv: `”${shown}”`, en: `"${shown}"` };
}

function isNode(value: unknown): value is JsonSchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
