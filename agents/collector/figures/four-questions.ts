import type { ControlId } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { GoalsFile } from '#model/declaration/goals.ts';
import type { Control } from '#policies/control.ts';
import { countByStatus } from '#policies/count.ts';
import type { DeviceRow, StoredResult } from '../store/store.ts';
import { overallStatus, type StatusCounts } from './control-status.ts';
import { countByService } from './service-counts.ts';

type Action = GoalsFile['actions'][number];
type Goal = GoalsFile['goals'][number];

/** Is the strategy followed? Services judged by the controls that cite the strategy. */
export interface StrategyAnswer {
  /** Controls that cite the strategy. */
  readonly controls: number;
  /** Services by their overall status under those controls. */
  readonly services: StatusCounts;
}

/** Are decided actions carried out? Cancelled ones are told apart and not counted. */
export interface ActionsAnswer {
  readonly done: number;
  readonly total: number;
  readonly late: readonly Action[];
  readonly cancelled: number;
}

/** Are the goals reached? Goals of the newest year that has any. */
export interface GoalsAnswer {
  readonly year: number;
  readonly reached: number;
  readonly missed: number;
  readonly notMeasured: number;
}

/** Are the rules followed? Controls by their overall status. */
export interface RulesAnswer {
  readonly controls: StatusCounts;
}

/** Null = not measured: there is nothing to answer from. */
export interface FourAnswers {
  readonly strategy: StrategyAnswer | null;
  readonly actions: ActionsAnswer | null;
  readonly goals: GoalsAnswer | null;
  readonly rules: RulesAnswer | null;
}

/** What the controls have said. */
export interface Judged {
  readonly countsByControl: ReadonlyMap<ControlId, StatusCounts>;
  readonly serviceResults: readonly StoredResult[];
  /** Devices that carry services, with how they stand. */
  readonly carriers: readonly Pick<DeviceRow, 'serviceIds' | 'results'>[];
}

/** Answers the four questions of the follow-up from a declaration and the results of the controls. */
export function answerFourQuestions(
  declaration: Declaration,
  controls: readonly Control[],
  { countsByControl, serviceResults, carriers }: Judged,
  today: string,
): FourAnswers {
  return {
    strategy: answerStrategy(declaration, controls, serviceResults, carriers),
    actions: answerActions(declaration.goals.actions, today),
    goals: answerGoals(declaration.goals.goals, Number(today.slice(0, 4))),
    rules: answerRules(controls, countsByControl),
  };
}

/** The devices' own results count in full: every control that judges devices cites the strategy. */
function answerStrategy(
  declaration: Declaration,
  controls: readonly Control[],
  serviceResults: readonly StoredResult[],
  carriers: Judged['carriers'],
): StrategyAnswer | null {
  const strategic = new Set(
    controls.filter(({ sources }) => sources.some(({ kind }) => kind === 'strategy')).map(({ id }) => id),
  );
  const results = serviceResults.filter(({ control }) => strategic.has(control));
  if (results.length === 0) return null;
  const judged = new Set(results.map(({ subject }) => subject.id));
  const statuses = [...countByService(declaration, results, carriers)]
    .filter(([id]) => judged.has(id))
    .map(([, counts]) => ({ status: overallStatus(counts) }));
  return { controls: strategic.size, services: countByStatus(statuses) };
}

function answerActions(actions: readonly Action[], today: string): ActionsAnswer | null {
  const standing = actions.filter(({ cancelled }) => cancelled === undefined);
  if (standing.length === 0) return null;
  return {
    done: standing.filter(({ doneOn }) => doneOn !== undefined && doneOn <= today).length,
    total: standing.length,
    late: standing.filter((action) => isLate(action, today)),
    cancelled: actions.length - standing.length,
  };
}

/** An action that should be finished by now and is not. */
export function isLate({ due, doneOn, cancelled }: Action, today: string): boolean {
  return cancelled === undefined && (doneOn === undefined || doneOn > today) && due < today;
}

function answerGoals(goals: readonly Goal[], thisYear: number): GoalsAnswer | null {
  const years = goals.map(({ year }) => year).filter((year) => year <= thisYear);
  if (years.length === 0) return null;
  const year = Math.max(...years);
  const outcomes = goals.filter((goal) => goal.year === year).map(goalOutcome);
  const count = (wanted: boolean | null) => outcomes.filter((outcome) => outcome === wanted).length;
  return { year, reached: count(true), missed: count(false), notMeasured: count(null) };
}

/** Is a goal reached? Null where nobody has measured it. */
export function goalOutcome({ measure }: Goal): boolean | null {
  if (measure.outcome === undefined) return null;
  return measure.direction === 'at-least'
    ? measure.outcome.value >= measure.target
    : measure.outcome.value <= measure.target;
}

function answerRules(
  controls: readonly Control[],
  countsByControl: ReadonlyMap<ControlId, StatusCounts>,
): RulesAnswer | null {
  if (controls.length === 0 || countsByControl.size === 0) return null;
  return {
    controls: countByStatus(
      controls.map(({ id }) => {
        const counts = countsByControl.get(id);
        return { status: counts === undefined ? 'not-measured' : overallStatus(counts) };
      }),
    ),
  };
}
