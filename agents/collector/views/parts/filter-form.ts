import type { Lang } from '#model/format/lang.ts';
import { type Html, html } from '../html.ts';
import { speak } from '../words.ts';

const words = {
  filter: { sv: 'Filter', en: 'Filters' },
  chosen: (count: string | number) => ({ sv: `Filter (${count} valda)`, en: `Filters (${count} chosen)` }),
  any: { sv: 'Alla', en: 'All' },
  show: { sv: 'Visa', en: 'Show' },
  clear: { sv: 'Rensa filter', en: 'Clear filters' },
};

export interface Option {
  readonly value: string;
  readonly text: string;
}

export type Field =
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly value: string }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly options: readonly Option[];
    };

export interface FilterFormOptions {
  readonly action: string;
  readonly label: string;
  readonly fields: readonly Field[];
  /** Fields that the form hands on without showing them: the sorting. */
  readonly keep?: Readonly<Record<string, string | null>>;
}

/**
 * A filter whose fields stand in the address, so that a list can be sent to somebody. On a narrow screen it
 * folds away until something is chosen.
 */
export function filterForm({ action, label, fields, keep = {} }: FilterFormOptions, lang: Lang): Html {
  const t = speak(words, lang);
  const chosen = fields.filter(({ value }) => value !== '').length;
  return html`<form class="filter" action="${action}" method="get" role="search" aria-label="${label}">
<details${chosen > 0 && html` open`}><summary>${chosen > 0 ? t.chosen(chosen) : t.filter}</summary>
<div class="fields">
${fields.map((field) => html`<label class="field"><span>${field.label}</span>${input(field, t.any)}</label>\n`)}
${Object.entries(keep).map(([name, value]) => value !== null && value !== '' && html`<input type="hidden" name="${name}" value="${value}">`)}
<span class="buttons"><button type="submit">${t.show}</button>${chosen > 0 && html` <a href="${action}">${t.clear}</a>`}</span>
</div></details>
</form>`;
}

function input(field: Field, any: string): Html {
  if (field.kind === 'text') {
    return html`<input type="search" name="${field.name}" value="${field.value}" maxlength="200" autocomplete="off">`;
  }
  const isListed = field.value === '' || field.options.some(({ value }) => value === field.value);
  const options = isListed ? field.options : [...field.options, { value: field.value, text: field.value }];
  return html`<select name="${field.name}"><option value="">${any}</option>${options.map(
    ({ value, text }) =>
      html`<option value="${value}"${value === field.value && html` selected`}>${text}</option>`,
  )}</select>`;
}
