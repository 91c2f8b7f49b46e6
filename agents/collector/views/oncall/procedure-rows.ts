import type { ApplicableProcedure } from '../../figures/procedures-for.ts';
import { address, procedureAddress } from '../address.ts';
import { type Html, html, join } from '../html.ts';
import type { View } from '../view.ts';

/** Procedures as rows that lead to their form, what is known filled in, with the command that plans a run. */
export function procedureRows(procedures: readonly ApplicableProcedure[], { lang }: View): Html {
  return html`<ul>${procedures.map(
    ({ procedure, filled, command }) =>
      html`<li><a class="link" href="${address(procedureAddress(procedure.id), filled)}">${procedure.title[lang]}</a><code class="command">${join(command.split(' ').map((word) => html`<span>${word}</span>`))}</code></li>`,
  )}</ul>`;
}
