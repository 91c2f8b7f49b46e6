import type { ContextPart, Control } from '#policies/control.ts';

/** Parts of what controls read that the collector never has: resources are rendered by a check, and runs leave no evidence yet. */
const neverHere: readonly ContextPart[] = ['resources', 'evidence'];

/** What a control would also judge but cannot here: it says less, and what it says holds. */
export function missingHere(
  { readsIfPresent = [] }: Pick<Control, 'readsIfPresent'>,
  hasPlan: boolean,
): readonly ContextPart[] {
  return readsIfPresent.filter((part) => neverHere.includes(part) || (part === 'plan' && !hasPlan));
}

/** What a control cannot do without and does not have here: then it judges nothing. */
export function lackingHere({ reads }: Pick<Control, 'reads'>, hasPlan: boolean): readonly ContextPart[] {
  return reads.filter((part) => neverHere.includes(part) || (part === 'plan' && !hasPlan));
}
