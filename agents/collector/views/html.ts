import { html as template } from 'hono/html';

/** Markup that is safe to put into a page: everything interpolated into it was escaped. */
export type Html = ReturnType<typeof template>;

/** What a template may interpolate: text is escaped, markup is taken as it is, `null` and `false` leave nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** A piece of a page; every interpolated value is escaped unless it is {@link Html} itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return template(strings, ...values.map(widen));
}

/**
 * The pages' typeface draws the narrow no-break space a tenth of an em wide, too little to tell thousands
 * apart; its no-break space is a fifth, which is what a thin space should be.
 */
function widen(value: Content): Content {
  if (typeof value === 'string') return value.replaceAll('\u202f', '\u00a0');
  return Array.isArray(value) ? (value as readonly Content[]).map(widen) : value;
}

/** The items with something between them. */
export function join(items: readonly Content[], between: Content = ' '): readonly Content[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [between, item]));
}
