import type { Selectable } from 'kysely';
import type { DeviceRow } from './store.ts';
import type { Tables } from './tables.ts';

/** Columns of `devices` that make a row of a list. */
export const deviceRowColumns = [
  'devices.id',
  'devices.tenant',
  'devices.name',
  'devices.kind',
  'devices.profile',
  'devices.unit',
  'devices.manufacturer',
  'devices.model',
  'devices.operating_system',
  'devices.last_seen_at',
  'devices.enrolled_at',
  'devices.is_imported',
  'devices.declared_as',
  'devices.service_ids',
  'devices.findings',
  'devices.not_measured',
  'devices.exempt',
  'devices.met',
] as const;

type Column = (typeof deviceRowColumns)[number] extends `devices.${infer Name}` ? Name : never;
type Columns = Pick<Selectable<Tables['devices']>, Column & keyof Tables['devices']>;

export function toDeviceRow(row: Columns): DeviceRow {
  return {
    id: row.id,
    tenant: row.tenant,
    name: row.name,
    kind: row.kind,
    profile: row.profile,
    unit: row.unit,
    manufacturer: row.manufacturer,
    model: row.model,
    operatingSystem: row.operating_system,
    lastSeenAt: row.last_seen_at,
    knownBy: [
      ...(row.enrolled_at === null ? [] : (['agent'] as const)),
      ...(row.is_imported ? (['import'] as const) : []),
      ...(row.declared_as === null ? [] : (['declaration'] as const)),
    ],
    declaredAs: row.declared_as,
    serviceIds: row.service_ids,
    results: {
      finding: row.findings,
      'not-measured': row.not_measured,
      exempt: row.exempt,
      met: row.met,
    },
  };
}
