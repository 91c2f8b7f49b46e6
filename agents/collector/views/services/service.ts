import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Control } from '#policies/control.ts';
import { countByStatus } from '#policies/count.ts';
import { sumCounts } from '../../figures/control-status.ts';
import type { Names } from '../../figures/names.ts';
import type { ServicePlan } from '../../figures/service-plan.ts';
import type { StandardStatus } from '../../figures/standardisation.ts';
import type { VerifiedWork } from '../../figures/work.ts';
import type { DeviceRow, RunRow, StoredResult } from '../../store/store.ts';
import { deviceAddress, systemCardAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { controlResults } from '../parts/result-list.ts';
import { shownStatuses, statusCounts, statusNumbers } from '../parts/status.ts';
import { table } from '../parts/table.ts';
import { age } from '../parts/time.ts';
import { issueTable } from '../platform/issue-table.ts';
import { noPlan } from '../platform/no-plan.ts';
import { serverTable } from '../platform/server-table.ts';
import { workSummary } from '../platform/work-summary.ts';
import { latestRuns } from '../runs/latest-runs.ts';
import type { Frame, View } from '../view.ts';
import { speak } from '../words.ts';
import { aboutService } from './about-service.ts';
import { backupAndMaintenance } from './backup-and-maintenance.ts';
import { classAndLevel } from './class-and-level.ts';
import { costs } from './costs.ts';
import { documents } from './documents.ts';
import { energy } from './energy.ts';
import { information, users } from './information-and-users.ts';
import { flows, servers, serversHint, standsOn } from './landscape.ts';
import { plannedCost } from './planned-cost.ts';
import { plannedFlows } from './planned-flows.ts';
import { published } from './published.ts';
import { supplierAndContract } from './supplier-and-contract.ts';
import { platformWords, stageWords } from './vocabulary.ts';
import { whatFalls } from './what-falls.ts';

const words = {
  services: { sv: 'Tjänster', en: 'Services' },
  card: { sv: 'Visa systemkort för utskrift', en: 'Show system card for printing' },
  onPage: { sv: 'På sidan', en: 'On this page' },
  about: { sv: 'Om tjänsten', en: 'About the service' },
  class: { sv: 'Klass och servicenivå', en: 'Class and service level' },
  controls: { sv: 'Kontroller', en: 'Controls' },
  noResults: {
    sv: 'Tjänsten är inte bedömd än. Kontrollerna körs när deklarationen läses in.',
    en: 'The service has not been judged yet. Controls run when the declaration is read.',
  },
  standsOn: { sv: 'Står på', en: 'Stands on' },
  servers: { sv: 'Servrar', en: 'Servers' },
  devices: { sv: 'Enheter', en: 'Devices' },
  device: { sv: 'Enhet', en: 'Device' },
  system: { sv: 'Operativsystem', en: 'Operating system' },
  seen: { sv: 'Senast sedd', en: 'Last seen' },
  noDevices: {
    sv: 'Ingen enhet som rapporterar eller är inläst hör till tjänsten. Ange declaredAs när agenten ansluts.',
    en: 'No device that reports or was imported belongs to the service. State declaredAs when the agent is enrolled.',
  },
  work: { sv: 'Arbetsorder', en: 'Work order' },
  noWork: {
    sv: 'Ingen arbetsorder gäller tjänsten: den är inte i bruk på en plats där människor ställer in den.',
    en: 'No work order concerns the service: it is not in use on a site where people set it.',
  },
  runs: { sv: 'Körningar', en: 'Runs' },
  flows: { sv: 'Flöden', en: 'Flows' },
  issues: { sv: 'Planens anmärkningar', en: 'Issues of the plan' },
  falls: { sv: 'Vad faller om den här faller', en: 'What falls if this falls' },
  backup: { sv: 'Kopior och underhåll', en: 'Backups and maintenance' },
  published: { sv: 'Namn och certifikat', en: 'Names and certificates' },
  energy: { sv: 'El', en: 'Electricity' },
  information: { sv: 'Information', en: 'Information' },
  users: { sv: 'Användare', en: 'Users' },
  supplier: { sv: 'Leverantör och avtal', en: 'Supplier and contract' },
  cost: { sv: 'Kostnader', en: 'Costs' },
  documents: { sv: 'Planer och handlingar', en: 'Plans and documents' },
};

export interface ServiceData {
  readonly service: Service;
  readonly declaration: Declaration;
  readonly names: Names;
  /** What the plan says of it; null where there is no plan. */
  readonly plan: ServicePlan | null;
  readonly standard: StandardStatus;
  readonly results: readonly StoredResult[];
  readonly controls: readonly Control[];
  readonly devices: readonly DeviceRow[];
  /** What people set for it on adopted sites, with what was last seen. */
  readonly work: VerifiedWork;
  /** The latest runs on its servers. */
  readonly runs: readonly RunRow[];
  readonly procedures: readonly ProcedureSummary[];
  readonly today: string;
}

/** One service: everything that is declared and observed of it. */
export function servicePage(data: ServiceData, frame: Frame): Html {
  const { service, plan } = data;
  const { lang } = frame;
  const t = speak(words, lang);
  const counts = sumCounts([countByStatus(data.results), ...data.devices.map((row) => row.results)]);
  const sections: readonly (readonly [id: string, title: string, body: Content])[] = [
    ['om', t.about, aboutService(data, frame)],
    ['klass', t.class, classAndLevel(data, frame)],
    ['kontroller', t.controls, results(data, frame)],
    ['planen', t.issues, plan === null ? noPlan(frame) : issueTable(plan.issues, data.names, frame)],
    ['star-pa', t.standsOn, standsOn(data, frame)],
    ['faller', t.falls, whatFalls(data, frame)],
    ['servrar', t.servers, plannedServers(data, frame)],
    ['enheter', t.devices, devices(data.devices, frame)],
    ['arbetsorder', t.work, plan === null ? noPlan(frame) : work(data, frame)],
    ['korningar', t.runs, latestRuns(data.runs, { service: service.id }, data.procedures, frame)],
    ['floden', t.flows, plan === null ? flows(data, frame) : plannedFlows(service, plan, data.names, frame)],
    ['kopior', t.backup, plan === null ? noPlan(frame) : backupAndMaintenance(data, plan, frame)],
    ['namn', t.published, plan === null ? noPlan(frame) : published(plan, frame)],
    ['information', t.information, information(data, frame)],
    ['anvandare', t.users, users(data, frame)],
    ['leverantor', t.supplier, supplierAndContract(data, frame)],
    ['kostnader', t.cost, plan === null ? costs(data, frame) : plannedCost(data, plan.cost, frame)],
    ['el', t.energy, plan === null ? noPlan(frame) : energy(plan, frame)],
    ['handlingar', t.documents, documents(data, frame)],
  ];
  return layout(
    {
      title: service.name,
      place: 'services',
      main: html`<p class="above"><a href="/tjanster">${t.services}</a> / ${platformWords[service.platform][lang]}</p>
<div class="head-row"><h1>${service.name}</h1><p class="actions"><a href="${systemCardAddress(service.id)}">${t.card}</a></p></div>
<p class="lead">${service.purpose}</p>
<p class="summary"><span class="tag">${stageWords[service.stage][lang]}</span> ${statusCounts(counts, frame, () => '#kontroller')}</p>
<nav class="contents" aria-label="${t.onPage}"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(([id, title, body]) => html`<section class="section"><h2 id="${id}">${title}</h2>${body}</section>\n`)}`,
    },
    frame,
  );
}

/** Servers one by one by the plan; as they are declared where there is none, or where the service has none. */
function plannedServers(data: ServiceData, view: View): Html {
  const { plan, names } = data;
  if (plan === null || plan.groups.length === 0) return servers(data, view);
  const caption = speak(words, view.lang).servers;
  return html`${serversHint(data, view)}${serverTable({ id: 'servrar-tabell', caption, groups: plan.groups, withService: false }, names, view)}`;
}

function results({ results: all, controls, names }: ServiceData, view: View): Html {
  const t = speak(words, view.lang);
  if (all.length === 0) return html`<p class="empty">${t.noResults}</p>`;
  return controlResults(all, controls, names.party, view);
}

function work({ service, work: { orders, devices }, controls }: ServiceData, view: View): Html {
  if (orders.length === 0) return html`<p class="empty">${speak(words, view.lang).noWork}</p>`;
  const targets = { devices, controls: new Set(controls.map(({ id }) => id)) };
  return workSummary(orders, { service: service.id }, targets, view);
}

function devices(rows: readonly DeviceRow[], view: View): Html {
  const t = speak(words, view.lang);
  return table({
    id: 'enheter-tabell',
    caption: t.devices,
    captionHeard: true,
    columns: [
      { head: t.device, wide: true },
      { head: t.system },
      { head: t.seen },
      { head: t.controls, tight: true },
    ],
    rows: rows.map((row) => [
      html`<a href="${deviceAddress(row.id)}">${row.name}</a>`,
      row.operatingSystem ?? html`<span class="muted">–</span>`,
      age(row.lastSeenAt, view),
      shownStatuses.some((status) => row.results[status] > 0)
        ? statusNumbers(row.results, view)
        : html`<span class="muted">–</span>`,
    ]),
    empty: t.noDevices,
  });
}
