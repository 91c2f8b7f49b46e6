import { sectionTexts } from '#model/report/section-texts.ts';
import { type SectionName, sectionNames } from '#model/report/sections/index.ts';
import type { Sections } from '#model/report/sections.ts';
import { type Html, html } from '../html.ts';
import { table } from '../parts/table.ts';
import { age } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { sectionStatusWords } from './vocabulary.ts';

const words = {
  section: { sv: 'Avsnitt', en: 'Section' },
  status: { sv: 'Läsning', en: 'Reading' },
  collected: { sv: 'Läst', en: 'Read' },
  took: { sv: 'Tid, ms', en: 'Time, ms' },
  source: { sv: 'Källa', en: 'Source' },
  caption: { sv: 'Vad agenten läste, när och varifrån', en: 'What the agent read, when and where from' },
  never: { sv: 'aldrig läst', en: 'never read' },
};

/** Every section with its status, age and source: what is known, and what is not. */
export function sectionTable(sections: Sections, readable: readonly SectionName[], view: View): Html {
  const t = speak(words, view.lang);
  const shown = sectionNames.filter((name) => readable.includes(name) || sections[name] !== undefined);
  return table({
    id: 'avsnitt-tabell',
    caption: t.caption,
    captionHeard: true,
    columns: [
      { head: t.section },
      { head: t.status, wide: true },
      { head: t.collected, tight: true },
      { head: t.took, numeric: true },
      { head: t.source, wide: true },
    ],
    rows: shown.map((name) => {
      const section = sections[name];
      const title = sectionTexts[name].title[view.lang];
      if (section === undefined) return [title, html`<span class="muted">${t.never}</span>`, '', '', ''];
      return [
        title,
        html`${sectionStatusWords[section.status][view.lang]}${'reason' in section && html`<span class="under">${section.reason}</span>`}`,
        age(new Date(section.collectedAt), view),
        view.format.number(section.tookMs),
        html`<span class="small">${section.source}</span>`,
      ];
    }),
  });
}
