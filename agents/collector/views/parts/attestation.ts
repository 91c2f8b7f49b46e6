import type { Decision } from '#model/declaration/decisions.ts';
import type { Lang } from '#model/format/lang.ts';
import { type Content, type Html, html } from '../html.ts';

const words = {
  'self-declared': { sv: 'självdeklarerad', en: 'self-declared' },
  attested: { sv: 'intygad', en: 'attested' },
} as const;

const hints = {
  'self-declared': {
    sv: 'Beslutet står bara i deklarationens fil; ingen har bekräftat det vid inloggning.',
    en: 'The decision only stands in a file of the declaration; nobody has confirmed it at login.',
  },
  attested: {
    sv: 'Rollens innehavare har bekräftat beslutet vid inloggning.',
    en: 'The holder of the role has confirmed the decision at login.',
  },
} as const;

/** An open square for what is only written, a square with a tick for what somebody answers for. */
const shapes = {
  'self-declared': html`<rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.2 1.6"/>`,
  attested: html`<rect x=".75" y=".75" width="10.5" height="10.5" rx="1.5" fill="currentColor"/><path d="M3.2 6.2l2 2 3.7-4.2" fill="none" class="tick" stroke-width="1.6"/>`,
} as const;

export type Attestation = keyof typeof words;

/** Whether somebody answers for a decision or it only stands in a file: shape and word. */
export function attestationMark(attestation: Attestation, lang: Lang): Html {
  return html`<span class="attestation ${attestation}" title="${hints[attestation][lang]}"><svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${shapes[attestation]}</svg>${words[attestation][lang]}</span>`;
}

/** A decision as it is referred to: reference, day, who decided, and whether anybody has attested it. */
export function decisionNote(decision: Decision, decidedBy: Content, lang: Lang): Html {
  const by = lang === 'sv' ? 'av' : 'by';
  return html`<span class="decision"><span title="${decision.title}">${decision.reference}</span>, <time datetime="${decision.on}">${decision.on}</time> ${by} ${decidedBy} ${attestationMark('self-declared', lang)}</span>`;
}
