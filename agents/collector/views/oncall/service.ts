import type { Declaration } from '#model/declaration/declaration.ts';
import type { OnCallContact } from '#model/declaration/on-call.ts';
import { isStanding } from '#model/declaration/stage.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { Fall } from '#model/platform/what-falls.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Names } from '../../figures/names.ts';
import type { OnCallService } from '../../figures/on-call-order.ts';
import type { ApplicableProcedure } from '../../figures/procedures-for.ts';
import { isSilent } from '../../figures/service-state.ts';
import type { RunRow } from '../../store/store.ts';
import { serviceAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import type { Frame } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { affected } from './affected.ts';
import { dataAge, onCallPage } from './frame.ts';
import { howSoon } from './how-soon.ts';
import { mark, serviceMark } from './marks.ts';
import { type MayBeWhy, mayBeWhy } from './may-be-why.ts';
import { type LatestTest, readBack } from './read-back.ts';
import { runRows } from './run-rows.ts';
import { serverRows } from './servers.ts';
import { type Below, standsOn } from './stands-on.ts';
import { whatToDo } from './what-to-do.ts';
import { whomToCall } from './whom-to-call.ts';

const words = {
  below: (names: Value) => ({
    sv: `Står på ${names}, som är tyst`,
    en: `Stands on ${names}, which is silent`,
  }),
  essential: { sv: 'samhällsviktig', en: 'essential to society' },
  upcoming: {
    sv: 'Tjänsten är inte i bruk: den är föreslagen eller beställd.',
    en: 'The service is not in use: it is proposed or ordered.',
  },
  notTried: {
    sv: 'Grundval provar inte om tjänsten svarar. Det som står här är vad agenterna på servrarna sist sa.',
    en: 'Grundval does not try whether the service answers. What stands here is what the agents on the servers last said.',
  },
  onPage: { sv: 'På sidan', en: 'On this page' },
  jumpWhy: { sv: 'Orsak', en: 'Cause' },
  jumpCall: { sv: 'Ring', en: 'Call' },
  jumpDo: { sv: 'Gör', en: 'Do' },
  why: { sv: 'Det här kan vara orsaken', en: 'This may be the cause' },
  standsOn: { sv: 'Står på', en: 'Stands on' },
  servers: { sv: 'Servrar', en: 'Servers' },
  soon: { sv: 'Hur bråttom är det?', en: 'How urgent is it?' },
  call: { sv: 'Vem kan hjälpa?', en: 'Who can help?' },
  affected: { sv: 'Vilka märker det?', en: 'Who notices?' },
  steps: { sv: 'Vad kan man göra?', en: 'What can be done?' },
  back: { sv: 'Kan den läsas tillbaka?', en: 'Can it be read back?' },
  last: { sv: 'Senaste körningarna på tjänsten', en: 'Latest runs on the service' },
  noRuns: { sv: 'Inga körningar har gjorts.', en: 'No runs have been made.' },
  all: { sv: 'Allt om tjänsten', en: 'All about the service' },
};

/** What the page of a service is made from. */
export interface OnCallServiceData extends MayBeWhy {
  readonly entry: OnCallService;
  readonly below: readonly Below[];
  readonly fall: Fall;
  /** Units with users of it, by id. */
  readonly units: readonly string[];
  readonly declaration: Declaration;
  readonly names: Names;
  readonly today: string;
  readonly contacts: readonly OnCallContact[];
  readonly procedures: readonly ApplicableProcedure[];
  readonly catalogue: readonly ProcedureSummary[];
  /** Null where no plan was read. */
  readonly backups: readonly BackupPlan[] | null;
  readonly latestTest: LatestTest | null;
  readonly lastRuns: readonly RunRow[];
}

/** One service for whoever was woken because of it: cause first, then whom to call, then what to do. */
export function onCallServicePage(data: OnCallServiceData, frame: Frame): Html {
  const { entry, names, declaration } = data;
  const { service, state, silentBelow } = entry;
  const t = speak(words, frame.lang);
  const parts: readonly (readonly [id: string, title: string, body: Content])[] = [
    ['orsak', t.why, mayBeWhy(data, names, data.catalogue, frame)],
    ['star-pa', t.standsOn, standsOn(data.below, names, frame)],
    ['servrar', t.servers, serverRows(data.servers, frame)],
    ['brattom', t.soon, howSoon(entry, declaration, frame)],
    ['ring', t.call, whomToCall(service, data.contacts, declaration, names, data.today, frame)],
    ['marker', t.affected, affected(service, data.fall, data.units, names, frame)],
    ['gor', t.steps, whatToDo(service, data.procedures, frame)],
    ['aterlasning', t.back, readBack(data.backups, data.latestTest, frame)],
    [
      'korningar',
      t.last,
      data.lastRuns.length === 0
        ? html`<p class="muted">${t.noRuns}</p>`
        : runRows(data.lastRuns, data.catalogue, null, frame),
    ],
  ];
  return onCallPage(
    service.name,
    html`<h1>${service.name}${service.essential && html` <span class="tag">${t.essential}</span>`}</h1>
<p class="state">${serviceMark(state, frame)}${!isSilent(state) && silentBelow.length > 0 && mark('finding', t.below(frame.format.list(silentBelow.map(names.service))))}</p>
${dataAge(frame)}
<nav class="jumps" aria-label="${t.onPage}"><a class="button" href="#orsak">${t.jumpWhy}</a><a class="button" href="#ring">${t.jumpCall}</a><a class="button" href="#gor">${t.jumpDo}</a></nav>
<p class="note">${isStanding(service) ? t.notTried : t.upcoming}</p>
${parts.map(([id, title, body]) => html`<section><h2 id="${id}">${title}</h2>${body}</section>\n`)}
<p><a class="link" href="${serviceAddress(service.id)}">${t.all}</a></p>`,
    frame,
  );
}
