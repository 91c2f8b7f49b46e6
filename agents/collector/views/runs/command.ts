import { type Html, html } from '../html.ts';

/** A command to type in a terminal, on a line of its own. */
export function command(text: string): Html {
  return html`<code class="command">${text}</code>`;
}
