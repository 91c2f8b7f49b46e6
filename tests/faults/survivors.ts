import type { Outcome } from './fault.ts';

/** Faults that nothing notices offline, and why. */
const reasons: readonly (readonly [where: Outcome['where'], name: RegExp, reason: string])[] = [];

/** Why nothing notices a fault; null where nobody has said. */
export function reasonFor({ where, name }: Pick<Outcome, 'where' | 'name'>): string | null {
  return reasons.find(([place, pattern]) => place === where && pattern.test(name))?.[2] ?? null;
}
