import type { Text } from '#model/format/text.ts';
import type { ParameterKeywords } from '#model/runs/parameter-keywords.ts';
import type { ParameterReference } from '#model/runs/procedure-summary.ts';

/** What a parameter is, in both languages, and what more a form needs to know. */
interface Parameter extends Text {
  readonly refersTo?: ParameterReference;
  /** What is right, where a pattern says it to programs. */
  readonly expected?: Text;
  /** Media type of a text of several lines. */
  readonly contentMediaType?: string;
}

/**
 * What a parameter is, for flags, form, JSON Schema and documents: metadata of its schema.
 *
 * @example
 * z.string().meta(said({ sv: 'Tjänst, med dess id', en: 'Service, by its id', refersTo: 'service' }))
 */
export function said({ sv, en, refersTo, expected, contentMediaType }: Parameter) {
  return {
    description: sv,
    'x-description-en': en,
    ...(expected === undefined ? {} : { 'x-expected': expected }),
    ...(refersTo === undefined ? {} : { 'x-refers-to': refersTo }),
    ...(contentMediaType === undefined ? {} : { contentMediaType }),
  } satisfies ParameterKeywords;
}
