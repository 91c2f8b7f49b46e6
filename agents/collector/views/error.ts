import { type Html, html } from './html.ts';
import { layout, plainLayout } from './layout.ts';
import type { Frame } from './view.ts';
import { speak } from './words.ts';

const words = {
  404: {
    title: { sv: 'Sidan finns inte', en: 'The page does not exist' },
    what: {
      sv: 'Adressen är fel, eller så finns det som stod här inte längre. Sök efter det, eller gå till översikten.',
      en: 'The address is wrong, or what stood here is gone. Search for it, or go to the overview.',
    },
  },
  403: {
    title: { sv: 'Du har inte rätt att se sidan', en: 'You may not see this page' },
    what: {
      sv: 'Din roll ger inte rätt till det som finns här. Behöver du det i arbetet, be IT-chefen om en roll.',
      en: 'Your role does not give access to what is here. If you need it in your work, ask the head of IT for a role.',
    },
  },
  400: {
    title: { sv: 'Begäran gick inte att förstå', en: 'The request could not be understood' },
    what: {
      sv: 'Sidan du kom från kan ha varit öppen för länge. Gå tillbaka, läs in den på nytt och gör om.',
      en: 'The page you came from may have been open too long. Go back, reload it and try again.',
    },
  },
  500: {
    title: { sv: 'Något gick fel hos oss', en: 'Something went wrong with us' },
    what: {
      sv: 'Felet är inte ditt, och inget du gjort har gått förlorat. Försök igen om en stund. Händer det igen, lämna numret nedan till IT-enheten.',
      en: 'The fault is not yours and nothing you did was lost. Try again in a while. If it happens again, give the number below to the IT unit.',
    },
  },
  503: {
    title: { sv: 'Grundval är inte redo', en: 'Grundval is not ready' },
    what: {
      sv: 'Databasen svarar inte just nu. Försök igen om en minut.',
      en: 'The database does not answer just now. Try again in a minute.',
    },
  },
  'no-declaration': {
    title: { sv: 'Ingen deklaration är inläst', en: 'No declaration has been read' },
    what: {
      sv: 'Grundval visar det som organisationen har deklarerat, och här är ingenting deklarerat än. Starta med en mapp: grundval start examples/orkelljunga.',
      en: 'Grundval shows what the organisation has declared, and nothing is declared here yet. Start with a folder: grundval start examples/orkelljunga.',
    },
  },
} as const;

const common = {
  overview: { sv: 'Till översikten', en: 'To the overview' },
  search: { sv: 'Sök', en: 'Search' },
  number: { sv: 'Felets nummer', en: 'Number of the fault' },
};

export type ErrorStatus = keyof typeof words;

/** A page that says what went wrong and what to do; never a stack trace. */
export function errorPage(status: ErrorStatus, requestId: string | null, frame: Frame): Html {
  const t = speak(words[status], frame.lang);
  const c = speak(common, frame.lang);
  const main = html`<h1>${t.title}</h1><p class="spaced">${t.what}</p>
${status === 500 && requestId !== null && html`<p class="spaced">${c.number}: <code>${requestId}</code></p>`}
<p class="actions spaced"><a href="/">${c.overview}</a>${frame.viewer !== null && html`<a href="/sok">${c.search}</a>`}</p>`;
  return frame.viewer === null
    ? plainLayout({ title: t.title, main }, frame)
    : layout({ title: t.title, place: null, main }, frame);
}
