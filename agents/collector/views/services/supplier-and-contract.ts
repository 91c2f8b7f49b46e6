import { type Html, html, join } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { missing } from '../parts/not-measured.ts';
import { day } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import type { DeclaredData } from './declared-data.ts';
import { responsibilityLayers, responsibleWords } from './vocabulary.ts';

const words = {
  supplier: { sv: 'Leverantör', en: 'Supplier' },
  noSupplier: { sv: 'Ingen leverantör är angiven.', en: 'No supplier is stated.' },
  contract: { sv: 'Avtal', en: 'Contract' },
  runs: { sv: 'Gäller', en: 'Runs' },
  options: { sv: 'Option ska avropas senast', en: 'Option to be called by' },
  agreement: { sv: 'Personuppgifts\u00adbiträdesavtal', en: 'Data processing agreement' },
  incident: { sv: 'Vid incident', en: 'In an incident' },
  responsibility: { sv: 'Ansvar per lager', en: 'Responsibility per layer' },
  exit: { sv: 'Exitplan', en: 'Exit plan' },
  reviewed: { sv: 'genomgången', en: 'reviewed' },
};

/** Who delivers, under which contract, and whom to call. */
export function supplierAndContract({ service, declaration, names }: DeclaredData, { lang }: View): Html {
  const t = speak(words, lang);
  const supplier = declaration.suppliers.suppliers.find(({ id }) => id === service.supplier);
  if (supplier === undefined) return html`<p class="muted">${t.noSupplier}</p>`;
  const contract = supplier.contracts.find(({ id }) => id === service.contract);
  const { incidentContact, exitPlan, responsibility } = supplier;
  const layers = Object.entries(responsibility ?? {}) as [
    keyof typeof responsibilityLayers,
    keyof typeof responsibleWords,
  ][];
  return facts([
    [t.supplier, names.supplier(supplier.id)],
    [
      t.contract,
      contract === undefined
        ? missing(lang)
        : html`${contract.name}<span class="under">${contract.reference}</span>`,
    ],
    contract === undefined ? null : [t.runs, html`${day(contract.from)} – ${day(contract.to)}`],
    contract === undefined || contract.options.length === 0
      ? null
      : [t.options, join(contract.options.map(day), ', ')],
    [t.agreement, contract?.dataProcessingAgreement ?? missing(lang)],
    [
      t.incident,
      incidentContact === undefined
        ? missing(lang)
        : html`${join(
            [incidentContact.phone, incidentContact.email].filter((one) => one !== undefined),
            html`<br>`,
          )}<span class="under">${incidentContact.hours}</span>`,
    ],
    layers.length === 0
      ? null
      : [
          t.responsibility,
          html`<ul class="plain">${layers.map(([layer, who]) => html`<li>${responsibilityLayers[layer][lang]}: ${responsibleWords[who][lang]}</li>`)}</ul>`,
        ],
    [
      t.exit,
      exitPlan === undefined
        ? missing(lang)
        : html`${exitPlan.summary}<span class="under">${t.reviewed} ${day(exitPlan.reviewed)}</span>`,
    ],
  ]);
}
