import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { RunRow } from '../../store/store.ts';
import { runAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** What a procedure is called; its id where the catalogue does not have it. */
export function procedureTitle(
  id: string,
  procedures: readonly ProcedureSummary[],
  { lang }: Pick<View, 'lang'>,
): string {
  return procedures.find((procedure) => procedure.id === id)?.title[lang] ?? id;
}

/** A run by what it does, with a link to it, and below that its id and ticket. */
export function runName(
  { run, procedure, ticket }: Pick<RunRow, 'run' | 'procedure' | 'ticket'>,
  procedures: readonly ProcedureSummary[],
  view: View,
): Html {
  return html`<a href="${runAddress(run)}">${procedureTitle(procedure, procedures, view)}</a><span class="under">${run}${ticket !== null && html`, ${ticket}`}</span>`;
}
