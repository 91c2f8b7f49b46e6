import type { WorkOrder } from '#model/platform/work-order.ts';
import type { WorkQuery } from '../../figures/work.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { type WorkTargets, workList } from './work-list.ts';
import { workOrderAddress } from './work-query.ts';
import { workCounts } from './work-status.ts';

const words = {
  show: (site: string) => ({
    sv: `Visa i arbetsordern för ${site}`,
    en: `Show in the work order for ${site}`,
  }),
  deviating: { sv: 'Det som avviker', en: 'What deviates' },
};

/** What people set for a service or on a server: counted by state for each site, and what deviates one by one. */
export function workSummary(
  orders: readonly WorkOrder[],
  query: Partial<WorkQuery>,
  targets: WorkTargets,
  view: View,
): Html {
  const t = speak(words, view.lang);
  return html`${orders.map(({ site, items }) => {
    const deviating = items.filter(({ last }) => last.status === 'deviates');
    return html`<p class="summary">${workCounts(items, view, (status) => workOrderAddress(site.id, { ...query, status }))} <a href="${workOrderAddress(site.id, query)}">${t.show(site.name)}</a></p>
${deviating.length > 0 && html`<h3 class="spaced">${t.deviating}</h3>${workList(deviating, targets, view)}`}`;
  })}`;
}
