import type { WorkOrder } from '#model/platform/work-order.ts';
import { profileRules } from '#model/report/profile.ts';
import { sectionData } from '#model/report/section.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Control } from '#policies/control.ts';
import { countByStatus } from '#policies/count.ts';
import type { Names } from '../../figures/names.ts';
import type { DeviceChange, DeviceDetail, RunRow, StoredResult } from '../../store/store.ts';
import { address, serviceAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { layout } from '../layout.ts';
import { facts } from '../parts/facts.ts';
import { controlResults } from '../parts/result-list.ts';
import { statusCounts } from '../parts/status.ts';
import { age, instantAndAge } from '../parts/time.ts';
import { workSummary } from '../platform/work-summary.ts';
import { latestRuns } from '../runs/latest-runs.ts';
import type { Frame, View } from '../view.ts';
import { speak } from '../words.ts';
import { bootedAt, hardwareFacts } from './hardware.ts';
import { history } from './history.ts';
import { modelName } from './model-name.ts';
import { networkAndPorts } from './network.ts';
import { agentCost, imports } from './origins.ts';
import { sectionTable } from './section-table.ts';
import { type SoftwareQuery, software } from './software.ts';
import { storage } from './storage.ts';
import { updates } from './updates.ts';
import { kindWords, knowerWords, profileWords } from './vocabulary.ts';

const words = {
  devices: { sv: 'Enheter', en: 'Devices' },
  onPage: { sv: 'På sidan', en: 'On this page' },
  what: { sv: 'Vad det är', en: 'What it is' },
  controls: { sv: 'Kontroller', en: 'Controls' },
  work: { sv: 'Arbetsorder', en: 'Work order' },
  runs: { sv: 'Körningar', en: 'Runs' },
  updates: { sv: 'Uppdateringar', en: 'Updates' },
  software: { sv: 'Program', en: 'Software' },
  storage: { sv: 'Lagring', en: 'Storage' },
  network: { sv: 'Nätverk', en: 'Network' },
  history: { sv: 'Ändringar', en: 'Changes' },
  sections: { sv: 'Insamlade avsnitt', en: 'Collected sections' },
  identity: { sv: 'Identitet och källor', en: 'Identity and sources' },
  seen: { sv: 'Senast sedd', en: 'Last seen' },
  kind: { sv: 'Slag', en: 'Kind' },
  model: { sv: 'Modell', en: 'Model' },
  serial: { sv: 'Serienummer', en: 'Serial number' },
  system: { sv: 'Operativsystem', en: 'Operating system' },
  started: { sv: 'Startad', en: 'Started' },
  unit: { sv: 'Organisationsenhet', en: 'Unit' },
  site: { sv: 'Plats', en: 'Site' },
  role: { sv: 'Roll i nätet', en: 'Role in the network' },
  profile: { sv: 'Agentprofil', en: 'Agent profile' },
  service: { sv: 'Bär tjänst', en: 'Carries service' },
  declared: { sv: 'Deklarerad som', en: 'Declared as' },
  undeclared: { sv: 'Ingen har deklarerat enheten.', en: 'Nobody has declared the device.' },
  unknown: { sv: 'okänt', en: 'unknown' },
  none: { sv: 'ingen', en: 'none' },
  knownBy: { sv: 'Känd genom', en: 'Known by' },
  noResults: { sv: 'Enheten är inte bedömd än.', en: 'The device has not been judged yet.' },
  imported: (sources: string) => ({
    sv: `Enheten har ingen agent. Uppgifterna kommer ur ${sources}.`,
    en: `The device has no agent. What is known comes from ${sources}.`,
  }),
  onlyDeclared: {
    sv: 'Enheten är bara deklarerad. Ingen agent har rapporterat och ingen inläst export nämner den.',
    en: 'The device is only declared. No agent has reported and no imported export names it.',
  },
};

export interface DeviceData {
  readonly detail: DeviceDetail;
  readonly results: readonly StoredResult[];
  readonly changes: readonly DeviceChange[];
  /** What people set on it, with what was last seen; none where it is no server of an adopted site. */
  readonly work: readonly WorkOrder[];
  /** The latest runs on it. */
  readonly runs: readonly RunRow[];
  readonly procedures: readonly ProcedureSummary[];
  /** The address part that shows older changes; null where there are none. */
  readonly olderChanges: string | null;
  readonly controls: readonly Control[];
  readonly names: Names;
  readonly software: SoftwareQuery;
}

/** One device: what it is, how it stands, what it holds, and where each fact is from. */
export function devicePage(data: DeviceData, frame: Frame): Html {
  const { detail } = data;
  const { row, device } = detail;
  const t = speak(words, frame.lang);
  const hasAgent = device.enrolledAt !== null;
  const readable = row.profile === null ? [] : profileRules[row.profile].sections;
  const sections: readonly (readonly [id: string, title: string, body: Content, shown: boolean])[] = [
    ['vad', t.what, whatItIs(data, frame), true],
    ['kontroller', t.controls, results(data, frame), true],
    ['arbetsorder', t.work, work(data, frame), data.work.length > 0],
    [
      'korningar',
      t.runs,
      latestRuns(data.runs, { host: row.declaredAs ?? '' }, data.procedures, frame),
      row.declaredAs !== null,
    ],
    ['uppdateringar', t.updates, updates(device, frame), hasAgent],
    ['program', t.software, software(row.id, device.sections, data.software, frame), hasAgent],
    ['lagring', t.storage, storage(device.sections, frame), hasAgent],
    ['natverk', t.network, networkAndPorts(device.sections, frame), hasAgent],
    ['andringar', t.history, history(row.id, data.changes, data.olderChanges, frame), hasAgent],
    [
      'avsnitt',
      t.sections,
      html`${sectionTable(device.sections, readable, frame)}${agentCost(detail, frame)}`,
      hasAgent,
    ],
    ['identitet', t.identity, imports(detail, frame), true],
  ];
  const shown = sections.filter(([, , , isShown]) => isShown);
  return layout(
    {
      title: row.name,
      place: 'devices',
      main: html`<p class="above"><a href="/enheter">${t.devices}</a> / <a href="${address('/enheter', { slag: row.kind })}">${kindWords[row.kind][frame.lang]}</a></p>
<h1>${row.name}</h1>
<p class="lead">${t.seen} ${row.lastSeenAt === null ? age(null, frame) : instantAndAge(row.lastSeenAt, frame)}</p>
<p class="summary">${statusCounts(countByStatus(data.results), frame, () => '#kontroller')}</p>
${!hasAgent && html`<p class="note">${device.imports.length > 0 ? t.imported(device.imports.map(({ source }) => source).join(', ')) : t.onlyDeclared}</p>`}
<nav class="contents" aria-label="${t.onPage}"><ul>${shown.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${shown.map(([id, title, body]) => html`<section class="section"><h2 id="${id}">${title}</h2>${body}</section>\n`)}`,
    },
    frame,
  );
}

function whatItIs({ detail, names }: DeviceData, view: View): Html {
  const t = speak(words, view.lang);
  const { row, device } = detail;
  const model = modelName(row);
  const system = sectionData(device.sections['operating-system']);
  const unknown = html`<span class="muted">${t.unknown}</span>`;
  return facts([
    [t.kind, kindWords[row.kind][view.lang]],
    [t.model, model ?? unknown],
    [t.serial, detail.serial === null ? unknown : html`<code>${detail.serial}</code>`],
    [
      t.system,
      row.operatingSystem === null
        ? unknown
        : html`${row.operatingSystem}${system?.kernel != null && html`<span class="under">${system.kernel}${system.architecture !== null && `, ${system.architecture}`}</span>`}`,
    ],
    device.enrolledAt === null ? null : [t.started, bootedAt(device.sections, view)],
    ...hardwareFacts(device.sections, view),
    [
      t.unit,
      row.unit === null
        ? unknown
        : html`<a href="${address('/enheter', { enhet: row.unit })}">${names.unit(row.unit)}</a>`,
    ],
    [t.site, detail.site === null ? unknown : names.site(detail.site)],
    [t.role, detail.role === null ? unknown : names.networkRole(detail.role)],
    [
      t.profile,
      row.profile === null
        ? unknown
        : html`<a href="/om/lasning">${profileWords[row.profile][view.lang]}</a>`,
    ],
    [
      t.service,
      row.serviceIds.length === 0
        ? html`<span class="muted">${t.none}</span>`
        : join(
            row.serviceIds.map((id) => html`<a href="${serviceAddress(id)}">${names.service(id)}</a>`),
            ', ',
          ),
    ],
    [
      t.declared,
      row.declaredAs === null
        ? html`<span class="muted">${t.undeclared}</span>`
        : html`<code>${row.declaredAs}</code>`,
    ],
    [t.knownBy, row.knownBy.map((knower) => knowerWords[knower][view.lang]).join(', ')],
  ]);
}

function results({ results: all, controls, names }: DeviceData, view: View): Html {
  const t = speak(words, view.lang);
  if (all.length === 0) return html`<p class="empty">${t.noResults}</p>`;
  return controlResults(all, controls, names.party, view);
}

function work({ work: orders, detail, controls }: DeviceData, view: View): Html {
  const { id, declaredAs } = detail.device;
  const name = orders[0]?.items[0]?.subject.name ?? '';
  const targets = {
    devices: new Map(declaredAs === null ? [] : [[declaredAs, id]]),
    controls: new Set(controls.map((control) => control.id)),
  };
  return workSummary(orders, { text: name }, targets, view);
}
