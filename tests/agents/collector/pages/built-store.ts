import type {
  Coverage,
  DeviceDetail,
  DeviceQuery,
  DeviceRow,
  ResultFilter,
  Store,
  StoredResult,
} from '#agents/collector/store/store.ts';
import { resultStatuses } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { sectionData } from '#model/report/section.ts';
import { countByStatus } from '#policies/count.ts';
import { planForSnapshot } from '#stacks/targets/plan-for-snapshot.ts';
import type { BuiltDevice } from './built-devices.ts';
import { type ReadPulseStore, readBuiltPulses } from './built-pulses.ts';
import type { BuiltRun } from './built-runs.ts';
import { type ReadRunStore, readBuiltRuns } from './read-built-runs.ts';

/** What pages read of a store. */
export type ReadStore = ReadPulseStore &
  ReadRunStore &
  Pick<
    Store,
    | 'readSnapshot'
    | 'countCoverage'
    | 'countResults'
    | 'listResults'
    | 'countChanges'
    | 'listAlikeFindings'
    | 'listImports'
    | 'listDevices'
    | 'countDevices'
    | 'readDevice'
    | 'readFleet'
    | 'listChanges'
    | 'saveDeviceLookUp'
  >;

export interface BuiltStoreOptions {
  /** False = the snapshot is from before there were plans. */
  readonly isPlanned?: boolean;
  readonly sources: Readonly<Record<string, string>>;
  readonly declaration: Declaration | null;
  readonly devices: readonly BuiltDevice[];
  readonly results: readonly StoredResult[];
  readonly runs?: readonly BuiltRun[];
  readonly now: Date;
}

const dayMs = 86_400_000;

/** A store in memory, over built devices and results, that answers as the one over PostgreSQL does. */
export function buildStore({
  declaration,
  sources,
  devices,
  results,
  runs = [],
  now,
  isPlanned = true,
}: BuiltStoreOptions): ReadStore {
  const planned = declaration === null || !isPlanned ? null : planForSnapshot(declaration);
  const rows = devices.map((built) => rowOf(built, results));
  const detailOf = (built: BuiltDevice): DeviceDetail => ({
    row: rowOf(built, results),
    device: built.device,
    site: built.site,
    role: built.role,
    serial: sectionData(built.device.sections.hardware)?.serial ?? null,
    agentVersion: built.device.enrolledAt === null ? null : '0.1.0',
    cost:
      built.device.enrolledAt === null
        ? null
        : {
            wallMs: 412,
            cpuMs: 187,
            maxRssBytes: 67 * 1024 ** 2,
            childrenCpuMs: 2103,
            childrenMaxRssBytes: 83 * 1024 ** 2,
          },
    identityConflicts: devices
      .filter(({ device }) => device.id === built.conflictWith)
      .map(({ device }) => ({ deviceId: device.id, name: device.name, signals: ['serial'] })),
    missedReports: 0,
  });
  return {
    ...readBuiltRuns(runs),
    ...readBuiltPulses(devices),
    readSnapshot: async () =>
      declaration === null
        ? null
        : {
            schemaVersion: 1,
            declaration,
            sources,
            ...(planned ?? { plan: null, workOrders: [] }),
            hash: '0'.repeat(64),
            takenAt: new Date(now.getTime() - 3 * 3_600_000),
            grundvalVersion: '0.1.0',
          },
    countCoverage: async () => coverageOf(devices, now),
    countResults: async () =>
      [...Map.groupBy(results, ({ control }) => control)].map(([control, list]) => ({
        control,
        counts: countByStatus(list),
        evaluatedAt: new Date(Math.max(...list.map(({ evaluatedAt }) => evaluatedAt.getTime()))),
      })),
    countChanges: async (_scope, after) =>
      [
        ...Map.groupBy(
          results.filter(({ since }) => since > after),
          ({ control, status, subject }) => `${control} ${status} ${subject.kind}`,
        ).values(),
      ].flatMap((list) =>
        list.slice(0, 1).map(({ control, status, subject }) => ({
          control,
          status,
          subjectKind: subject.kind,
          count: list.length,
          since: new Date(Math.min(...list.map(({ since }) => since.getTime()))),
        })),
      ),
    listAlikeFindings: async (_scope, except) =>
      [
        ...Map.groupBy(
          results.filter(
            ({ status, subject }) =>
              status === 'finding' && subject.kind === 'device' && !except.includes(subject.id),
          ),
          ({ control, severity }) => `${control} ${severity}`,
        ).values(),
      ].flatMap((list) =>
        list
          .toSorted((a, b) => a.since.getTime() - b.since.getTime())
          .slice(0, 1)
          .map((oldest) => ({ oldest, count: list.length })),
      ),
    listResults: async (_scope, filter) => filterResults(results, filter),
    listImports: async () => [
      {
        id: '1',
        source: 'intune',
        fileName: 'DevicesWithInventory.csv',
        importedAt: new Date(now.getTime() - 6 * 3_600_000),
        rowsRead: 58,
        records: 58,
        rejected: 0,
      },
    ],
    listDevices: async (_scope, query) => {
      const found = sortRows(
        rows.filter((row) => fits(row, query, now)),
        query,
      );
      return {
        rows: found.slice((query.page - 1) * query.pageSize, query.page * query.pageSize),
        total: found.length,
      };
    },
    countDevices: async () => ({
      all: rows.length,
      facets: {
        kind: facet(rows.map(({ kind }) => kind)),
        unit: facet(rows.map(({ unit }) => unit)),
        operatingSystem: facet(rows.map(({ operatingSystem }) => operatingSystem)),
      },
    }),
    readFleet: async (_scope, at, ids) => ({
      at,
      devices: devices.flatMap(({ device }) =>
        ids === undefined || ids.includes(device.id) ? [device] : [],
      ),
    }),
    readDevice: async (_scope, id) => {
      const built = devices.find(({ device }) => device.id === id);
      return built === undefined ? null : detailOf(built);
    },
    saveDeviceLookUp: async () => undefined,
    listChanges: async (_scope, id, limit, before) => {
      const changes = devices.find(({ device }) => device.id === id)?.changes ?? [];
      const start = before === undefined ? 0 : changes.findIndex((change) => change.id === before) + 1;
      return changes.slice(start, start + limit);
    },
  };
}

function rowOf({ device, unit }: BuiltDevice, results: readonly StoredResult[]): DeviceRow {
  const hardware = sectionData(device.sections.hardware);
  const [record] = device.imports;
  const seen = [device.lastReportAt, record?.lastSeenAt ?? null].filter((at) => at !== null);
  return {
    id: device.id,
    tenant: 'orkelljunga',
    name: device.name,
    kind: device.kind,
    profile: device.profile,
    unit,
    manufacturer: hardware?.manufacturer ?? null,
    model: hardware?.model ?? null,
    operatingSystem:
      sectionData(device.sections['operating-system'])?.name ?? record?.operatingSystem ?? null,
    lastSeenAt: seen[0] ?? null,
    knownBy: [
      ...(device.enrolledAt === null ? [] : (['agent'] as const)),
      ...(device.imports.length === 0 ? [] : (['import'] as const)),
      ...(device.declaredAs === null ? [] : (['declaration'] as const)),
    ],
    declaredAs: device.declaredAs,
    serviceIds: device.serviceIds,
    results: countByStatus(results.filter(({ subject }) => subject.id === device.id)),
  };
}

function coverageOf(devices: readonly BuiltDevice[], now: Date): Coverage {
  const reports = devices.flatMap(({ device }) => device.lastReportAt ?? []);
  return {
    devices: devices.length,
    enrolled: devices.filter(({ device }) => device.enrolledAt !== null).length,
    imported: devices.filter(({ device }) => device.imports.length > 0).length,
    declared: devices.filter(({ device }) => device.declaredAs !== null).length,
    reporting: reports.filter((at) => now.getTime() - at.getTime() < dayMs).length,
    newestReportAt: reports.length === 0 ? null : new Date(Math.max(...reports.map((at) => at.getTime()))),
  };
}

function fits(row: DeviceRow, query: DeviceQuery, now: Date): boolean {
  const ageDays = row.lastSeenAt === null ? null : (now.getTime() - row.lastSeenAt.getTime()) / dayMs;
  const seen = ageDays === null ? 'never' : ageDays <= 1 ? 'day' : ageDays <= 14 ? 'fortnight' : 'longer';
  return (
    (query.text === null ||
      `${row.name} ${row.model ?? ''}`.toLowerCase().includes(query.text.toLowerCase())) &&
    (query.kind === null || row.kind === query.kind) &&
    (query.unit === null || row.unit === query.unit) &&
    (query.operatingSystem === null || row.operatingSystem === query.operatingSystem) &&
    (query.knownBy === null || row.knownBy.includes(query.knownBy)) &&
    (query.status === null || row.results[query.status] > 0) &&
    (query.seen === null || seen === query.seen) &&
    (query.service === null || row.serviceIds.includes(query.service))
  );
}

function sortRows(rows: readonly DeviceRow[], { sort, descending }: DeviceQuery): readonly DeviceRow[] {
  const value = (row: DeviceRow): string =>
    sort === 'findings'
      ? String(row.results.finding).padStart(6, '0')
      : sort === 'lastSeenAt'
        ? (row.lastSeenAt?.toISOString() ?? '')
        : (row[sort] ?? '');
  const sorted = rows.toSorted((a, b) => value(a).localeCompare(value(b), 'sv'));
  return descending ? sorted.toReversed() : sorted;
}

function facet(values: readonly (string | null)[]) {
  const given = values.filter((value) => value !== null);
  return [...Map.groupBy(given, (value) => value)].map(([value, same]) => ({ value, count: same.length }));
}

function filterResults(results: readonly StoredResult[], filter: ResultFilter): readonly StoredResult[] {
  const found = results.filter(
    ({ control, subject, status, severity }) =>
      (filter.control === undefined || control === filter.control) &&
      (filter.subject === undefined ||
        (subject.kind === filter.subject.kind && subject.id === filter.subject.id)) &&
      (filter.subjectKind === undefined || subject.kind === filter.subjectKind) &&
      (filter.devices === undefined || (subject.kind === 'device' && filter.devices.includes(subject.id))) &&
      (filter.status === undefined || status === filter.status) &&
      (filter.severity === undefined || severity === filter.severity),
  );
  const offset = filter.offset ?? 0;
  return found
    .toSorted(
      (a, b) =>
        resultStatuses.indexOf(a.status) - resultStatuses.indexOf(b.status) ||
        a.subject.name.localeCompare(b.subject.name, 'sv'),
    )
    .slice(offset, filter.limit === undefined ? undefined : offset + filter.limit);
}

/** The day pages are tried on. */
export const builtNow = new Date('2026-11-24T06:42:00Z');
