import { serviceLevelOf } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import { createFormatter } from '#model/format/formatter.ts';
import { countByStatus } from '#policies/count.ts';
import { sumCounts } from '../../figures/control-status.ts';
import { serviceCost } from '../../figures/costs.ts';
import {
  dependenciesOf,
  dependentsOf,
  flowsOf,
  idsOf,
  type ServiceBranch,
} from '../../figures/service-graph.ts';
import { serviceAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { styledDocument } from '../layout.ts';
import { attestationMark } from '../parts/attestation.ts';
import { type Fact, facts } from '../parts/facts.ts';
import { missing } from '../parts/not-measured.ts';
import { statusCounts, statusMark, statusNumbers } from '../parts/status.ts';
import type { Frame } from '../view.ts';
import { serviceHours, spanOf } from './class-and-level.ts';
import { decision } from './decision.ts';
import type { ServiceData } from './service.ts';
import {
  classAspects,
  classWords,
  hostingWords,
  levelWords,
  personalDataWords,
  platformWords,
  stageWords,
} from './vocabulary.ts';

/**
 * The system card: one Swedish page a service, for owners and auditors who do not read YAML. It is Swedish in
 * either language of the screens, since it is a document of the municipality.
 */
export function systemCardPage(data: ServiceData, readerFrame: Frame): Html {
  const frame: Frame = { ...readerFrame, lang: 'sv', format: createFormatter('sv') };
  const { service, declaration, names, results } = data;
  return styledDocument(
    `Systemkort ${service.name}`,
    html`<main id="innehall" class="card" tabindex="-1">
<p class="actions"><a href="${serviceAddress(service.id)}">← Tillbaka till ${service.name}</a></p>
<header class="card-head"><div><p class="muted">Systemkort · ${frame.organisation?.name}</p><h1>${service.name}</h1></div>
<p class="muted small">${platformWords[service.platform].sv}<br>${stageWords[service.stage].sv}, ${hostingWords[service.hosting].sv.toLowerCase()}</p></header>
<p class="card-purpose">${service.purpose}</p>
<div class="card-columns">
${part('Ansvar', [
  ['Systemägare', service.owner === undefined ? missing('sv') : names.party(service.owner)],
  [
    'Systemförvaltare',
    service.administrators.length === 0 ? missing('sv') : service.administrators.map(names.party).join(', '),
  ],
  ['Ansvarig enhet', names.unit(service.responsibleUnit)],
  ['Leverantör', service.supplier === undefined ? 'ingen' : names.supplier(service.supplier)],
  [
    'Används av',
    service.users.length === 0
      ? missing('sv')
      : service.users
          .map(
            ({ unit, count }) =>
              `${names.unit(unit)}${count === undefined ? '' : ` (${frame.format.number(count)})`}`,
          )
          .join(', '),
  ],
])}
${part('Informationsklass', [
  ...classAspects.map((aspect): Fact => {
    const level = service.classification?.[aspect];
    return [
      classWords[aspect].sv,
      level === undefined ? missing('sv') : html`<b>${level}</b> ${levelWords[level]?.sv}`,
    ];
  }),
  ['Beslut', decision(service.classification?.decision, data, frame)],
])}
${part('Servicenivå', level(data, frame))}
${part('Information och ekonomi', [
  [
    'Information',
    service.information.length === 0
      ? missing('sv')
      : html`<ul class="plain">${service.information.map(({ type, personalData }) => html`<li>${type} <span class="muted">(${personalDataWords[personalData].sv.toLowerCase()})</span></li>`)}</ul>`,
  ],
  ['Kostnad per år', cost(data, frame)],
  [
    'Systemplan',
    service.systemPlan === undefined ? missing('sv') : `reviderad ${service.systemPlan.revised}`,
  ],
  [
    'Kontinuitetsplan',
    service.continuityPlan === undefined
      ? missing('sv')
      : `reviderad ${service.continuityPlan.revised}, ${service.continuityPlan.exercised === undefined ? 'aldrig övad' : `övad ${service.continuityPlan.exercised}`}`,
  ],
])}
${part('Teknik', technology(data, frame))}
${part('Beroenden', [
  ['Behöver', serviceNames(dependenciesOf(declaration.services, service.id), names.service)],
  ['Behövs av', serviceNames(dependentsOf(declaration.services, service.id), names.service)],
  ['Säkerhetskopia', html`${statusMark('not-measured', 'sv')}`],
])}
</div>
<section class="card-controls"><h2>Kontroller</h2><p>${statusCounts(sumCounts([countByStatus(results), ...data.devices.map((row) => row.results)]), frame)}</p>
<ul class="card-findings">${results
      .filter(({ status }) => status !== 'met')
      .map(
        ({ status, message, control, exemption }) =>
          html`<li>${statusMark(status, 'sv')} ${message.sv} <span class="muted">(${control}${exemption !== null && !exemption.expired && html`, till och med ${exemption.until}, ${exemption.decision}`})</span>${exemption !== null && html` ${attestationMark('self-declared', 'sv')}`}</li>`,
      )}${data.devices
      .filter((row) => row.results.finding > 0 || row.results['not-measured'] > 0)
      .map((row) => html`<li>${statusNumbers(row.results, frame)} ${row.name}</li>`)}</ul></section>
<footer class="card-foot muted small">Framställt ${frame.format.instant(frame.now)} ur deklarationen${frame.declaredAt !== null && `, läst ${frame.format.instant(frame.declaredAt)}`} (${serviceFilePath(service.id)}). Det som är självdeklarerat står bara i filen; ingen har intygat det vid inloggning.${isIllustrative(data) && ' Delar av uppgifterna är exempelvärden.'} Grundval ${frame.version}</footer>
</main>`,
    frame,
  );
}

function part(title: string, items: readonly Fact[]): Html {
  return html`<section><h2>${title}</h2>${facts(items)}</section>`;
}

function level(data: ServiceData, frame: Frame): readonly Fact[] {
  const { service, declaration } = data;
  const found = serviceLevelOf(declaration, service);
  if (found === undefined) return [['Klass', missing('sv')]];
  return [
    ['Klass', found.name],
    ['Tjänstetid', serviceHours(found.hours, 'sv')],
    ['Tillgänglighet', `minst ${String(found.availabilityPercent).replace('.', ',')}\u00a0%`],
    ['Återställningstid', spanOf(found.rto, frame)],
    ['Dataförlusttid', spanOf(found.rpo, frame)],
    ['Beslut', decision(service.serviceLevel?.decision, data, frame)],
  ];
}

function cost({ service }: ServiceData, frame: Frame): Content {
  const sum = serviceCost(service);
  return sum === null ? missing('sv') : frame.format.sek(sum);
}

function technology({ service, declaration, names }: ServiceData, frame: Frame): readonly Fact[] {
  const flows = flowsOf(declaration.services, service.id);
  const flowCount = (count: number, word: string) => `${frame.format.number(count)} ${word}`;
  return [
    ['Plats', service.runsOn === undefined ? 'ingen egen' : names.platformSite(service.runsOn)],
    [
      'Servrar',
      service.servers.length === 0
        ? 'inga deklarerade'
        : html`<ul class="plain">${service.servers.map(({ role, count, image, engine }) => html`<li>${count} ${role}: ${names.image(image)}${engine !== undefined && `, ${names.engine(engine)}`}</li>`)}</ul>`,
    ],
    [
      'Flöden',
      [
        flowCount(flows.into.length, 'in'),
        flowCount(flows.out.length, 'ut'),
        flowCount(flows.within.length, 'inom'),
      ].join(', '),
    ],
  ];
}

function serviceNames(tree: readonly ServiceBranch[], name: (id: string) => string): string {
  const ids = [...idsOf(tree)];
  return ids.length === 0
    ? 'ingen annan tjänst'
    : ids
        .map(name)
        .sort((a, b) => a.localeCompare(b, 'sv'))
        .join(', ');
}

function isIllustrative({ service }: ServiceData): boolean {
  return (service.basis?.illustrative.length ?? 0) > 0;
}
