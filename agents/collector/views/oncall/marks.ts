import type { ServerState } from '../../figures/server-state.ts';
import { heardOf, stateOfServer } from '../../figures/server-state.ts';
import type { ServiceState } from '../../figures/service-state.ts';
import type { ServerPulse } from '../../store/store.ts';
import { type Content, type Html, html } from '../html.ts';
import { statusShape } from '../parts/status.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  silentSince: (clock: Value, span: Value) => ({
    sv: `Tyst sedan ${clock} (${span})`,
    en: `Silent since ${clock} (${span})`,
  }),
  partly: (silent: Value, servers: Value, clock: Value) => ({
    sv: `${silent} av ${servers} servrar tysta, den senaste sedan ${clock}`,
    en: `${silent} of ${servers} servers silent, the latest since ${clock}`,
  }),
  late: (clock: Value) => ({
    sv: `Rapport försenad, senast hörd ${clock}`,
    en: `Report overdue, last heard of at ${clock}`,
  }),
  reporting: (measured: Value, servers: Value, clock: Value) => ({
    sv: `${measured} av ${servers} servrar rapporterar, senast ${clock}`,
    en: `${measured} of ${servers} servers report, latest at ${clock}`,
  }),
  reports: (clock: Value) => ({ sv: `Rapporterade ${clock}`, en: `Reported at ${clock}` }),
  notMeasured: (why: Value) => ({ sv: `Ej mätt: ${why}`, en: `Not measured: ${why}` }),
  noAgents: {
    sv: 'Ej mätt: ingen agent på servrarna',
    en: 'Not measured: no agent on the servers',
  },
  noAgent: { sv: 'Ej mätt: ingen agent', en: 'Not measured: no agent' },
  noServers: { sv: 'Ej mätt: inga servrar här', en: 'Not measured: no servers here' },
};

/** A shape and what it says; shape and words say the same as the colour. */
export function mark(status: 'finding' | 'not-measured' | null, text: Content): Html {
  return html`<span class="mark${status !== null && ` ${status}`}">${status !== null && statusShape(status)}<span>${text}</span></span>`;
}

/** What nobody measures, and why. */
export function unmeasured(why: string, lang: View['lang']): Html {
  return mark('not-measured', speak(words, lang).notMeasured(why));
}

/** What is known of a service, in one line. That servers report is no sign of health, and gets no shape of it. */
export function serviceMark(state: ServiceState, view: View): Html {
  const t = speak(words, view.lang);
  const { kind, since, servers, measured, silent } = state;
  if (kind === 'unmeasured' || since === null) {
    return mark('not-measured', servers === 0 ? t.noServers : t.noAgents);
  }
  const clock = view.format.recent(since, view.now);
  switch (kind) {
    case 'silent':
      return mark('finding', silentText(since, view));
    case 'partly-silent':
      return mark('finding', t.partly(silent, servers, clock));
    case 'late':
      return mark('finding', t.late(clock));
    case 'reporting':
      return mark(null, t.reporting(measured, servers, clock));
  }
}

/** What is known of a server, in one line. */
export function serverMark(server: ServerPulse, view: View): Html {
  const t = speak(words, view.lang);
  const heard = heardOf(server);
  if (heard === null) return mark('not-measured', t.noAgent);
  const clock = view.format.recent(heard, view.now);
  const said: Readonly<Record<Exclude<ServerState, 'unmeasured'>, () => Html>> = {
    silent: () => mark('finding', silentText(heard, view)),
    late: () => mark('finding', t.late(clock)),
    reporting: () => mark(null, t.reports(clock)),
  };
  const state = stateOfServer(server, view.now);
  return state === 'unmeasured' ? mark('not-measured', t.noAgent) : said[state]();
}

function silentText(since: Date, { lang, format, now }: View): string {
  const span = format.span((now.getTime() - since.getTime()) / 1000);
  return speak(words, lang).silentSince(format.recent(since, now), span);
}
