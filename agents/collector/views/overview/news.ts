import type { News } from '../../figures/news.ts';
import { address, controlAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { shownStatuses, statusShape } from '../parts/status.ts';
import { instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  started: (at: string) => ({
    sv: `De första bedömningarna gjordes ${at}. Då finns inget äldre att jämföra med; i morgon står ändringarna här.`,
    en: `The first verdicts were made ${at}. There is nothing older to compare with; tomorrow the changes stand here.`,
  }),
  none: { sv: 'Inget har ändrats senaste dygnet.', en: 'Nothing has changed in the last day.' },
  finding: {
    sv: { one: 'ny avvikelse', other: 'nya avvikelser' },
    en: { one: 'new finding', other: 'new findings' },
  },
  met: { sv: { one: 'ny uppfylld', other: 'nya uppfyllda' }, en: { one: 'newly met', other: 'newly met' } },
  exempt: {
    sv: { one: 'nytt undantag', other: 'nya undantag' },
    en: { one: 'newly exempt', other: 'newly exempt' },
  },
  'not-measured': {
    sv: { one: 'inte längre mätt', other: 'inte längre mätta' },
    en: { one: 'no longer measured', other: 'no longer measured' },
  },
  imported: (records: string, source: string) => ({
    sv: `Inläst: ${records} ur ${source}`,
    en: `Imported: ${records} from ${source}`,
  }),
  records: { sv: { one: 'post', other: 'poster' }, en: { one: 'record', other: 'records' } },
};

/** "Nytt sedan igår": changed verdicts and imports. */
export function newsList(news: News, view: View): Html {
  const t = speak(words, view.lang);
  const changes = shownStatuses.flatMap((status) =>
    news.changes.filter((change) => change.status === status),
  );
  const items = [
    ...(news.startedAt === null
      ? changes.map(
          ({ control, title, status, count }) =>
            html`<span class="status ${status}">${statusShape(status)}${t[status](count)}</span>: <a href="${address(controlAddress(control), { status })}">${title[view.lang]}</a>`,
        )
      : [t.started(view.format.instant(news.startedAt))]),
    ...news.imports.map(
      ({ source, records, at }) => html`${t.imported(t.records(records), source)}, ${instant(at, view)}`,
    ),
  ];
  if (items.length === 0) return html`<p>${t.none}</p>`;
  return html`<ul class="news">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
