import type { ControlResult, ResultStatus } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { isStanding } from '#model/declaration/stage.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlanChange } from '#model/platform/plan-change.ts';
import type { CostPart, EnergyPlan } from '#model/platform/planned-cost.ts';
import { type Rendering, resourcesOf } from '#model/platform/rendering.ts';
import { type Fall, whatFallsWith } from '#model/platform/what-falls.ts';
import { comparePlans } from '#stacks/plan/changes/compare-plans.ts';

/** What a check knows of one revision. */
export interface CheckedRevision {
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  readonly results: readonly ControlResult[];
  readonly renderings: readonly Rendering[];
}

/** A result that is another than before; null where there was, or is, none. */
export interface ResultChange {
  readonly result: ControlResult;
  readonly before: ResultStatus | null;
  readonly after: ResultStatus | null;
}

/** Amounts before and after, in öre a year. */
export interface AmountChange {
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

/** Resources of one stack that the engine would be asked for anew, otherwise or no longer. */
export interface StackChange {
  readonly stack: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** The five differences between two revisions of a declaration. */
export interface Comparison {
  readonly configuration: {
    readonly changes: readonly PlanChange[];
    readonly stacks: readonly StackChange[];
  };
  readonly controls: readonly ResultChange[];
  readonly cost: {
    readonly standing: AmountChange;
    readonly upcoming: AmountChange;
    /** Services and municipalities whose amount differs. */
    readonly services: readonly AmountChange[];
    readonly consumers: readonly AmountChange[];
  };
  readonly energy: { readonly before: EnergyPlan; readonly after: EnergyPlan };
  /** What may notice the change: services whose platform changes and those that stand on them, as they are today. */
  readonly affected: { readonly services: readonly string[]; readonly fall: Fall };
}

/** Compares a revision with an earlier one. */
export function compareChecks(before: CheckedRevision, after: CheckedRevision): Comparison {
  const changes = comparePlans(before, after);
  return {
    configuration: { changes, stacks: compareStacks(before.renderings, after.renderings) },
    controls: compareResults(before.results, after.results),
    cost: {
      standing: amounts('standing', before.plan.cost.standing, after.plan.cost.standing),
      upcoming: amounts('upcoming', before.plan.cost.upcoming, after.plan.cost.upcoming),
      services: compareAmounts(
        before.plan.cost.services.map(({ service, orePerYear }) => ({ id: service, orePerYear })),
        after.plan.cost.services.map(({ service, orePerYear }) => ({ id: service, orePerYear })),
      ),
      consumers: compareAmounts(consumersOf(before.plan), consumersOf(after.plan)),
    },
    energy: { before: before.plan.energy, after: after.plan.energy },
    affected: affectedBy(before.declaration, changes),
  };
}

function compareStacks(before: readonly Rendering[], after: readonly Rendering[]): readonly StackChange[] {
  const stacks = new Set([...before, ...after].filter(({ asIf }) => !asIf).map(({ stack }) => stack));
  return [...stacks].sort().flatMap((stack) => {
    const older = bodiesOf(before, stack);
    const newer = bodiesOf(after, stack);
    const change = {
      stack,
      added: [...newer.keys()].filter((name) => !older.has(name)),
      changed: [...newer]
        .filter(([name, body]) => older.has(name) && older.get(name) !== body)
        .map(([name]) => name),
      removed: [...older.keys()].filter((name) => !newer.has(name)),
    };
    const isSame = change.added.length + change.changed.length + change.removed.length === 0;
    return isSame ? [] : [change];
  });
}

function bodiesOf(renderings: readonly Rendering[], stack: string): ReadonlyMap<string, string> {
  return new Map(
    renderings
      .filter((rendering) => rendering.stack === stack && !rendering.asIf)
      .flatMap(resourcesOf)
      .map((resource) => [resource.name, JSON.stringify(resource)]),
  );
}

function compareResults(
  before: readonly ControlResult[],
  after: readonly ControlResult[],
): readonly ResultChange[] {
  const keyOf = ({ control, subject }: ControlResult) => `${control} ${subject.kind}:${subject.id}`;
  const older = new Map(before.map((result) => [keyOf(result), result]));
  const newer = new Map(after.map((result) => [keyOf(result), result]));
  return [...new Set([...older.keys(), ...newer.keys()])].sort().flatMap((key): readonly ResultChange[] => {
    const was = older.get(key);
    const is = newer.get(key);
    const result = is ?? was;
    if (result === undefined || was?.status === is?.status) return [];
    return [{ result, before: was?.status ?? null, after: is?.status ?? null }];
  });
}

interface Amount {
  readonly orePerYear: number;
}

function amounts(id: string, before: Amount, after: Amount): AmountChange {
  return { id, before: before.orePerYear, after: after.orePerYear };
}

function consumersOf({ cost }: PlatformPlan): readonly CostPart[] {
  return [...cost.standing.byConsumer, ...cost.upcoming.byConsumer];
}

function compareAmounts(before: readonly CostPart[], after: readonly CostPart[]): readonly AmountChange[] {
  const sumOf = (parts: readonly CostPart[], id: string) =>
    parts.filter((part) => part.id === id).reduce((sum, { orePerYear }) => sum + orePerYear, 0);
  const ids = new Set([...before, ...after].map(({ id }) => id));
  return [...ids]
    .sort()
    .map((id) => ({ id, before: sumOf(before, id), after: sumOf(after, id) }))
    .filter((amount) => amount.before !== amount.after);
}

/** Parts whose change nobody notices who uses the service. */
const unnoticed: ReadonlySet<PlanChange['part']> = new Set(['service', 'monitoring']);

function affectedBy(declaration: Declaration, changes: readonly PlanChange[]): Comparison['affected'] {
  const standing = new Set(declaration.services.filter(isStanding).map(({ id }) => id));
  const touched = changes.filter(({ part }) => !unnoticed.has(part)).flatMap(({ services }) => services);
  const services = [...new Set(touched)].filter((id) => standing.has(id)).sort();
  return { services, fall: whatFallsWith(declaration, services) };
}
