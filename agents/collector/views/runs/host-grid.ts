import type { RunHost } from '../../figures/run-hosts.ts';
import { runHostAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { hostCounts, hostShape } from './marks.ts';

const words = {
  batch: (number: Value) => ({ sv: `Omgång ${number}`, en: `Batch ${number}` }),
  hosts: { sv: 'Servrar', en: 'Servers' },
};

/** Where batches are smaller than this, a line for each of them would say nothing. */
const leastPerLine = 3;

/** Every host of a run as a shape, a line for each batch, and below it what the shapes mean with how many they are. */
export function hostGrid(run: string, hosts: readonly RunHost[], view: View): Html {
  const t = speak(words, view.lang);
  const shapes = (some: readonly RunHost[]) =>
    html`<ul class="hosts">${some.map((host) => html`<li>${hostShape(host, runHostAddress(run, host.host), view.lang)}</li>`)}</ul>`;
  const batches = [...Map.groupBy(hosts, ({ batch }) => batch)];
  const lines =
    batches.length > 1 && hosts.length / batches.length >= leastPerLine
      ? html`<ol class="batches">${batches.map(([batch, some]) => html`<li><span class="hint">${t.batch(batch)}</span>${shapes(some)}</li>\n`)}</ol>`
      : shapes(hosts);
  return html`${lines}<p class="under-bar">${hostCounts(hosts, view)}</p>`;
}
