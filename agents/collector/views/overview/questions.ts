import type { FourAnswers } from '../../figures/four-questions.ts';
import { type Content, type Html, html } from '../html.ts';
import { statusMark } from '../parts/status.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  label: { sv: 'De fyra frågorna', en: 'The four questions' },
  strategy: { sv: 'Följs strategin?', en: 'Is the strategy followed?' },
  strategyAnswer: (met: Value, all: Value) => ({
    sv: `${met} av ${all} tjänster`,
    en: `${met} of ${all} services`,
  }),
  strategyWhy: (controls: Value) => ({
    sv: `uppfyller alla ${controls} kontroller ur strategin, servrarna inräknade`,
    en: `meet all ${controls} controls from the strategy, their servers included`,
  }),
  strategyNone: {
    sv: 'Ingen tjänst är prövad mot kontrollerna som kommer ur strategin.',
    en: 'No service has been judged by the controls that come from the strategy.',
  },
  actions: { sv: 'Är beslutade åtgärder genomförda?', en: 'Are decided actions carried out?' },
  of: (part: Value, whole: Value) => ({ sv: `${part} av ${whole}`, en: `${part} of ${whole}` }),
  onTime: { sv: 'Ingen åtgärd är försenad', en: 'No action is late' },
  late: {
    sv: { one: 'försenad åtgärd', other: 'försenade åtgärder' },
    en: { one: 'late action', other: 'late actions' },
  },
  actionsNone: {
    sv: 'Inga beslutade åtgärder står i goals.yaml.',
    en: 'No decided actions stand in goals.yaml.',
  },
  goals: { sv: 'Nås målen?', en: 'Are the goals reached?' },
  goalsWhy: (year: string, missed: Value) => ({
    sv: `målen för ${year}; ${missed} nås inte`,
    en: `the goals of ${year}; ${missed} not reached`,
  }),
  goalsUnmeasured: (count: Value, year: string) => ({
    sv: `Av målen för ${year} (${count}) har inget ett utfall i goals.yaml.`,
    en: `Of the goals of ${year} (${count}) none has an outcome in goals.yaml.`,
  }),
  andUnmeasured: (count: Value) => ({ sv: `${count} är ej mätta`, en: `${count} not measured` }),
  goalsNone: { sv: 'Inga mål står i goals.yaml.', en: 'No goals stand in goals.yaml.' },
  rules: { sv: 'Följs reglerna?', en: 'Are the rules followed?' },
  rulesAnswer: (met: Value, all: Value) => ({
    sv: `${met} av ${all} kontroller`,
    en: `${met} of ${all} controls`,
  }),
  withFindings: {
    sv: { one: 'har avvikelser', other: 'har avvikelser' },
    en: { one: 'has findings', other: 'have findings' },
  },
  withExemptions: {
    sv: { one: 'har undantag', other: 'har undantag' },
    en: { one: 'has exemptions', other: 'have exemptions' },
  },
  unmeasured: {
    sv: { one: 'är ej mätt', other: 'är ej mätta' },
    en: { one: 'is not measured', other: 'are not measured' },
  },
  rulesNone: {
    sv: 'Inga kontroller har körts än.',
    en: 'No controls have been run yet.',
  },
  allMet: { sv: 'Alla är uppfyllda', en: 'All are met' },
  newFindings: {
    sv: { one: 'ny avvikelse senaste dygnet', other: 'nya avvikelser senaste dygnet' },
    en: { one: 'new finding in the last day', other: 'new findings in the last day' },
  },
  noNews: { sv: 'Inga nya avvikelser senaste dygnet', en: 'No new findings in the last day' },
};

/** What came new in the last day, or null where nothing is older than a day and all would be new. */
export interface Trend {
  readonly newFindings: number;
  readonly newStrategyFindings: number;
}

/** The four questions of the follow-up, each a sentence with an answer, a number and what lies behind it. */
export function questionStrip(answers: FourAnswers, trend: Trend | null, view: View): Html {
  const t = speak(words, view.lang);
  return html`<section class="questions" aria-label="${t.label}">
${strategy(answers, trend, view)}
${actions(answers, view)}
${goals(answers, view)}
${rules(answers, trend, view)}
</section>`;
}

function strategy({ strategy: answer }: FourAnswers, trend: Trend | null, view: View): Html {
  const t = speak(words, view.lang);
  if (answer === null) return unanswered(t.strategy, t.strategyNone, view);
  const { services } = answer;
  const all = services.met + services.finding + services.exempt + services['not-measured'];
  return question(
    t.strategy,
    html`<a href="/tjanster">${t.strategyAnswer(services.met, all)}</a>`,
    t.strategyWhy(answer.controls),
    trend !== null && (trend.newStrategyFindings > 0 ? t.newFindings(trend.newStrategyFindings) : t.noNews),
  );
}

function actions({ actions: answer }: FourAnswers, view: View): Html {
  const t = speak(words, view.lang);
  if (answer === null) return unanswered(t.actions, t.actionsNone, view);
  const late = answer.late.length;
  return question(
    t.actions,
    html`<a href="#atgarder">${t.of(answer.done, answer.total)}</a>`,
    late === 0 ? t.onTime : `${t.late(late)}: ${answer.late.map(({ title }) => title).join(', ')}`,
    null,
  );
}

function goals({ goals: answer }: FourAnswers, view: View): Html {
  const t = speak(words, view.lang);
  if (answer === null) return unanswered(t.goals, t.goalsNone, view);
  const total = answer.reached + answer.missed + answer.notMeasured;
  const year = String(answer.year);
  if (answer.notMeasured === total) {
    return unanswered(t.goals, html`<a href="#mal">${t.goalsUnmeasured(total, year)}</a>`, view);
  }
  const unmeasured = answer.notMeasured > 0 ? `, ${t.andUnmeasured(answer.notMeasured)}` : '';
  return question(
    t.goals,
    html`<a href="#mal">${t.of(answer.reached, total)}</a>`,
    `${t.goalsWhy(year, answer.missed)}${unmeasured}`,
    null,
  );
}

function rules({ rules: answer }: FourAnswers, trend: Trend | null, view: View): Html {
  const t = speak(words, view.lang);
  if (answer === null) return unanswered(t.rules, t.rulesNone, view);
  const { met, finding, exempt, 'not-measured': unmeasured } = answer.controls;
  const rest = [
    finding > 0 && t.withFindings(finding),
    exempt > 0 && t.withExemptions(exempt),
    unmeasured > 0 && t.unmeasured(unmeasured),
  ].filter((part) => part !== false);
  return question(
    t.rules,
    html`<a href="/kontroller">${t.rulesAnswer(met, met + finding + exempt + unmeasured)}</a>`,
    rest.length === 0 ? t.allMet : rest.join(', '),
    trend !== null && (trend.newFindings > 0 ? t.newFindings(trend.newFindings) : t.noNews),
  );
}

function question(asked: string, answer: Content, why: Content, trend: Content): Html {
  return html`<div class="question"><h2>${asked}</h2><p class="answer">${answer}</p><p class="why">${why}</p>${trend !== null && trend !== false && html`<p class="trend">${trend}</p>`}</div>`;
}

function unanswered(asked: string, why: Content, { lang }: View): Html {
  return question(asked, statusMark('not-measured', lang), why, null);
}
