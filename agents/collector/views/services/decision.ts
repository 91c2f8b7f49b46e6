import { decisionOf } from '#model/declaration/declaration.ts';
import { type Content, html } from '../html.ts';
import { decisionNote } from '../parts/attestation.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import type { DeclaredData } from './declared-data.ts';

const words = {
  noDecision: { sv: 'inget beslut angivet', en: 'no decision stated' },
};

/** A reference to a decision, with day, decider and whether anybody has attested it. */
export function decision(
  id: string | undefined,
  { declaration, names }: DeclaredData,
  { lang }: View,
): Content {
  const t = speak(words, lang);
  if (id === undefined) return html`<span class="muted">${t.noDecision}</span>`;
  const found = decisionOf(declaration, id);
  return found === undefined ? id : decisionNote(found, names.party(found.decidedBy), lang);
}
