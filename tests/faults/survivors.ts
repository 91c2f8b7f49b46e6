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
  [
    'kubernetes',
    /outside-mina-sidor--castor\.app--tcp-443--in: taken away$/,
    'Nothing closes: to the network the bought service is the internet, which another declared flow lets in on the same port.',
  ],
  [
    'kubernetes',
    /terminationGracePeriodSeconds/,
    'How long a guest gets to shut down is a choice of the rendering: either time is as right, and no service level says it.',
  ],
  [
    'kubernetes',
    /preferredDuringSchedulingIgnoredDuringExecution\.0\.weight/,
    'It is the only preference among its kind, so that any weight from 1 to 100 puts servers apart just as much.',
  ],
  [
    'azure',
    /template\.contentVersion /,
    'A number that Resource Manager hands on and reads nothing from: any says as much.',
  ],
  [
    'azure',
    /(requestTimeout|WebTest \S+: timeout) /,
    'How long an answer is waited for is a choice of the rendering within what Azure takes: no service level says it.',
  ],
  [
    'azure',
    /requestRoutingRules\.0\.priority /,
    'Each listener has a name and a port of its own, so that the order of the rules decides nothing.',
  ],
  [
    'azure',
    /RecordSet \S+: ttl /,
    'How long a name is remembered is a choice of the rendering: either is right.',
  ],
  [
    'azure',
    /taggingCriteria\.0\.taggingPriority /,
    'It is the only criterion of its rule, so that it is the first whatever its number.',
  ],
  [
    'azure',
    /tags\.every-wt-/,
    'What was asked for is 60 seconds, and Azure asks every 300 at the most: the same test comes of either note.',
  ],
];

/** Why nothing notices a fault; null where nobody has said. */
export function reasonFor({ where, name }: Pick<Outcome, 'where' | 'name'>): string | null {
  return reasons.find(([place, pattern]) => place === where && pattern.test(name))?.[2] ?? null;
}
