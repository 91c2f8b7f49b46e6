import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { ResultStatus } from '#model/controls/result.ts';
import { dayMs } from '#policies/calendar.ts';
import { searchText } from '../identity/describe-device.ts';
import type { Database } from './database.ts';
import { deviceRowColumns, toDeviceRow } from './device-rows.ts';
import type { DeviceCounts, DevicePage, DeviceQuery, DeviceSortKey, FacetValue, Scope } from './store.ts';
import type { Tables } from './tables.ts';

type Where = ExpressionBuilder<Tables, 'devices'>;

const sortColumns = {
  name: 'name',
  kind: 'kind',
  unit: 'unit',
  operatingSystem: 'operating_system',
  lastSeenAt: 'last_seen_at',
  findings: 'findings',
} as const satisfies Record<DeviceSortKey, keyof Tables['devices']>;

const statusColumns = {
  finding: 'findings',
  'not-measured': 'not_measured',
  exempt: 'exempt',
  met: 'met',
} as const satisfies Record<ResultStatus, keyof Tables['devices']>;

/** Most rows of a page. */
const largestPage = 1000;

/** One page of the devices that fit, in Swedish order of names where the sorted values are equal. */
export async function listDevices(
  db: Database,
  scope: Scope,
  query: DeviceQuery,
  now: Date,
): Promise<DevicePage> {
  const size = Math.max(1, Math.min(query.pageSize, largestPage));
  const direction = query.descending ? 'desc' : 'asc';
  const inScope = db.selectFrom('devices').where(inTenants(scope));
  const fitting = inScope.where((where) => where.and(conditions(where, query, now)));
  // Names are never null, and said so plainly the index on them gives the order.
  const ordered =
    query.sort === 'name'
      ? fitting.orderBy('name', direction).orderBy('id', direction)
      : fitting
          .orderBy(sortColumns[query.sort], (order) => order[direction]().nullsLast())
          .orderBy('name')
          .orderBy('id');
  const [rows, counted] = await Promise.all([
    ordered
      .select(deviceRowColumns)
      .limit(size)
      .offset((Math.max(1, query.page) - 1) * size)
      .execute(),
    fitting.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(toDeviceRow), total: counted.count };
}

/** One tenant is said as one: with a list of them PostgreSQL does not take the order from the index. */
function inTenants({ tenants }: Scope) {
  const [only] = tenants;
  return tenants.length === 1 ? sql<SqlBool>`tenant = ${only}` : sql<SqlBool>`tenant = any(${tenants})`;
}

function conditions(where: Where, query: DeviceQuery, now: Date) {
  const all: ReturnType<Where>[] = [];
  const add = (condition: unknown): void => void all.push(condition as ReturnType<Where>);
  const words = query.text === null ? [] : searchText([query.text.trim()]).split(/\s+/);
  for (const word of words) if (word !== '') add(sql<SqlBool>`position(${word} in devices.search) > 0`);
  if (query.kind !== null) add(where('kind', '=', query.kind));
  if (query.unit !== null) add(where('unit', '=', query.unit));
  if (query.operatingSystem !== null) add(where('operating_system', '=', query.operatingSystem));
  if (query.knownBy === 'agent') add(where('enrolled_at', 'is not', null));
  if (query.knownBy === 'import') add(where('is_imported', '=', true));
  if (query.knownBy === 'declaration') add(where('declared_as', 'is not', null));
  if (query.status !== null) add(where(statusColumns[query.status], '>', 0));
  if (query.service !== null) add(sql<SqlBool>`${query.service} = any(devices.service_ids)`);
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * dayMs);
  if (query.seen === 'day') add(where('last_seen_at', '>=', daysAgo(1)));
  if (query.seen === 'fortnight') add(where('last_seen_at', '>=', daysAgo(14)));
  if (query.seen === 'longer') add(where('last_seen_at', '<', daysAgo(14)));
  if (query.seen === 'never') add(where('last_seen_at', 'is', null));
  return all;
}

interface FacetRow {
  readonly facet: 'kind' | 'unit' | 'operatingSystem' | 'all';
  readonly value: string | null;
  readonly count: number;
}

/** The values to choose from and how many devices have each, in one pass over the scope. */
export async function countDevices(db: Database, scope: Scope): Promise<DeviceCounts> {
  const { rows } = await sql<FacetRow>`
    SELECT CASE WHEN grouping(kind) = 0 THEN 'kind' WHEN grouping(unit) = 0 THEN 'unit'
                WHEN grouping(operating_system) = 0 THEN 'operatingSystem' ELSE 'all' END AS facet,
           coalesce(kind, unit, operating_system) AS value, count(*)::int AS count
      FROM devices WHERE tenant = ANY(${scope.tenants})
     GROUP BY GROUPING SETS ((kind), (unit), (operating_system), ())
     ORDER BY count DESC, coalesce(kind, unit, operating_system) COLLATE swedish`.execute(db);
  const facet = (name: FacetRow['facet']): readonly FacetValue[] =>
    rows.flatMap((row) =>
      row.facet === name && row.value !== null ? [{ value: row.value, count: row.count }] : [],
    );
  return {
    all: rows.find((row) => row.facet === 'all')?.count ?? 0,
    facets: { kind: facet('kind'), unit: facet('unit'), operatingSystem: facet('operatingSystem') },
  };
}
