import { locate, locateTexts } from './paths.ts';
import { type Contradiction, isDay, itemsAt, type Rule, repeated } from './rule.ts';

/** Rules between fields of `grundval.yaml`. */
export const organisationRules: readonly Rule[] = [
  { kind: 'grundval', check: checkMunicipalities },
  { kind: 'grundval', check: checkShares },
  { kind: 'grundval', check: checkTenants },
  { kind: 'grundval', check: checkProduction },
  { kind: 'grundval', check: checkFailureDomains },
  { kind: 'grundval', check: checkEnergyTarget },
  { kind: 'grundval', check: checkFreezes },
  { kind: 'grundval', check: checkBastions },
];

function checkMunicipalities(value: unknown): readonly Contradiction[] {
  const [list] = locate(value, ['municipalities']);
  if (!Array.isArray(list?.value) || list.value.length === 0) return [];
  const kind = kindOf(value);
  const { path, value: municipalities } = list;
  if (kind === 'municipality' && municipalities.length > 1)
    return [
      { path, found: `${municipalities.length} municipalities`, expected: 'one, or `kind: joint-body`' },
    ];
  if (kind === 'joint-body' && municipalities.length === 1)
    return [{ path, found: '1 municipality', expected: 'several, or `kind: municipality`' }];
  return [];
}

function checkShares(value: unknown): readonly Contradiction[] {
  if (kindOf(value) !== 'joint-body') return [];
  const municipalities = itemsAt(value, ['municipalities', '*']);
  const missing = municipalities.filter(({ fields: { sharePercent } }) => sharePercent === undefined);
  if (missing.length > 0) {
    return missing.map(({ path }) => ({
      path,
      found: 'no `sharePercent`',
      expected: 'the share of joint costs in per cent',
    }));
  }
  const shares = municipalities.map(({ fields: { sharePercent } }) => sharePercent);
  if (!shares.every((share) => typeof share === 'number') || shares.length === 0) return [];
  const sum = shares.reduce((total, share) => total + share, 0);
  return Math.abs(sum - 100) < 0.005
    ? []
    : [
        {
          path: ['municipalities'],
          found: `shares that add up to ${Number(sum.toFixed(2))} per cent`,
          expected: '100 per cent over the municipalities of a joint body',
        },
      ];
}

/** Organisation and municipalities are tenants by id, so a joint body cannot share one with a member. */
function checkTenants(value: unknown): readonly Contradiction[] {
  const id = locateTexts(value, ['organisation', 'id'])[0]?.value;
  if (kindOf(value) !== 'joint-body' || id === undefined) return [];
  return locateTexts(value, ['municipalities', '*', 'id'])
    .filter((municipality) => municipality.value === id)
    .map(({ path }) => ({ path, found: `"${id}", the id of the joint body`, expected: 'an id of its own' }));
}

/** Without a production environment nothing is what people use, and nothing is judged as that. */
function checkProduction(value: unknown): readonly Contradiction[] {
  const environments = itemsAt(value, ['environments', '*']);
  const isStated = environments.every(({ fields }) => typeof fields.production === 'boolean');
  if (
    environments.length === 0 ||
    !isStated ||
    environments.some(({ fields }) => fields.production === true)
  ) {
    return [];
  }
  return [
    { path: ['environments'], found: 'no environment with `production: true`', expected: 'one at least' },
  ];
}

function checkFailureDomains(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['platformSites', '*']).flatMap(({ path, fields }) =>
    repeated(fields, ['failureDomains', '*'], 'failure domain of a site').map((domain) => ({
      ...domain,
      path: [...path, ...domain.path],
    })),
  );
}

function checkEnergyTarget(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['energyTarget']).flatMap(({ path, fields: { baselineYear, targetYear } }) =>
    typeof baselineYear === 'number' && typeof targetYear === 'number' && targetYear <= baselineYear
      ? [
          {
            path: [...path, 'targetYear'],
            found: String(targetYear),
            expected: `a year after ${baselineYear}`,
          },
        ]
      : [],
  );
}

function checkFreezes(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['operations', 'freezes', '*']).flatMap(({ path, fields: { from, until } }) =>
    isDay(from) && isDay(until) && until < from
      ? [{ path: [...path, 'until'], found: until, expected: `${from} or a later day` }]
      : [],
  );
}

/** Servers of a site are reached in one way, and each bastion is declared before those that stand behind it. */
function checkBastions(value: unknown): readonly Contradiction[] {
  const bastions = itemsAt(value, ['operations', 'bastions', '*']);
  const before = new Set<unknown>();
  const late = bastions.flatMap(({ path, fields: { id, through } }) => {
    const isLate = bastions.some(({ fields }) => fields.id === through) && !before.has(through);
    before.add(id);
    return isLate
      ? [
          {
            path: [...path, 'through'],
            found: `"${String(through)}", which is not declared above`,
            expected: 'bastions from the outside in',
          },
        ]
      : [];
  });
  return [
    ...late,
    ...repeated(value, ['operations', 'bastions', '*', 'platformSites', '*'], 'site behind one bastion'),
    ...repeated(value, ['operations', 'hostKeys', '*', 'device'], 'device of hostKeys'),
  ];
}

function kindOf(value: unknown): string | undefined {
  return locateTexts(value, ['organisation', 'kind'])[0]?.value;
}
