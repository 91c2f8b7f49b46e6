import type { Section } from '#model/report/section.ts';
import { sectionData } from '#model/report/section.ts';
import { type Content, type Html, html } from '../html.ts';
import { capitalise } from '../parts/capitalise.ts';
import { instantAndAge } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { sectionStatusWords } from './vocabulary.ts';

const words = {
  collected: { sv: 'Läst', en: 'Read' },
  unread: {
    sv: 'Agenten har inte lämnat några uppgifter om detta.',
    en: 'The agent has told nothing of this.',
  },
};

/** Data drawn by `draw`; without data, why there is none. */
export function drawn<Data>(
  section: Section<Data> | undefined,
  draw: (data: Data) => Content,
  view: View,
): Html {
  const t = speak(words, view.lang);
  if (section === undefined) return html`<p class="muted">${t.unread}</p>`;
  const data = sectionData(section);
  const note =
    section.status !== 'ok' &&
    html`<p class="hint">${capitalise(sectionStatusWords[section.status][view.lang])}: ${section.reason}</p>`;
  const read = html`<p class="hint">${t.collected} ${instantAndAge(new Date(section.collectedAt), view)}</p>`;
  return html`${data !== null && draw(data)}${note}${data !== null && read}`;
}
