import type { Meaning, MeaningDifference } from '#model/platform/meaning.ts';
import type { ComponentKind, Unsupported } from '#model/platform/rendering.ts';
import { canonicalJson } from '#model/report/canonical-json.ts';

/** The component kind that each part of a meaning comes from. */
const kinds: Readonly<Record<keyof Meaning, ComponentKind>> = {
  zones: 'Zone',
  flows: 'Flow',
  servers: 'ServerGroup',
  disks: 'DataDisk',
  databases: 'Database',
  names: 'Name',
  certificates: 'Certificate',
  eServices: 'EService',
  backups: 'BackupPlan',
  monitoring: 'Monitoring',
  maintenance: 'MaintenanceWindow',
  guardrails: 'Guardrail',
};
const parts = Object.keys(kinds) as readonly (keyof Meaning)[];

/** Fields where more than asked for is right: a target may only have larger sizes. */
const atLeast: ReadonlySet<string> = new Set(['vcpus', 'memoryGib', 'storageGib']);

/** Fields that not every target has: null says nothing there. */
const inexpressible: ReadonlySet<string> = new Set(['vlan']);

type Part = Meaning[keyof Meaning][number];

/**
 * Where resources do not mean what is planned. A field that the target cannot express says nothing;
 * what the target has said it does not support is not held against it.
 */
export function compareMeanings(
  planned: Meaning,
  found: Meaning,
  unsupported: readonly Unsupported[],
): readonly MeaningDifference[] {
  const excused = new Set(unsupported.map(({ kind, key }) => `${kind} ${key}`));
  return parts.flatMap((part) =>
    compareParts(part, planned[part], found[part]).filter(({ key }) => !excused.has(`${kinds[part]} ${key}`)),
  );
}

function compareParts(
  part: keyof Meaning,
  planned: readonly Part[],
  found: readonly Part[],
): readonly MeaningDifference[] {
  const foundByKey = Map.groupBy(found, ({ key }) => key);
  const plannedKeys = new Set(planned.map(({ key }) => key));
  const whole = (kind: 'missing' | 'extra', { key, resources }: Part): MeaningDifference => {
    return { part, key, kind, field: null, expected: null, found: null, resources };
  };
  return [
    ...planned.flatMap((one) => {
      const same = foundByKey.get(one.key) ?? [];
      return same.length === 0
        ? [whole('missing', one)]
        : same.flatMap((other) => compareFields(part, one, other));
    }),
    ...found.filter(({ key }) => !plannedKeys.has(key)).map((one) => whole('extra', one)),
  ];
}

function compareFields(part: keyof Meaning, planned: Part, found: Part): readonly MeaningDifference[] {
  const other: Readonly<Record<string, unknown>> = { ...found };
  return Object.entries(planned).flatMap(([field, expected]) => {
    const value = other[field];
    const isSilent = value === null && inexpressible.has(field);
    if (field === 'key' || field === 'resources' || isSilent || isSame(field, expected, value)) {
      return [];
    }
    return [
      {
        part,
        key: planned.key,
        kind: 'changed' as const,
        field,
        expected: JSON.stringify(expected),
        found: value === undefined ? null : JSON.stringify(value),
        resources: found.resources,
      },
    ];
  });
}

function isSame(field: string, expected: unknown, found: unknown): boolean {
  if (atLeast.has(field))
    return typeof expected === 'number' && typeof found === 'number' && found >= expected;
  return expected === found || canonicalJson(sorted(expected)) === canonicalJson(sorted(found));
}

/** Lists of what has no order, in one. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(canonicalJson).sort() : value;
}
