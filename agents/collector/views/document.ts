import { type Content, type Html, html } from './html.ts';
import type { Frame } from './view.ts';
import { speak } from './words.ts';

const words = {
  skip: { sv: 'Till innehållet', en: 'Skip to content' },
};

/**
 * The document around a page that brings its own landmarks, its main one with the id `innehall`.
 *
 * @param links what its head links to besides the icon: its style, and what is fetched early
 */
export function document(
  { title, links, body }: { readonly title: string; readonly links: Content; readonly body: Content },
  { lang, assets }: Pick<Frame, 'lang' | 'assets'>,
): Html {
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} – Grundval</title>
${links}
<link rel="icon" type="image/svg+xml" href="${assets.icon}">
</head>
<body>
<a class="skip" href="#innehall">${speak(words, lang).skip}</a>
${body}
</body>
</html>`;
}
