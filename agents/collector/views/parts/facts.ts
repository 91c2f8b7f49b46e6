import { type Content, type Html, html } from '../html.ts';

export type Fact = readonly [name: Content, value: Content] | null;

/** Names and values in two columns; a null is left out. */
export function facts(items: readonly Fact[]): Html {
  return html`<dl class="facts">${items.map(
    (item) => item !== null && html`<div><dt>${item[0]}</dt><dd>${item[1]}</dd></div>\n`,
  )}</dl>`;
}
