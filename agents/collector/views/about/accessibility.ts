import { type Html, html } from '../html.ts';
import { layout, plainLayout } from '../layout.ts';
import type { Frame } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  title: { sv: 'Tillgänglighetsredogörelse', en: 'Accessibility statement' },
  lead: (organisation: string) => ({
    sv: `${organisation} står bakom den här tjänsten. Här står hur den följer lagen (2018:1937) om tillgänglighet till digital offentlig service, vilka brister som är kända och hur du når oss.`,
    en: `${organisation} is behind this service. This says how it follows the Swedish act (2018:1937) on accessibility of digital public services, which faults are known and how to reach us.`,
  }),
  us: { sv: 'IT-enheten', en: 'The IT unit' },
  how: { sv: 'Hur tillgänglig är tjänsten?', en: 'How accessible is the service?' },
  howText: {
    sv: 'Målet är WCAG 2.2 nivå AA. Tjänsten är inte granskad av någon utomstående, så vi kan inte säga att den följer lagen fullt ut; vi bedömer att den delvis gör det.',
    en: 'The aim is WCAG 2.2 level AA. Nobody outside has audited the service, so we cannot say that it follows the act in full; our judgement is that it does in part.',
  },
  done: { sv: 'Vad som är prövat', en: 'What has been tried' },
  doneItems: {
    sv: [
      'Varje sida prövas automatiskt med axe-core i Chromium, i ljust och mörkt utseende, före varje ändring.',
      'Varje sida prövas i 320 bildpunkters bredd: bara tabeller rullar i sidled.',
      'Sidorna fungerar utan JavaScript och går att använda med tangentbord.',
      'Läge visas med form och ord, aldrig bara med färg.',
    ].join('\n'),
    en: [
      'Every page is tried by axe-core in Chromium, in light and dark scheme, before each change.',
      'Every page is tried at 320 pixels’ width: only tables scroll sideways.',
      'The pages work without JavaScript and by keyboard.',
      'State is shown by shape and word, never by colour alone.',
    ].join('\n'),
  },
  faults: { sv: 'Kända brister', en: 'Known faults' },
  faultItems: {
    sv: [
      'Tjänsten är inte prövad med skärmläsare eller av personer med funktionsnedsättning.',
      'Breda tabeller rullar i sidled på små skärmar. Det är tillåtet, men besvärligt; samma uppgifter finns som CSV.',
      'Vissa texter kommer från enheterna själva och är på engelska utan att vara märkta så, till exempel namn på program och orsaker till att något inte kunde läsas.',
    ].join('\n'),
    en: [
      'The service has not been tried with screen readers or by people with disabilities.',
      'Wide tables scroll sideways on small screens. That is permitted but awkward; the same facts can be had as CSV.',
      'Some texts come from the devices themselves and are in English without being marked so, such as names of programs and reasons why something could not be read.',
    ].join('\n'),
  },
  contact: { sv: 'Meddela oss', en: 'Tell us' },
  contactText: (unit: string) => ({
    sv: `Når du inte det du behöver, eller hittar en brist som inte står här, meddela ${unit}.`,
    en: `If you cannot reach what you need, or find a fault that is not listed, tell ${unit}.`,
  }),
  noContact: {
    sv: 'Kontaktväg är inte angiven (contact i grundval.yaml). Vänd dig till IT-enheten.',
    en: 'No contact is stated (contact in grundval.yaml). Turn to the IT unit.',
  },
  authority: { sv: 'Tillsyn', en: 'Supervision' },
  authorityText: {
    sv: 'Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte nöjd med vårt svar kan du anmäla det till Digg.',
    en: 'The Agency for Digital Government (Digg) supervises the act. If you are not content with our answer you can report it to Digg.',
  },
};

/** The accessibility statement: what was tried and what is known to be wanting. */
export function accessibilityPage(contactUnit: string | null, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const list = (items: string) => html`<ul>${items.split('\n').map((item) => html`<li>${item}</li>`)}</ul>`;
  const main = html`<h1>${t.title}</h1>
<div class="prose"><p class="lead">${t.lead(frame.organisation?.name ?? t.us)}</p>
<h2>${t.how}</h2><p>${t.howText}</p>
<h2>${t.done}</h2>${list(t.doneItems)}
<h2>${t.faults}</h2>${list(t.faultItems)}
<h2>${t.contact}</h2><p>${contactUnit === null ? t.noContact : t.contactText(contactUnit)}</p>
<h2>${t.authority}</h2><p>${t.authorityText}</p></div>`;
  return frame.viewer === null
    ? plainLayout({ title: t.title, main }, frame)
    : layout({ title: t.title, place: null, main }, frame);
}
