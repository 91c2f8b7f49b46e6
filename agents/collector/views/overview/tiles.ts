import type { Declaration } from '#model/declaration/declaration.ts';
import type { StatusCounts } from '../../figures/control-status.ts';
import type { DeclaredCost } from '../../figures/costs.ts';
import type { GoalsAnswer } from '../../figures/four-questions.ts';
import type { Standardisation } from '../../figures/standardisation.ts';
import type { Coverage } from '../../store/store.ts';
import { type Content, type Html, html } from '../html.ts';
import { statusBar, statusCounts, statusMark } from '../parts/status.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  control: { sv: 'Kontrollmiljö', en: 'Control environment' },
  results: (results: Value, controls: Value) => ({
    sv: `${results} bedömningar i ${controls} kontroller`,
    en: `${results} verdicts of ${controls} controls`,
  }),
  coverage: (reporting: Value, all: Value) => ({
    sv: `${reporting} av ${all} enheter rapporterar`,
    en: `${reporting} of ${all} devices report`,
  }),
  newest: (at: string) => ({ sv: `senast ${at}`, en: `newest ${at}` }),
  controlNone: {
    sv: 'Inga kontroller har körts än. De körs när deklarationen läses in och när en enhet rapporterar.',
    en: 'No controls have been run yet. They run when the declaration is read and when a device reports.',
  },
  cost: { sv: 'Kostnad', en: 'Cost' },
  millionPerYear: { sv: 'Mkr per år', en: 'MSEK a year' },
  ofBudget: (share: string, budget: string) => ({
    sv: `Deklarerat: ${share} av budgeten ${budget}`,
    en: `Declared: ${share} of the budget ${budget}`,
  }),
  noBudget: {
    sv: 'Deklarerat. Ingen budget står i prices.yaml.',
    en: 'Declared. No budget stands in prices.yaml.',
  },
  costCoverage: (covered: Value, all: Value) => ({
    sv: `${covered} av ${all} tjänster i bruk har kostnader`,
    en: `${covered} of ${all} services in use have costs`,
  }),
  illustrative: (count: Value) => ({
    sv: `${count} med exempelbelopp`,
    en: `${count} with made-up amounts`,
  }),
  outcome: {
    sv: 'Utfallet är ej mätt; ekonomisystemets export (SIE) kan inte läsas in än.',
    en: 'The outcome is not measured; the ledger export (SIE) cannot be imported yet.',
  },
  costNone: {
    sv: 'Ingen tjänst har kostnader. Fylls av costs i services/*.yaml.',
    en: 'No service has costs. Filled by costs in services/*.yaml.',
  },
  operations: { sv: 'Driftsäkerhet', en: 'Reliability' },
  operationsWhy: {
    sv: 'Tillgänglighet och oplanerade ändringar.',
    en: 'Availability and unplanned changes.',
  },
  operationsFill: (declared: Value, all: Value) => ({
    sv: `Fylls av tjänsternas egna kontroller (checks), som inte körs än. ${declared} av ${all} tjänster i bruk har deklarerat någon.`,
    en: `Filled by the services’ own checks, which are not run yet. ${declared} of ${all} services in use have declared one.`,
  }),
  benefit: { sv: 'Nytta', en: 'Benefit' },
  goalsReached: { sv: 'mål nås', en: 'goals reached' },
  benefitWhy: { sv: 'Måluppfyllelse och användarnas omdöme.', en: 'Goals reached and what users think.' },
  benefitFill: {
    sv: 'Fylls av utfall i goals.yaml. En användarundersökning (NKI) kan inte läsas in än.',
    en: 'Filled by outcomes in goals.yaml. A user survey cannot be imported yet.',
  },
  benefitRest: {
    sv: 'Användarnas omdöme är ej mätt; en undersökning (NKI) kan inte läsas in än.',
    en: 'What users think is not measured; a survey cannot be imported yet.',
  },
  standard: { sv: 'Standardisering', en: 'Standardisation' },
  onStandard: { sv: 'på godkänd standard', en: 'on approved standard' },
  systems: {
    sv: { one: 'operativsystem', other: 'operativsystem' },
    en: { one: 'operating system', other: 'operating systems' },
  },
  engines: {
    sv: { one: 'databashanterare', other: 'databashanterare' },
    en: { one: 'database engine', other: 'database engines' },
  },
  suppliers: {
    sv: { one: 'leverantör', other: 'leverantörer' },
    en: { one: 'supplier', other: 'suppliers' },
  },
  overlaps: {
    sv: { one: 'förmåga med fler än en tjänst', other: 'förmågor med fler än en tjänst' },
    en: { one: 'capability with more than one service', other: 'capabilities with more than one service' },
  },
  areas: (decided: Value, all: Value) => ({
    sv: `${decided} av ${all} gemensamma områden har beslutad standard`,
    en: `${decided} of ${all} common areas have a decided standard`,
  }),
  standardCoverage: (judged: Value, all: Value) => ({
    sv: `${judged} av ${all} tjänster i bruk har egna servrar att bedöma`,
    en: `${judged} of ${all} services in use have servers of their own to judge`,
  }),
  deviating: {
    sv: { one: 'avviker', other: 'avviker' },
    en: { one: 'deviates', other: 'deviate' },
  },
  standardNone: {
    sv: 'Ingen tjänst har servrar att bedöma. Fylls av servers i services/*.yaml.',
    en: 'No service has servers to judge. Filled by servers in services/*.yaml.',
  },
  green: { sv: 'Grön IT', en: 'Green IT' },
  greenWhy: { sv: 'Elanvändning i kWh mot målet.', en: 'Electricity in kWh against the target.' },
  target: (change: string, year: string, baseline: string) => ({
    sv: `Målet är ${change} till ${year} mot ${baseline}.`,
    en: `The target is ${change} by ${year} against ${baseline}.`,
  }),
  noTarget: {
    sv: 'Inget mål står i grundval.yaml (energyTarget).',
    en: 'No target stands in grundval.yaml (energyTarget).',
  },
  greenFill: {
    sv: 'Fylls av energimätning i agenten och elmätarnas export, som inte finns än.',
    en: 'Filled by energy measurement in the agent and meter exports, which do not exist yet.',
  },
};

/** What the six tiles are drawn from. */
export interface TileFigures {
  readonly results: StatusCounts;
  /** Controls with at least one verdict. */
  readonly controls: number;
  readonly coverage: Coverage;
  readonly cost: DeclaredCost | null;
  readonly goals: GoalsAnswer | null;
  readonly standardisation: Standardisation;
  /** Running services with a declared check of their own. */
  readonly checked: number;
  readonly energyTarget: Declaration['organisation']['energyTarget'];
}

/** Five tiles of the follow-up (RAG-32) and Grön IT. What has no data says so, and what would fill it. */
export function tiles(figures: TileFigures, view: View): Html {
  return html`<div class="tiles">
${controlTile(figures, view)}
${costTile(figures, view)}
${operationsTile(figures, view)}
${benefitTile(figures, view)}
${standardTile(figures, view)}
${greenTile(figures, view)}
</div>`;
}

function tile(title: string, body: Content, coverage: Content): Html {
  return html`<article class="tile"><h3>${title}</h3>${body}<p class="coverage">${coverage}</p></article>`;
}

function unmeasuredTile(title: string, why: Content, fill: Content, { lang }: View): Html {
  return tile(title, html`<p class="big">${statusMark('not-measured', lang)}</p><p>${why}</p>`, fill);
}

function controlTile({ results, controls, coverage }: TileFigures, view: View): Html {
  const t = speak(words, view.lang);
  const total = results.met + results.finding + results.exempt + results['not-measured'];
  if (total === 0) return unmeasuredTile(t.control, '', t.controlNone, view);
  const newest =
    coverage.newestReportAt === null
      ? ''
      : `, ${t.newest(view.format.recent(coverage.newestReportAt, view.now))}`;
  return tile(
    t.control,
    html`${statusBar(results, view)}${statusCounts(results, view, (status) => `/kontroller?status=${status}`)}`,
    html`<a href="/kontroller">${t.results(total, controls)}</a>; <a href="/enheter">${t.coverage(coverage.reporting, coverage.devices)}</a>${newest}.`,
  );
}

function costTile({ cost }: TileFigures, view: View): Html {
  const t = speak(words, view.lang);
  const { format } = view;
  if (cost === null) return unmeasuredTile(t.cost, t.costNone, t.outcome, view);
  const coverage = [
    t.costCoverage(cost.covered, cost.services),
    ...(cost.illustrative > 0 ? [t.illustrative(cost.illustrative)] : []),
  ].join(', ');
  const budget = cost.budgetSekPerYear;
  return tile(
    t.cost,
    html`<p class="big">${format.number(cost.sekPerYear / 1e6, 2)} <span class="unit">${t.millionPerYear}</span></p>
${budget === null ? html`<p>${t.noBudget}</p>` : html`${gauge(cost.sekPerYear / budget)}<p>${t.ofBudget(format.percent(cost.sekPerYear / budget), format.sek(budget))}</p>`}`,
    html`<a href="/tjanster?sortera=kostnad">${coverage}</a>. ${t.outcome}`,
  );
}

/** A bar from nothing to the larger of value and whole, with the whole marked by a dashed line. */
function gauge(share: number): Html {
  const scale = Math.max(share, 1) * 1.02;
  const width = Math.round((share / scale) * 10_000) / 100;
  const mark = Math.round((1 / scale) * 10_000) / 100;
  return html`<svg class="gauge" width="100%" height="16" aria-hidden="true"><rect class="track" x="0" y="2" width="100%" height="12"/><rect class="value" x="0" y="2" width="${width}%" height="12"/><line class="mark" x1="${mark}%" x2="${mark}%" y1="0" y2="16"/></svg>`;
}

function operationsTile({ checked, standardisation }: TileFigures, view: View): Html {
  const t = speak(words, view.lang);
  return unmeasuredTile(
    t.operations,
    t.operationsWhy,
    t.operationsFill(checked, standardisation.services),
    view,
  );
}

function benefitTile({ goals }: TileFigures, view: View): Html {
  const t = speak(words, view.lang);
  const total = goals === null ? 0 : goals.reached + goals.missed + goals.notMeasured;
  if (goals === null || goals.notMeasured === total) {
    return unmeasuredTile(t.benefit, t.benefitWhy, t.benefitFill, view);
  }
  return tile(
    t.benefit,
    html`<p class="big"><a href="#mal">${view.format.number(goals.reached)}</a> <span class="unit">/ ${view.format.number(total)} ${t.goalsReached}</span></p>`,
    t.benefitRest,
  );
}

function standardTile({ standardisation }: TileFigures, view: View): Html {
  const t = speak(words, view.lang);
  const { approved, judged, services, overlaps } = standardisation;
  if (judged === 0) return unmeasuredTile(t.standard, t.standardNone, t.areas(0, 0), view);
  const counted = [
    t.systems(standardisation.operatingSystems),
    t.engines(standardisation.databaseEngines),
    t.suppliers(standardisation.suppliers),
  ].join(', ');
  return tile(
    t.standard,
    html`<p class="big">${view.format.percent(approved / judged)} <span class="unit">${t.onStandard}</span></p>
<p>${counted}. ${t.areas(standardisation.areasDecided, standardisation.areas)}${overlaps.length > 0 && `, ${t.overlaps(overlaps.length)}`}.</p>`,
    html`${t.standardCoverage(judged, services)}; <a href="/tjanster?standard=deviating">${t.deviating(judged - approved)}</a>.`,
  );
}

function greenTile({ energyTarget }: TileFigures, view: View): Html {
  const t = speak(words, view.lang);
  const target =
    energyTarget === undefined
      ? t.noTarget
      : t.target(
          view.format.percent(energyTarget.changePercent / 100),
          String(energyTarget.targetYear),
          String(energyTarget.baselineYear),
        );
  return unmeasuredTile(t.green, html`${t.greenWhy} ${target}`, t.greenFill, view);
}
