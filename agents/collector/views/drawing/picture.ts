import { type Content, type Html, html } from '../html.ts';

export interface PictureOptions {
  /** Unique on the page. */
  readonly id: string;
  /** What the picture shows; also the name of its scroll region. */
  readonly title: string;
  /** What somebody who does not see it needs to know, and where the same stands as text. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly body: Content;
  /** Stands below: what lines mean. */
  readonly caption?: Content;
}

/**
 * A drawing of the server's: links in it work, text in it is text, and on a narrow screen it moves sideways on its own
 * rather than becoming too small to read.
 */
export function picture({ id, title, description, width, height, body, caption }: PictureOptions): Html {
  return html`<figure class="picture">
<div class="scroll" role="region" aria-labelledby="${id}-titel" tabindex="0">
<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-labelledby="${id}-titel" aria-describedby="${id}-text">
<title id="${id}-titel">${title}</title><desc id="${id}-text">${description}</desc>
${body}
</svg>
</div>
${caption !== undefined && html`<figcaption class="hint">${caption}</figcaption>`}
</figure>`;
}
