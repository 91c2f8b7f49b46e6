import type { Outcome } from './fault.ts';

/** Faults that nothing notices offline, and why. */
const reasons: readonly (readonly [where: Outcome['where'], name: RegExp, reason: string])[] = [
  [
    'declaration',
    /^gold: /,
    'Only bought services have the level gold: nothing of ours is copied or spread by it, and what a supplier does is the supplier’s to prove.',
  ],
  [
    'declaration',
    /^silver: no redundancy$/,
    'A level without redundancy promises less, which is no fault; services of T3 are asked for it all the same (GV-29), and were found before.',
  ],
  [
    'declaration',
    /^(cgi|prosonagruppen): no way out$/,
    'Their products run on servers of ours; a plan for leaving is asked of what is bought as a service.',
  ],
  [
    'declaration',
    /: an image that is not approved$/,
    'The image is phased out until 2027-12-31 by standards.yaml, and allowed until then.',
  ],
];

/** Why nothing notices a fault; null where nobody has said. */
export function reasonFor({ where, name }: Pick<Outcome, 'where' | 'name'>): string | null {
  return reasons.find(([place, pattern]) => place === where && pattern.test(name))?.[2] ?? null;
}
