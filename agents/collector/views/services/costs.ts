import { serviceCost } from '../../figures/costs.ts';
import { type Html, html } from '../html.ts';
import { notMeasured } from '../parts/not-measured.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import type { DeclaredData } from './declared-data.ts';
import { costWords } from './vocabulary.ts';

const words = {
  outcome: { sv: 'Utfall', en: 'Outcome' },
  kind: { sv: 'Kostnadsslag', en: 'Kind of cost' },
  amount: { sv: 'kr per år', en: 'SEK a year' },
  payer: { sv: 'Betalas av', en: 'Paid by' },
  sum: { sv: 'Summa', en: 'Sum' },
  noCosts: {
    sv: 'Inga kostnader är deklarerade. Skriv costs i tjänstens fil.',
    en: 'No costs are declared. Write costs in its file.',
  },
  costOutcome: {
    sv: 'ekonomisystemets export (SIE) kan inte läsas in än',
    en: 'the ledger export (SIE) cannot be imported yet',
  },
  madeUp: { sv: 'Beloppen är exempelvärden.', en: 'The amounts are made up for the example.' },
};

/** Declared cost lines with their sum; the outcome is another thing and not measured. */
export function costs({ service, names }: DeclaredData, view: View): Html {
  const t = speak(words, view.lang);
  const sum = serviceCost(service);
  const isMadeUp =
    service.basis?.illustrative.some((field) => field === 'costs' || field.startsWith('costs')) === true;
  return html`<p class="hint">${isMadeUp && html`${t.madeUp} `}${t.outcome}: ${notMeasured(t.costOutcome, view.lang)}</p>${table(
    {
      id: 'kostnader-tabell',
      caption: t.kind,
      captionHeard: true,
      columns: [{ head: t.kind, wide: true }, { head: t.payer }, { head: t.amount, numeric: true }],
      rows: [
        ...service.costs.map(({ kind, sekPerYear, payer }) => [
          costWords[kind][view.lang],
          names.unit(payer),
          view.format.number(sekPerYear),
        ]),
        ...(sum === null ? [] : [[html`<b>${t.sum}</b>`, '', html`<b>${view.format.number(sum)}</b>`]]),
      ],
      empty: t.noCosts,
    },
  )}`;
}
