import { type Html, html } from './html.ts';
import { plainLayout } from './layout.ts';
import type { Frame } from './view.ts';
import { speak } from './words.ts';

const words = {
  title: { sv: 'Logga in', en: 'Log in' },
  ready: {
    sv: 'Länken gäller en gång. Tryck på knappen för att logga in i den här webbläsaren.',
    en: 'The link works once. Press the button to log in with this browser.',
  },
  button: { sv: 'Logga in', en: 'Log in' },
  none: {
    sv: 'Du loggar in med en engångslänk. Den skrivs ut i terminalen när Grundval startar.',
    en: 'You log in with a single-use link. It is printed in the terminal when Grundval starts.',
  },
  used: {
    sv: 'Länken är redan använd eller har gått ut. Skapa en ny med kommandot nedan och öppna den.',
    en: 'The link has been used or has expired. Make a new one with the command below and open it.',
  },
  again: { sv: 'Behöver du en ny länk, kör:', en: 'If you need a new link, run:' },
};

/** How a visitor came to the login: with a link that may be used, without one, or with a spent one. */
export type LoginState =
  | { readonly kind: 'link'; readonly token: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'spent' };

/** The login page. The link is used by the button, so that a preview of it in a mail program uses nothing up. */
export function loginPage(
  state: LoginState,
  action: string,
  newLinkCommand: string | null,
  frame: Frame,
): Html {
  const t = speak(words, frame.lang);
  return plainLayout(
    {
      title: t.title,
      main: html`<h1>${t.title}</h1>
${
  state.kind === 'link'
    ? html`<p class="spaced">${t.ready}</p><form class="spaced" method="post" action="${action}"><input type="hidden" name="token" value="${state.token}">${frame.csrfToken !== null && html`<input type="hidden" name="csrf" value="${frame.csrfToken}">`}<button type="submit">${t.button}</button></form>`
    : html`<p class="${state.kind === 'spent' ? 'note' : 'spaced'}">${state.kind === 'spent' ? t.used : t.none}</p>${newLinkCommand !== null && html`<p class="spaced">${t.again}</p><p><code>${newLinkCommand}</code></p>`}`
}`,
    },
    frame,
  );
}
