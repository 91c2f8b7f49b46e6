import { dayMs } from '#policies/calendar.ts';
import type { ServerPulse } from '../../store/store.ts';
import { deviceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { serverMark } from './marks.ts';

const words = {
  none: {
    sv: 'Tjänsten har inga servrar här: Grundval ser inget av den.',
    en: 'The service has no servers here: Grundval sees nothing of it.',
  },
  started: (clock: Value) => ({ sv: `startade ${clock}`, en: `started at ${clock}` }),
  disk: (mount: Value, percent: Value) => ({
    sv: `fullaste disken ${mount} ${percent}\u00a0%`,
    en: `fullest disk ${mount} ${percent}%`,
  }),
  changed: (clock: Value) => ({ sv: `ändrad ${clock}`, en: `changed at ${clock}` }),
};

/** Servers of a service: when each was last heard of, and what it said then. */
export function serverRows(servers: readonly ServerPulse[], view: View): Html {
  const { lang, format, now } = view;
  const t = speak(words, lang);
  if (servers.length === 0) return html`<p class="note">${t.none}</p>`;
  return html`<ul class="rows">${servers.map((server) => {
    const { bootedAt, changedAt, fullestMount, fullestPercent } = server;
    const said = [
      bootedAt !== null && t.started(format.recent(bootedAt, now)),
      fullestMount !== null && fullestPercent !== null && t.disk(fullestMount, fullestPercent),
      changedAt !== null &&
        now.getTime() - changedAt.getTime() < dayMs &&
        t.changed(format.recent(changedAt, now)),
    ].filter((one) => one !== false);
    return html`<li><a href="${deviceAddress(server.id)}"><b>${server.name}</b>${serverMark(server, view)}${said.length > 0 && html`<span class="under">${said.join(', ')}</span>`}</a></li>`;
  })}</ul>`;
}
