import { overallStatus } from '../../figures/control-status.ts';
import { serviceAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { shownStatuses, statusMark, statusShape, statusWord } from '../parts/status.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { type ServiceRow, serviceListAddress } from './service-query.ts';
import { hostings, hostingWords, platforms, platformWords } from './vocabulary.ts';

const words = {
  platform: { sv: 'Plattform', en: 'Platform' },
  cell: { sv: 'inga', en: 'none' },
};

/** Rows are platforms, columns hosting forms; each service stands with the shape of its status. */
export function serviceMatrix(all: readonly ServiceRow[], view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const cell = (platform: string, hosting: string): Content => {
    const here = all.filter(({ service }) => service.platform === platform && service.hosting === hosting);
    if (here.length === 0) return html`<span class="muted" aria-label="${t.cell}">–</span>`;
    return html`<ul class="plain">${here.map(({ service, counts }) => {
      const status = overallStatus(counts);
      return html`<li><span class="status ${status}" title="${statusWord(status, lang)}">${statusShape(status)}<span class="heard">${statusWord(status, lang)}:</span></span> <a href="${serviceAddress(service.id)}">${service.name}</a></li>`;
    })}</ul>`;
  };
  return html`<div class="matrix">${table({
    id: 'matris',
    caption: html`<span class="counts">${join(shownStatuses.map((status) => statusMark(status, lang)))}</span>`,
    columns: [
      { head: t.platform },
      ...hostings.map((hosting) => ({
        head: html`<a href="${serviceListAddress({ hosting })}#lista">${hostingWords[hosting][lang]}</a>`,
      })),
    ],
    rows: platforms.map((platform) => [
      html`<a href="${serviceListAddress({ platform })}#lista">${platformWords[platform][lang]}</a>`,
      ...hostings.map((hosting) => cell(platform, hosting)),
    ]),
  })}</div>`;
}
