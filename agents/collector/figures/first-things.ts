import type { Declaration } from '#model/declaration/declaration.ts';
import { prioritise } from '#policies/prioritise.ts';
import { classOfServices } from '#policies/subject-class.ts';
import type { AlikeFindings, StoredResult } from '../store/store.ts';

/** Devices that carry services, by id: the services' ids. */
export type CarriedServices = ReadonlyMap<string, readonly string[]>;

/** One thing to do: a finding, and how many more devices have one of the same control and severity. */
export interface FirstThing {
  readonly result: StoredResult;
  readonly alike: number;
}

/**
 * The findings that weigh most, heaviest first. Devices without services that have a finding of the same
 * control and severity are one thing to do, since the remedy is the same and a list of ten names tells nothing
 * of the other ninety.
 *
 * @param findings each a thing of its own: on services, and on devices that carry one
 * @param alike on all other devices
 */
export function firstThings(
  findings: readonly StoredResult[],
  alike: readonly AlikeFindings[],
  declaration: Declaration,
  carried: CarriedServices,
  now: Date,
  limit: number,
): readonly FirstThing[] {
  const more = new Map(alike.map(({ oldest, count }) => [oldest, count - 1]));
  const things = [...findings, ...more.keys()].map((result) => ({ ...result, alike: more.get(result) ?? 0 }));
  return prioritise(
    things,
    {
      now,
      classOf: ({ subject }) =>
        classOfServices(
          subject.kind === 'service' ? [subject.id] : (carried.get(subject.id) ?? []),
          declaration,
        ),
      since: ({ since }) => since,
    },
    limit,
  ).map(({ alike: count, weight: _, ...result }) => ({ result, alike: count }));
}
