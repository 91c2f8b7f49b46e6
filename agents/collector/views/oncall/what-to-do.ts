import type { CriticalTask, Service } from '#model/declaration/service.ts';
import type { Text } from '#model/format/text.ts';
import type { ApplicableProcedure } from '../../figures/procedures-for.ts';
import { procedureAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { procedureRows } from './procedure-rows.ts';

const words = {
  runbooks: { sv: 'Tjänstens körböcker och handlingar', en: 'Runbooks and documents of the service' },
  noRunbooks: { sv: 'Inga körböcker är angivna.', en: 'No runbooks are stated.' },
  exercised: (day: Value) => ({ sv: `övad ${day}`, en: `exercised ${day}` }),
  never: { sv: 'aldrig övad', en: 'never exercised' },
  secret: { sv: 'sekretess', en: 'secret' },
  continuity: { sv: 'Kontinuitetsplan', en: 'Continuity plan' },
  systemPlan: { sv: 'Systemplan', en: 'System plan' },
  procedures: { sv: 'Procedurer för servrarna', en: 'Procedures for the servers' },
  plan: {
    sv: 'Kommandot visar bara vad som skulle hända. Byt … mot det som gäller.',
    en: 'The command only shows what would happen. Replace … by what is meant.',
  },
  none: {
    sv: 'Ingen procedur är skriven för servrar som tjänstens.',
    en: 'No procedure is written for servers as the service has.',
  },
  noServers: {
    sv: 'Tjänsten har inga servrar här att köra procedurer på.',
    en: 'The service has no servers here to run procedures on.',
  },
};

const taskWords: Readonly<Record<CriticalTask, Text>> = {
  'start-stop': { sv: 'Starta och stoppa', en: 'Start and stop' },
  restore: { sv: 'Återläsa', en: 'Restore' },
  failover: { sv: 'Koppla om till reserv', en: 'Fail over' },
  patch: { sv: 'Uppdatera', en: 'Patch' },
  decommission: { sv: 'Avveckla', en: 'Decommission' },
};

/** What is written for when it stops: the service's own runbooks and documents, then procedures that run on its servers. */
export function whatToDo(service: Service, procedures: readonly ApplicableProcedure[], view: View): Html {
  const t = speak(words, view.lang);
  return html`<h3>${t.runbooks}</h3>
${runbooks(service, view)}
<h3>${t.procedures}</h3>
${
  procedures.length === 0
    ? html`<p class="muted">${service.servers.length === 0 ? t.noServers : t.none}</p>`
    : html`<p class="muted">${t.plan}</p>${procedureRows(procedures, view)}`
}`;
}

function runbooks({ procedures, documents, continuityPlan, systemPlan }: Service, { lang }: View): Html {
  const t = speak(words, lang);
  const exercised = (day: string | undefined): string => (day === undefined ? t.never : t.exercised(day));
  const rows: readonly Html[] = [
    // Nobody decommissions anything at night.
    ...procedures
      .filter(({ task }) => task !== 'decommission')
      .map(
        ({ task, reference, procedure, exercised: on }) =>
          html`<b>${taskWords[task][lang]}</b>${reference !== undefined && html` ${reference}`}${procedure !== undefined && html` <a class="link" href="${procedureAddress(procedure)}">${procedure}</a>`}<span class="under">${exercised(on)}</span>`,
      ),
    ...(continuityPlan === undefined
      ? []
      : [
          html`<b>${t.continuity}</b> ${continuityPlan.document}<span class="under">${exercised(continuityPlan.exercised)}</span>`,
        ]),
    ...documents.map(
      ({ title, reference, secret }) =>
        html`<b>${title}</b> ${reference}${secret && html` <span class="tag">${t.secret}</span>`}`,
    ),
    ...(systemPlan === undefined ? [] : [html`<b>${t.systemPlan}</b> ${systemPlan.document}`]),
  ];
  if (rows.length === 0) return html`<p class="muted">${t.noRunbooks}</p>`;
  return html`<ul class="rows">${rows.map((row) => html`<li class="row">${row}</li>`)}</ul>`;
}
