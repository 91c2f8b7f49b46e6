import { document } from './document.ts';
import { type Content, type Html, html } from './html.ts';
import { languageSwitch } from './language-switch.ts';
import { instant } from './parts/time.ts';
import type { Frame } from './view.ts';
import { speak } from './words.ts';

const words = {
  menu: { sv: 'Huvudmeny', en: 'Main menu' },
  overview: { sv: 'Översikt', en: 'Overview' },
  services: { sv: 'Tjänster', en: 'Services' },
  platform: { sv: 'Plattform', en: 'Platform' },
  devices: { sv: 'Enheter', en: 'Devices' },
  controls: { sv: 'Kontroller', en: 'Controls' },
  runs: { sv: 'Körningar', en: 'Runs' },
  oncall: { sv: 'Jour', en: 'On call' },
  search: { sv: 'Sök', en: 'Search' },
  searchLabel: { sv: 'Sök enhet, tjänst eller kontroll', en: 'Search for a device, service or control' },
  placeholder: { sv: 'Enhet, tjänst, kontroll', en: 'Device, service, control' },
  account: { sv: 'Du är inloggad', en: 'You are logged in' },
  roles: { sv: 'Roller', en: 'Roles' },
  logOut: { sv: 'Logga ut', en: 'Log out' },
  declared: { sv: 'Deklarationen läst', en: 'Declaration read' },
  reported: { sv: 'Senaste rapport', en: 'Newest report' },
  none: { sv: 'ingen', en: 'none' },
  reading: { sv: 'Vad läses från min dator?', en: 'What is read from my computer?' },
  accessibility: { sv: 'Tillgänglighetsredogörelse', en: 'Accessibility statement' },
  fictional: { sv: 'påhittad', en: 'invented' },
};

/** Pages that stand in the menu; one is named where the page belongs to it. */
export type Place = 'overview' | 'services' | 'platform' | 'devices' | 'controls' | 'runs' | 'oncall';

const places: readonly { readonly place: Place; readonly href: string }[] = [
  { place: 'overview', href: '/' },
  { place: 'services', href: '/tjanster' },
  { place: 'platform', href: '/plattform' },
  { place: 'devices', href: '/enheter' },
  { place: 'controls', href: '/kontroller' },
  { place: 'runs', href: '/korningar' },
  { place: 'oncall', href: '/jour' },
];

export interface Page {
  /** Without the product's name. */
  readonly title: string;
  /** Which place of the menu is lit; null where none is. */
  readonly place: Place | null;
  readonly main: Content;
}

/** A whole page: top bar, menu, the page itself, foot. */
export function layout({ title, place, main }: Page, frame: Frame): Html {
  const t = speak(words, frame.lang);
  return styledDocument(
    title,
    html`${topBar(frame)}
<div class="frame">
<nav class="main-nav" aria-label="${t.menu}"><ul>${places.map(
      (entry) =>
        html`<li><a href="${entry.href}"${entry.place === place && html` aria-current="${entry.href === frame.path ? 'page' : 'true'}"`}>${t[entry.place]}</a></li>`,
    )}</ul></nav>
<main id="innehall" tabindex="-1">
${main}
</main>
</div>
${foot(frame)}`,
    frame,
  );
}

/** A page for somebody who has not logged in, or for an error: no menu, no search. */
export function plainLayout(
  { title, main, wide = false }: Omit<Page, 'place'> & { readonly wide?: boolean },
  frame: Frame,
): Html {
  return styledDocument(
    title,
    html`${topBar(frame)}
<main id="innehall" class="alone${wide && ' wide-page'}" tabindex="-1">
${main}
</main>
${foot(frame)}`,
    frame,
  );
}

/** A document in the style that all pages for daily work have. */
export function styledDocument(title: string, body: Content, frame: Frame): Html {
  const { font, style } = frame.assets;
  return document(
    {
      title,
      links: html`<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${style}">`,
      body: html`<svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false"><defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M1 0v5" stroke-width="2"/></pattern></defs></svg>
${body}`,
    },
    frame,
  );
}

const brandMark = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M1 14h18v4H1zM4 8h12v4H4zM7 2h6v4H7z" fill="currentColor"/></svg>`;
const searchIcon = html`<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/><path d="M12.8 12.8L18 18" stroke="currentColor" stroke-width="2"/></svg>`;
const personIcon = html`<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="6.5" r="4" fill="none" stroke="currentColor" stroke-width="2"/><path d="M2.5 18c.8-4 3.600-5.500 7.500-5.500s6.700 1.500 7.500 5.500" fill="none" stroke="currentColor" stroke-width="2"/></svg>`;

function topBar(frame: Frame): Html {
  const { viewer, organisation, environment, csrfToken } = frame;
  const t = speak(words, frame.lang);
  const sought = frame.path === '/sok' ? (new URLSearchParams(frame.query).get('q') ?? '') : '';
  return html`<header class="top-line"><div class="top">
<a class="brand" href="/">${brandMark}Grundval</a>
${
  organisation !== null &&
  html`<span class="where"><span>${organisation.name}${organisation.fictional && html` (${t.fictional})`}</span>${environment !== null && html` <span class="environment">${environment}</span>`}</span>`
}
${
  viewer !== null &&
  html`<form class="search" action="/sok" method="get" role="search"><input type="search" name="q" value="${sought}" aria-label="${t.searchLabel}" placeholder="${t.placeholder}" maxlength="200" autocomplete="off"><button class="quiet" type="submit">${t.search}</button></form>`
}
<div class="you">
${viewer !== null && html`<a class="to-search" href="/sok" aria-label="${t.search}">${searchIcon}</a>`}
${languageSwitch(frame)}
${
  viewer !== null &&
  html`<details class="menu"><summary aria-label="${viewer.name}">${personIcon}<span class="name">${viewer.name}</span></summary>
<div class="menu-sheet"><p><span class="muted">${t.account}</span><br><b>${viewer.name}</b></p>${
    viewer.roles.length > 0 &&
    html`<p><span class="muted">${t.roles}</span><br>${viewer.roles.join(', ')}</p>`
  }<form method="post" action="/logga-ut">${csrfToken !== null && html`<input type="hidden" name="csrf" value="${csrfToken}">`}<button class="quiet" type="submit">${t.logOut}</button></form></div></details>`
}
</div>
</div></header>`;
}

function foot(frame: Frame): Html {
  const t = speak(words, frame.lang);
  return html`<footer class="foot-line"><div class="foot">
${
  frame.viewer !== null &&
  frame.organisation !== null &&
  html`${frame.declaredAt === null ? html`<span>${t.declared}: ${t.none}</span>` : html`<a href="/deklaration">${t.declared}: ${instant(frame.declaredAt, frame)}</a>`}
<span>${t.reported}: ${frame.newestReportAt === null ? t.none : instant(frame.newestReportAt, frame)}</span>`
}
<span>Grundval ${frame.version}</span>
<a href="/om/lasning">${t.reading}</a>
<a href="/om/tillganglighet">${t.accessibility}</a>
</div></footer>`;
}
