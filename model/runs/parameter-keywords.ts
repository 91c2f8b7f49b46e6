import { z } from 'zod';
import type { Text } from '../format/text.ts';
import type { JsonSchemaNode, ParameterReference } from './procedure-summary.ts';

/** What a parameter's JSON Schema says to people and forms, besides its standard keywords. */
export interface ParameterKeywords {
  /** Swedish, as in every schema of ours. */
  readonly description: string;
  readonly 'x-description-en': string;
  /** What is right, where a pattern says it to programs: "en sökväg från roten". */
  readonly 'x-expected'?: Text;
  readonly 'x-refers-to'?: ParameterReference;
  /** Media type of a text of several lines. */
  readonly contentMediaType?: string;
}

const Said = z.object({ sv: z.string(), en: z.string() });

/** What a parameter is, in both languages; in Swedish where the schema has nothing else. */
export function describedAs(schema: JsonSchemaNode): Text {
  const { description, 'x-description-en': english } = schema;
  const sv = typeof description === 'string' ? description : '';
  return { sv, en: typeof english === 'string' ? english : sv };
}

/** What is right, in the words of the procedure's author; null where there are none. */
export function expectedAs(schema: JsonSchemaNode): Text | null {
  return Said.safeParse(schema['x-expected']).data ?? null;
}

const references: readonly ParameterReference[] = [
  'service',
  'server-role',
  'server-group',
  'server',
  'platform-site',
  'failure-domain',
];

/** What a parameter names, of that which is declared; null where it names nothing. */
export function refersTo(schema: JsonSchemaNode): ParameterReference | null {
  return references.find((one) => one === schema['x-refers-to']) ?? null;
}
