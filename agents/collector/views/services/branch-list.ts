import type { Names } from '../../figures/names.ts';
import type { ServiceBranch } from '../../figures/service-graph.ts';
import { serviceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';

/** Services as a nested list; one that stands above already is named and not opened again. */
export function branchList(tree: readonly ServiceBranch[], names: Names, above: string, isTop = false): Html {
  return html`<ul${isTop && html` class="tree"`}>${tree.map(
    ({ id, below, repeated }) =>
      html`<li><a href="${serviceAddress(id)}">${names.service(id)}</a>${repeated && html` <span class="muted small">(${above})</span>`}${below.length > 0 && branchList(below, names, above)}</li>`,
  )}</ul>`;
}
