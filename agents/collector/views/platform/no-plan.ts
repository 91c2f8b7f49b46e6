import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  missing: {
    sv: 'Planen är inte sparad: deklarationen lästes innan Grundval planerade. Den finns nästa gång deklarationen läses: starta om Grundval.',
    en: 'The plan is not kept: the declaration was read before Grundval planned. It is there the next time the declaration is read: restart Grundval.',
  },
};

/** In the place of what a plan would say: not known, never zero. */
export function noPlan({ lang }: View): Html {
  return html`<p class="note">${speak(words, lang).missing}</p>`;
}
