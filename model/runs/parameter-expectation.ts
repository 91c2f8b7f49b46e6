import type { Lang } from '../format/lang.ts';
import { sameText, type Text } from '../format/text.ts';
import { expectedAs, refersTo } from './parameter-keywords.ts';
import type { JsonSchemaNode, ParameterReference } from './procedure-summary.ts';

/**
 * What a parameter may be, in words: "ett heltal från 1 till 900".
 *
 * @example
 * expectationOf({ type: 'integer', minimum: 1, maximum: 900 }).en; // "a whole number from 1 to 900"
 */
export function expectationOf(schema: JsonSchemaNode): Text {
  const said = expectedAs(schema);
  if (said !== null) return said;
  const named = refersTo(schema);
  if (named !== null) return references[named];
  if (Array.isArray(schema['enum'])) {
    const values = schema['enum'].map((value) => `\`${String(value)}\``);
    return { sv: list(values, 'eller'), en: list(values, 'or') };
  }
  const kind = kinds[String(schema['type'])];
  return kind === undefined ? sameText('JSON') : kind(schema);
}

const references: Readonly<Record<ParameterReference, Text>> = {
  service: { sv: 'en tjänst som har servrar', en: 'a service that has servers' },
  'server-role': { sv: 'en roll som servrar har', en: 'a role that servers have' },
  'server-group': { sv: 'tjänst och roll, som `treserva/db`', en: 'service and role, such as `treserva/db`' },
  server: { sv: 'en server som är planerad eller deklarerad', en: 'a server that is planned or declared' },
  'platform-site': { sv: 'en deklarerad plats', en: 'a declared site' },
  'failure-domain': { sv: 'ett deklarerat rum eller rack', en: 'a declared room or rack' },
};

const kinds: Readonly<Record<string, (schema: JsonSchemaNode) => Text>> = {
  string: textExpected,
  integer: (schema) => between({ sv: 'ett heltal', en: 'a whole number' }, schema),
  number: (schema) => between({ sv: 'ett tal', en: 'a number' }, schema),
  boolean: () => ({ sv: '`true` eller `false`', en: '`true` or `false`' }),
  array: ({ items }) => {
    const each = expectationOf(asNode(items));
    return { sv: `en eller flera: ${each.sv}`, en: `one or more: ${each.en}` };
  },
  object: ({ properties }) => {
    const names = Object.keys(asNode(properties)).map((name) => `\`${name}\``);
    return { sv: `JSON med ${list(names, 'och')}`, en: `JSON with ${list(names, 'and')}` };
  },
};

const formats: Readonly<Record<string, Text>> = {
  date: { sv: 'en dag, ÅÅÅÅ-MM-DD', en: 'a day, YYYY-MM-DD' },
  uri: { sv: 'en webbadress', en: 'a web address' },
};

function textExpected({ format, pattern, minLength, maxLength }: JsonSchemaNode): Text {
  const formed = typeof format === 'string' ? formats[format] : undefined;
  if (formed !== undefined) return formed;
  if (typeof pattern === 'string')
    return { sv: `text som följer \`${pattern}\``, en: `text that fits \`${pattern}\`` };
  const least = typeof minLength === 'number' && minLength > 1 ? minLength : null;
  if (least === null && typeof maxLength !== 'number') return { sv: 'text', en: 'text' };
  return {
    sv: `text på ${range(least, maxLength, 'sv')} tecken`,
    en: `text of ${range(least, maxLength, 'en')} characters`,
  };
}

function between(what: Text, { minimum, maximum }: JsonSchemaNode): Text {
  if (typeof minimum !== 'number' && typeof maximum !== 'number') return what;
  const gap = typeof minimum === 'number' && typeof maximum === 'number' ? ' ' : ', ';
  return {
    sv: `${what.sv}${gap}${span(minimum, maximum, 'sv')}`,
    en: `${what.en}${gap}${span(minimum, maximum, 'en')}`,
  };
}

const spans = {
  sv: { both: (a: number, b: number) => `från ${a} till ${b}`, least: 'minst', most: 'högst' },
  en: { both: (a: number, b: number) => `from ${a} to ${b}`, least: 'at least', most: 'at most' },
} as const;

function span(least: unknown, most: unknown, lang: Lang): string {
  const words = spans[lang];
  if (typeof least !== 'number') return `${words.most} ${most}`;
  return typeof most === 'number' ? words.both(least, most) : `${words.least} ${least}`;
}

function range(least: number | null, most: unknown, lang: Lang): string {
  if (least !== null && typeof most === 'number') return `${least}–${most}`;
  return span(least, most, lang);
}

function list(items: readonly string[], last: string): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

function asNode(value: unknown): JsonSchemaNode {
  return typeof value === 'object' && value !== null ? (value as JsonSchemaNode) : {};
}
