import type { GoalsFile } from '#model/declaration/goals.ts';
import { goalOutcome, isLate } from '../../figures/four-questions.ts';
import type { Names } from '../../figures/names.ts';
import { type Content, type Html, html } from '../html.ts';
import { statusMark, statusShape } from '../parts/status.ts';
import { table } from '../parts/table.ts';
import { day } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  goals: { sv: 'Mål', en: 'Goals' },
  actions: { sv: 'Beslutade åtgärder', en: 'Decided actions' },
  goal: { sv: 'Mål', en: 'Goal' },
  year: { sv: 'År', en: 'Year' },
  target: { sv: 'Målvärde', en: 'Target' },
  outcome: { sv: 'Utfall', en: 'Outcome' },
  owner: { sv: 'Ansvarig', en: 'Owner' },
  atLeast: { sv: 'minst', en: 'at least' },
  atMost: { sv: 'högst', en: 'at most' },
  reached: { sv: 'Nås', en: 'Reached' },
  missed: { sv: 'Nås inte', en: 'Not reached' },
  action: { sv: 'Åtgärd', en: 'Action' },
  due: { sv: 'Klar senast', en: 'Due' },
  state: { sv: 'Läge', en: 'State' },
  effect: { sv: 'Väntad effekt', en: 'Expected effect' },
  done: { sv: 'Klar', en: 'Done' },
  late: { sv: 'Försenad', en: 'Late' },
  cancelled: { sv: 'Inställd', en: 'Cancelled' },
  going: { sv: 'Pågår', en: 'Under way' },
  noGoals: {
    sv: 'Inga mål. Skriv in dem under goals i goals.yaml.',
    en: 'No goals. Write them under goals in goals.yaml.',
  },
  noActions: {
    sv: 'Inga åtgärder. Skriv in dem under actions i goals.yaml.',
    en: 'No actions. Write them under actions in goals.yaml.',
  },
};

/** The year's goals and actions as they stand in the declaration: what two of the four questions rest on. */
export function goalsAndActions(
  { goals, actions }: GoalsFile,
  names: Names,
  today: string,
  view: View,
): Html {
  const t = speak(words, view.lang);
  return html`<section class="section"><h2 id="mal">${t.goals}</h2>
${table({
  id: 'mal-tabell',
  caption: t.goals,
  captionHeard: true,
  columns: [
    { head: t.goal, wide: true },
    { head: t.year, numeric: true },
    { head: t.target, numeric: true },
    { head: t.outcome, wide: true },
    { head: t.owner },
  ],
  rows: goals.map((goal) => [
    html`${goal.title}<span class="under">${goal.measure.what}</span>`,
    String(goal.year),
    html`${goal.measure.direction === 'at-least' ? t.atLeast : t.atMost} ${measured(goal.measure.target, goal.measure.unit, view)}`,
    outcome(goal, view),
    names.party(goal.owner),
  ]),
  empty: t.noGoals,
})}</section>
<section class="section"><h2 id="atgarder">${t.actions}</h2>
${table({
  id: 'atgarder-tabell',
  caption: t.actions,
  captionHeard: true,
  columns: [
    { head: t.action, wide: true },
    { head: t.state },
    { head: t.due, tight: true },
    { head: t.effect, wide: true },
    { head: t.owner },
  ],
  rows: [...actions]
    .sort((a, b) => (a.due < b.due ? -1 : 1))
    .map((action) => [
      action.title,
      actionState(action, today, view),
      day(action.due),
      action.outcome ?? action.expectedEffect,
      names.party(action.owner),
    ]),
  empty: t.noActions,
})}</section>`;
}

function outcome(goal: GoalsFile['goals'][number], view: View): Content {
  const t = speak(words, view.lang);
  const reached = goalOutcome(goal);
  const found = goal.measure.outcome;
  if (reached === null || found === undefined) return statusMark('not-measured', view.lang);
  const status = reached ? 'met' : 'finding';
  return html`<span class="status ${status}">${statusShape(status)}${reached ? t.reached : t.missed}</span> ${measured(found.value, goal.measure.unit, view)}<span class="under">${day(found.on)}, ${found.source}</span>`;
}

function measured(value: number, unit: string, { format }: View): string {
  return `${format.number(value, Number.isInteger(value) ? 0 : 1)}\u00a0${unit}`;
}

function actionState(action: GoalsFile['actions'][number], today: string, { lang }: View): Content {
  const t = speak(words, lang);
  if (action.cancelled !== undefined)
    return html`<span class="muted">${t.cancelled} ${day(action.cancelled.on)}</span>`;
  if (action.doneOn !== undefined && action.doneOn <= today)
    return html`<span class="status met">${statusShape('met')}${t.done}</span>`;
  if (isLate(action, today))
    return html`<span class="status finding">${statusShape('finding')}${t.late}</span>`;
  return t.going;
}
