import { type Html, html, join } from '../html.ts';

/** A command to type in a terminal, on lines of its own that break between its words alone. */
export function command(text: string): Html {
  return html`<code class="command">${join(
    text.split(' ').map((word) => html`<span>${word}</span>`),
    ' ',
  )}</code>`;
}
