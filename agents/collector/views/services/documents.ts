import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { missing } from '../parts/not-measured.ts';
import { day } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import type { DeclaredData } from './declared-data.ts';

const words = {
  systemPlan: { sv: 'Systemplan', en: 'System plan' },
  continuity: { sv: 'Kontinuitetsplan', en: 'Continuity plan' },
  revised: { sv: 'reviderad', en: 'revised' },
  exercised: { sv: 'övad', en: 'exercised' },
  never: { sv: 'aldrig övad', en: 'never exercised' },
  documents: { sv: 'Handlingar', en: 'Documents' },
  secret: { sv: 'sekretess', en: 'secret' },
  none: { sv: 'inga', en: 'none' },
};

/** System plan, continuity plan and documents, by reference. */
export function documents({ service }: DeclaredData, { lang }: View): Html {
  const t = speak(words, lang);
  const { systemPlan, continuityPlan } = service;
  return facts([
    [
      t.systemPlan,
      systemPlan === undefined
        ? missing(lang)
        : html`${systemPlan.document}<span class="under">${t.revised} ${day(systemPlan.revised)}</span>`,
    ],
    [
      t.continuity,
      continuityPlan === undefined
        ? missing(lang)
        : html`${continuityPlan.document}<span class="under">${t.revised} ${day(continuityPlan.revised)}, ${continuityPlan.exercised === undefined ? t.never : html`${t.exercised} ${day(continuityPlan.exercised)}`}</span>`,
    ],
    [
      t.documents,
      service.documents.length === 0
        ? t.none
        : html`<ul class="plain">${service.documents.map(({ title, reference, secret }) => html`<li>${title} <span class="muted">${reference}</span>${secret && html` <span class="tag">${t.secret}</span>`}</li>`)}</ul>`,
    ],
  ]);
}
