import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { declarationAddress } from '../parts/source-link.ts';
import type { Frame } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  title: { sv: 'Deklarationen', en: 'The declaration' },
  lead: {
    sv: 'Filerna som allt bedöms efter, så som de lästes',
    en: 'The files everything is judged by, as they were read',
  },
  empty: {
    sv: 'Filernas text är inte sparad. Den sparas nästa gång deklarationen läses: starta om Grundval.',
    en: 'The text of the files is not kept. It is the next time the declaration is read: restart Grundval.',
  },
};

/** Every file of the declaration. */
export function declarationPage(files: readonly string[], frame: Frame): Html {
  const t = speak(words, frame.lang);
  const main = html`<h1>${t.title}</h1><p class="lead">${lead(frame)}</p>
${
  files.length === 0
    ? html`<p class="note">${t.empty}</p>`
    : html`<ul class="plain">${files.map((file) => html`<li><a href="${declarationAddress(file, undefined)}"><code>${file}</code></a></li>`)}</ul>`
}`;
  return layout({ title: t.title, place: null, main }, frame);
}

/** One file with its lines numbered; a line in the address is marked. */
export function declarationFilePage(file: string, text: string, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const main = html`<p class="above"><a href="/deklaration">${t.title}</a></p>
<h1>${file}</h1><p class="lead">${lead(frame)}</p>
<ol class="source" tabindex="0" aria-label="${file}">${lines.map(
    (line, index) => html`<li id="rad-${index + 1}"><code>${line === '' ? ' ' : line}</code></li>\n`,
  )}</ol>`;
  return layout({ title: file, place: null, main }, frame);
}

function lead(frame: Frame): string {
  const t = speak(words, frame.lang);
  return frame.declaredAt === null ? t.lead : `${t.lead} ${frame.format.instant(frame.declaredAt)}.`;
}
