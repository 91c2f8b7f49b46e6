import type { Declaration } from '#model/declaration/declaration.ts';
import { addDays, instantOf, type Slot } from './window.ts';

type Freeze = Declaration['organisation']['operations']['freezes'][number];

/** Freezes that touch a span of time and one of some services; what has no service is frozen with all. */
export function freezesWithin(
  freezes: readonly Freeze[],
  services: readonly (string | null)[],
  { opens, closes }: Slot,
): readonly Freeze[] {
  return freezes.filter((freeze) => {
    const isAbout =
      freeze.services.length === 0 ||
      services.some((service) => service !== null && freeze.services.includes(service));
    const { opens: from, closes: until } = slotOfFreeze(freeze);
    return isAbout && from < closes && opens < until;
  });
}

/** The freeze that holds now for one of the services; undefined where changes are allowed. */
export function freezeAt(
  freezes: readonly Freeze[],
  services: readonly (string | null)[],
  now: Date,
): Freeze | undefined {
  return freezesWithin(freezes, services, { opens: now, closes: new Date(now.getTime() + 1) })[0];
}

function slotOfFreeze({ from, until }: Freeze): Slot {
  return { opens: instantOf(from, '00:00'), closes: instantOf(addDays(until, 1), '00:00') };
}
