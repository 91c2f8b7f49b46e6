import type { Declaration } from '#model/declaration/declaration.ts';
import type { OnCallContact } from '#model/declaration/on-call.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Names } from '../../figures/names.ts';
import { type Html, html, join } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { missing } from '../parts/not-measured.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { callButton, onCallNumbers } from './call.ts';

const words = {
  supplier: { sv: 'Leverantör', en: 'Supplier' },
  noSupplier: { sv: 'Ingen leverantör är angiven.', en: 'No supplier is stated.' },
  noContact: {
    sv: 'Leverantörens nummer vid incident saknas (incidentContact i suppliers.yaml).',
    en: 'The supplier’s number for incidents is missing (incidentContact in suppliers.yaml).',
  },
  answers: (hours: Value) => ({ sv: `svarar ${hours}`, en: `answers ${hours}` }),
  contract: { sv: 'Avtal', en: 'Contract' },
  until: (day: Value) => ({ sv: `gäller till ${day}`, en: `runs until ${day}` }),
  ended: (day: Value) => ({ sv: `gick ut ${day}`, en: `ended on ${day}` }),
  owner: { sv: 'Systemägare', en: 'Owner' },
  administrators: { sv: 'Systemförvaltare', en: 'Administrators' },
  unit: { sv: 'Svarar för driften', en: 'Responsible for operations' },
};

/** Our own numbers in the order they are tried, then the supplier's with its hours and contract, then who decides. */
export function whomToCall(
  service: Service,
  contacts: readonly OnCallContact[],
  declaration: Declaration,
  names: Names,
  today: string,
  view: View,
): Html {
  const t = speak(words, view.lang);
  const supplier = declaration.suppliers.suppliers.find(({ id }) => id === service.supplier);
  const contract = supplier?.contracts.find(({ id }) => id === service.contract);
  const incident = supplier?.incidentContact;
  return html`${onCallNumbers(contacts, view)}
<h3>${t.supplier}</h3>
${
  supplier === undefined
    ? html`<p class="muted">${t.noSupplier}</p>`
    : incident === undefined
      ? html`<p><b>${supplier.name}</b></p><p class="note">${t.noContact}</p>`
      : html`${incident.phone !== undefined ? callButton(supplier.name, incident.phone, t.answers(incident.hours)) : html`<p><b>${supplier.name}</b><span class="under">${t.answers(incident.hours)}</span></p>`}${incident.email !== undefined && html`<a class="link" href="mailto:${incident.email}">${incident.email}</a>`}`
}
${facts([
  supplier === undefined
    ? null
    : [
        t.contract,
        contract === undefined
          ? missing(view.lang)
          : html`${contract.name}<span class="under">${contract.reference}, ${contract.to < today ? t.ended(contract.to) : t.until(contract.to)}</span>`,
      ],
  [t.owner, service.owner === undefined ? missing(view.lang) : names.party(service.owner)],
  [
    t.administrators,
    service.administrators.length === 0
      ? missing(view.lang)
      : join(service.administrators.map(names.party), ', '),
  ],
  [t.unit, names.unit(service.responsibleUnit)],
])}`;
}
