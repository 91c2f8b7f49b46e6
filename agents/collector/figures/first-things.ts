import type { Declaration } from '#model/declaration/declaration.ts';
import { prioritise } from '#policies/prioritise.ts';
import { classOfService, type SubjectClass } from '#policies/subject-class.ts';
import type { StoredResult } from '../store/store.ts';

/** Devices that carry services, by id: the services' ids. */
export type CarriedServices = ReadonlyMap<string, readonly string[]>;

/** One thing to do: a finding, and how many more devices need the very same. */
export interface FirstThing {
  readonly result: StoredResult;
  readonly alike: number;
}

/**
 * The findings that weigh most, heaviest first. Devices without services that have the same finding are one
 * thing to do, since the remedy is the same and a list of ten names tells nothing of the other ninety.
 */
export function firstThings(
  findings: readonly StoredResult[],
  declaration: Declaration,
  carried: CarriedServices,
  now: Date,
  limit: number,
): readonly FirstThing[] {
  const weighed = prioritise(
    findings,
    {
      now,
      classOf: ({ subject }) =>
        classOfServices(
          subject.kind === 'service' ? [subject.id] : (carried.get(subject.id) ?? []),
          declaration,
        ),
      since: ({ since }) => since,
    },
    Number.POSITIVE_INFINITY,
  );
  const things = new Map<string, { result: StoredResult; alike: number }>();
  for (const result of weighed) {
    const { control, subject, severity } = result;
    const isAlone = subject.kind === 'service' || carried.has(subject.id);
    const key = isAlone ? `${control} ${subject.kind} ${subject.id}` : `${control} ${severity}`;
    const known = things.get(key);
    if (known === undefined) things.set(key, { result, alike: 0 });
    else known.alike += 1;
  }
  return [...things.values()].slice(0, limit);
}

function classOfServices(ids: readonly string[], { services }: Declaration): SubjectClass {
  const classes = ids.map((id) => {
    const service = services.find((one) => one.id === id);
    return service === undefined ? { level: null, complete: false } : classOfService(service);
  });
  const levels = classes.flatMap(({ level }) => level ?? []);
  return {
    level: levels.length === 0 ? null : Math.max(...levels),
    complete: classes.every(({ complete }) => complete),
  };
}
