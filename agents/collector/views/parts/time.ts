import type { Content } from '../html.ts';
import { html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  never: { sv: 'aldrig', en: 'never' },
};

/** Day and clock, machine-readable too. */
export function instant(at: Date, { format }: View): Content {
  return html`<time datetime="${at.toISOString()}">${format.instant(at)}</time>`;
}

/** "för 3 timmar sedan", with the moment itself on hover and for machines; `aldrig` where there is none. */
export function age(at: Date | null, { format, now, lang }: View): Content {
  if (at === null) return html`<span class="muted">${speak(words, lang).never}</span>`;
  return html`<time datetime="${at.toISOString()}" title="${format.instant(at)}">${format.age(at, now)}</time>`;
}

/** The moment and how long ago it was: "2026-11-22 07:42 (för 3 timmar sedan)". */
export function instantAndAge(at: Date, view: View): Content {
  return html`<time datetime="${at.toISOString()}">${view.format.instant(at)}</time> <span class="muted">(${view.format.age(at, view.now)})</span>`;
}

/** A calendar day as it stands in the declaration. */
export function day(text: string): Content {
  return html`<time datetime="${text}">${text}</time>`;
}
