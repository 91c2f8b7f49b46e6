import { type Html, html } from '../html.ts';

/** A sentence in which what stands between backticks is set as code. */
export function prose(text: string): Html {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
