import type { Declaration } from '#model/declaration/declaration.ts';
import { declaredAt } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { serviceCost } from '../../figures/costs.ts';
import type { Names } from '../../figures/names.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { decisionNote } from '../parts/attestation.ts';
import { facts } from '../parts/facts.ts';
import { missing, notMeasured } from '../parts/not-measured.ts';
import { table } from '../parts/table.ts';
import { day } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import {
  classAspects,
  classWords,
  costWords,
  hostingWords,
  levelWords,
  personalDataWords,
  platformWords,
  responsibilityLayers,
  responsibleWords,
  stageWords,
} from './vocabulary.ts';

const words = {
  owner: { sv: 'Systemägare', en: 'Owner' },
  administrators: { sv: 'Systemförvaltare', en: 'Administrators' },
  unit: { sv: 'Ansvarig organisationsenhet', en: 'Responsible unit' },
  stage: { sv: 'Skede', en: 'Stage' },
  platform: { sv: 'Plattform', en: 'Platform' },
  hosting: { sv: 'Driftform', en: 'Hosting' },
  capability: { sv: 'Förmåga', en: 'Capability' },
  publicName: { sv: 'Namn utåt', en: 'Public name' },
  essential: { sv: 'Samhällsviktig', en: 'Essential to society' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  ordered: { sv: 'Beställd', en: 'Ordered' },
  approved: { sv: 'IT-enhetens godkännande', en: 'Approval by IT' },
  fits: { sv: 'passar plattformen', en: 'fits the platform' },
  fitsNot: { sv: 'passar inte plattformen', en: 'does not fit the platform' },
  declared: { sv: 'Deklarerad i', en: 'Declared in' },
  basis: { sv: 'Underlag', en: 'Basis' },
  fromStrategy: { sv: 'Ur strategin', en: 'From the strategy' },
  illustrative: { sv: 'Exempelvärden', en: 'Made up for the example' },
  by: { sv: 'av', en: 'by' },
  noClass: {
    sv: 'Tjänsten är inte klassad. Skriv classification i tjänstens fil med beslut.',
    en: 'The service is not classified. Write classification in its file, with the decision.',
  },
  decision: { sv: 'Beslut', en: 'Decision' },
  noDecision: { sv: 'inget beslut angivet', en: 'no decision stated' },
  level: { sv: 'Servicenivå', en: 'Service level' },
  hours: { sv: 'Tjänstetid', en: 'Service hours' },
  availability: { sv: 'Tillgänglighet', en: 'Availability' },
  rto: { sv: 'Återställningstid (RTO)', en: 'Recovery time (RTO)' },
  rpo: { sv: 'Dataförlusttid (RPO)', en: 'Data loss (RPO)' },
  backup: { sv: 'Säkerhetskopia', en: 'Backup' },
  backupText: (every: string, keep: string) => ({
    sv: `var ${every}, sparas ${keep}`,
    en: `every ${every}, kept ${keep}`,
  }),
  isolated: { sv: 'isolerad kopia', en: 'isolated copy' },
  lastBackup: { sv: 'Senaste kopia och återläsningsprov', en: 'Last backup and restore test' },
  backupFill: {
    sv: 'backupsystemets uppgifter kan inte läsas in än',
    en: 'the backup system’s records cannot be imported yet',
  },
  measuredAvailability: {
    sv: 'tjänstens kontroller (checks) körs inte än',
    en: 'the service’s checks are not run yet',
  },
  outcome: { sv: 'Utfall', en: 'Outcome' },
  target: { sv: 'minst', en: 'at least' },
  type: { sv: 'Informationstyp', en: 'Kind of information' },
  personal: { sv: 'Personuppgifter', en: 'Personal data' },
  retention: { sv: 'Gallringsbeslut', en: 'Disposal decision' },
  secrecy: { sv: 'Sekretess', en: 'Secrecy' },
  noInformation: { sv: 'Ingen information är deklarerad.', en: 'No information is declared.' },
  users: { sv: 'Användare', en: 'Users' },
  count: { sv: 'Antal', en: 'Count' },
  orgUnit: { sv: 'Organisationsenhet', en: 'Unit' },
  noUsers: { sv: 'Inga användare är deklarerade.', en: 'No users are declared.' },
  consumers: (names: string) => ({ sv: `Används av ${names}.`, en: `Used by ${names}.` }),
  everybody: { sv: 'alla kommuner i organisationen', en: 'every municipality of the organisation' },
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
  systemPlan: { sv: 'Systemplan', en: 'System plan' },
  continuity: { sv: 'Kontinuitetsplan', en: 'Continuity plan' },
  revised: { sv: 'reviderad', en: 'revised' },
  exercised: { sv: 'övad', en: 'exercised' },
  never: { sv: 'aldrig övad', en: 'never exercised' },
  documents: { sv: 'Handlingar', en: 'Documents' },
  secret: { sv: 'sekretess', en: 'secret' },
  none: { sv: 'inga', en: 'none' },
};

export interface DeclaredData {
  readonly service: Service;
  readonly declaration: Declaration;
  readonly names: Names;
}

const minus = (text: string): string => text.replace('-', '–');

/** Owner, administrators, platform, hosting, order: who and what the service is. */
export function aboutService({ service, declaration, names }: DeclaredData, { lang }: View): Html {
  const t = speak(words, lang);
  const { order, basis } = service;
  return facts([
    [t.owner, service.owner === undefined ? missing(lang) : names.party(service.owner)],
    [
      t.administrators,
      service.administrators.length === 0
        ? missing(lang)
        : service.administrators.map(names.party).join(', '),
    ],
    [t.unit, names.unit(service.responsibleUnit)],
    [t.platform, platformWords[service.platform][lang]],
    [t.hosting, hostingWords[service.hosting][lang]],
    [t.stage, stageWords[service.stage][lang]],
    [t.essential, service.essential ? t.yes : t.no],
    service.publicName === undefined ? null : [t.publicName, service.publicName],
    [
      t.ordered,
      order === undefined ? missing(lang) : html`${day(order.on)} ${t.by} ${names.party(order.by)}`,
    ],
    [
      t.approved,
      order?.itApproval === undefined
        ? missing(lang)
        : html`${day(order.itApproval.on)} ${t.by} ${names.party(order.itApproval.by)}, ${order.itApproval.compatible ? t.fits : t.fitsNot}`,
    ],
    basis === undefined || Object.keys(basis.cited).length === 0
      ? null
      : [t.fromStrategy, Object.keys(basis.cited).join(', ')],
    basis === undefined || basis.illustrative.length === 0
      ? null
      : [t.illustrative, html`<span class="small"><code>${basis.illustrative.join(', ')}</code></span>`],
    [t.declared, html`<code>${declaredAt(declaration, `services/${service.id}.yaml`, '/id')}</code>`],
  ]);
}

/** A reference to a decision, with day, decider and whether anybody has attested it. */
export function decision(
  id: string | undefined,
  { declaration, names }: DeclaredData,
  { lang }: View,
): Content {
  const t = speak(words, lang);
  if (id === undefined) return html`<span class="muted">${t.noDecision}</span>`;
  const found = declaration.decisions.decisions.find((one) => one.id === id);
  return found === undefined ? id : decisionNote(found, names.party(found.decidedBy), lang);
}

/** Class with its decision and service level with its decision; outcomes where there are any. */
export function classAndLevel(data: DeclaredData, view: View): Html {
  const { service, declaration, names } = data;
  const { lang, format } = view;
  const t = speak(words, lang);
  const { classification, serviceLevel } = service;
  const level = declaration.serviceLevels.classes.find(({ id }) => id === serviceLevel?.class);
  return html`${
    classification === undefined
      ? html`<p class="note">${t.noClass}</p>`
      : facts([
          ...classAspects.map((aspect) => {
            const value = classification[aspect];
            return [
              classWords[aspect][lang],
              value === undefined ? missing(lang) : html`<b>${value}</b> ${levelWords[value]?.[lang]}`,
            ] as const;
          }),
          [t.decision, decision(classification.decision, data, view)],
        ])
  }
<h3 class="spaced">${t.level}</h3>${
    serviceLevel === undefined || level === undefined
      ? html`<p>${missing(lang)}</p>`
      : facts([
          [t.level, html`${names.serviceLevel(level.id)}<span class="under">${level.description}</span>`],
          [t.decision, decision(serviceLevel.decision, data, view)],
          [t.hours, serviceHours(level.hours, lang)],
          [
            t.availability,
            html`${t.target} ${format.number(level.availabilityPercent, decimalsOf(level.availabilityPercent))}\u00a0%`,
          ],
          [t.rto, spanOf(level.rto, view)],
          [t.rpo, spanOf(level.rpo, view)],
          [
            t.backup,
            `${t.backupText(spanOf(level.backup.every, view), spanOf(level.backup.keep, view))}${level.backup.isolatedCopy ? `, ${t.isolated}` : ''}`,
          ],
          [t.lastBackup, notMeasured(t.backupFill, lang)],
          [`${t.outcome}: ${t.availability.toLowerCase()}`, notMeasured(t.measuredAvailability, lang)],
        ])
  }`;
}

const days = {
  mon: { sv: 'mån', en: 'Mon' },
  tue: { sv: 'tis', en: 'Tue' },
  wed: { sv: 'ons', en: 'Wed' },
  thu: { sv: 'tors', en: 'Thu' },
  fri: { sv: 'fre', en: 'Fri' },
  sat: { sv: 'lör', en: 'Sat' },
  sun: { sv: 'sön', en: 'Sun' },
} as const;

/** `mon-fri 07:00-18:00` → mån–fre 07:00–18:00. */
export function serviceHours(hours: string, lang: View['lang']): string {
  if (hours === '24/7') return lang === 'sv' ? 'dygnet runt' : 'around the clock';
  const [range = '', clock = ''] = hours.split(' ');
  const named = range.split('-').map((name) => days[name as keyof typeof days]?.[lang] ?? name);
  return `${named.join('–')} ${minus(clock)}`;
}

const spanUnits = {
  m: { sv: { one: 'minut', other: 'minuter' }, en: { one: 'minute', other: 'minutes' } },
  h: { sv: { one: 'timme', other: 'timmar' }, en: { one: 'hour', other: 'hours' } },
  d: { sv: { one: 'dygn', other: 'dygn' }, en: { one: 'day', other: 'days' } },
} as const;

/** `4h` → 4 timmar, in the unit it was declared in. */
export function spanOf(duration: string, { lang, format }: View): string {
  const unit = duration.at(-1) as keyof typeof spanUnits;
  return format.count(Number(duration.slice(0, -1)), spanUnits[unit][lang]);
}

const decimalsOf = (value: number): number => (String(value).split('.')[1] ?? '').length;

/** What information the service holds. */
export function information(data: DeclaredData, view: View): Html {
  const t = speak(words, view.lang);
  return table({
    id: 'information-tabell',
    caption: t.type,
    captionHeard: true,
    columns: [{ head: t.type }, { head: t.personal }, { head: t.retention, wide: true }, { head: t.secrecy }],
    rows: data.service.information.map((item) => [
      item.type,
      personalDataWords[item.personalData][view.lang],
      decision(item.retention, data, view),
      item.secrecy ?? html`<span class="muted">–</span>`,
    ]),
    empty: t.noInformation,
  });
}

/** Which units use the service. */
export function users({ service, names }: DeclaredData, view: View): Html {
  const t = speak(words, view.lang);
  const who =
    service.consumers.length === 0
      ? t.everybody
      : view.format.list(service.consumers.map(names.municipality));
  return html`<p class="hint">${t.consumers(who)}</p>${table({
    id: 'anvandare-tabell',
    caption: t.users,
    captionHeard: true,
    columns: [
      { head: t.orgUnit, wide: true },
      { head: t.count, numeric: true },
    ],
    rows: service.users.map(({ unit, count }) => [
      names.unit(unit),
      count === undefined ? missing(view.lang) : view.format.number(count),
    ]),
    empty: t.noUsers,
  })}`;
}

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
