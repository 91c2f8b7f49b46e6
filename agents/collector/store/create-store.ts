import { sql } from 'kysely';
import { listChanges, listRecentChanges } from './changes.ts';
import { countCoverage } from './coverage.ts';
import type { Database } from './database.ts';
import { readDevice } from './device-detail.ts';
import { readDeviceKey, useNonce } from './device-keys.ts';
import { enrol } from './enrol.ts';
import { createEnrolmentToken } from './enrolment-tokens.ts';
import { exportAll } from './export-all.ts';
import { readFleet } from './fleet.ts';
import { countDevices, listDevices } from './list-devices.ts';
import { listImports } from './list-imports.ts';
import { countListedResults, countResults, listResults } from './list-results.ts';
import { listLookUps, saveDeviceLookUp, saveExportLookUp } from './look-ups.ts';
import { readOwedLooks } from './owed-looks.ts';
import { purge } from './purge.ts';
import { readRun, readRunEntries, readRunHistory, readRunOutput, readRuns } from './read-runs.ts';
import { readRunEvidence } from './run-evidence.ts';
import { readRunPulses } from './run-pulse.ts';
import { readHostSpans } from './run-spans.ts';
import { saveReport } from './save-report.ts';
import { saveResults } from './save-results.ts';
import { readServerPulses } from './server-pulses.ts';
import { createSnapshotReader, readOrganisationOf, saveSnapshot } from './snapshots.ts';
import type { Store } from './store.ts';
import { countChanges, listAlikeFindings } from './summarise-results.ts';

/** The store over a database whose migrations are done. */
export function createStore(db: Database): Store {
  return {
    saveSnapshot: (snapshot) => saveSnapshot(db, snapshot),
    readSnapshot: createSnapshotReader(db),
    readOrganisationOf: (tenant) => readOrganisationOf(db, tenant),
    readFleet: (scope, at, deviceIds) => readFleet(db, scope, at, deviceIds),
    listDeviceIds: async (scope) => {
      const { rows } = await sql<{ id: string }>`
        SELECT id FROM devices WHERE tenant = ANY(${scope.tenants}) ORDER BY id`.execute(db);
      return rows.map(({ id }) => id);
    },
    listDevices: (scope, query, now) => listDevices(db, scope, query, now),
    countDevices: (scope) => countDevices(db, scope),
    readDevice: (scope, id, now) => readDevice(db, scope, id, now),
    listChanges: (scope, deviceId, limit, before) => listChanges(db, scope, deviceId, limit, before),
    listRecentChanges: (scope, deviceIds, after, limit) =>
      listRecentChanges(db, scope, deviceIds, after, limit),
    readServerPulses: (scope) => readServerPulses(db, scope),
    countCoverage: (scope, now) => countCoverage(db, scope, now),
    saveResults: (scope, results, what, at) => saveResults(db, scope, results, what, at),
    countResults: (scope) => countResults(db, scope),
    countChanges: (scope, after) => countChanges(db, scope, after),
    listAlikeFindings: (scope, except) => listAlikeFindings(db, scope, except),
    listResults: (scope, filter) => listResults(db, scope, filter),
    countListedResults: (scope, filter) => countListedResults(db, scope, filter),
    createEnrolmentToken: (tenant, terms, now) => createEnrolmentToken(db, tenant, terms, now),
    enrol: (request, now) => enrol(db, request, now),
    readDeviceKey: (deviceId) => readDeviceKey(db, deviceId),
    useNonce: (key, nonce, now) => useNonce(db, key, nonce, now),
    saveReport: (key, report, now) => saveReport(db, key, report, now),
    listImports: (scope) => listImports(db, scope),
    readRuns: (scope, query) => readRuns(db, scope, query),
    readRun: (scope, run) => readRun(db, scope, run),
    readRunHistory: (scope, query) => readRunHistory(db, scope, query),
    readHostSpans: (scope, run) => readHostSpans(db, scope, run),
    readRunPulses: (scope, run) => readRunPulses(db, scope, run),
    readRunEntries: (scope, run, query) => readRunEntries(db, scope, run, query),
    readOwedLooks: (scope) => readOwedLooks(db, scope),
    readRunOutput: (scope, run, sha256) => readRunOutput(db, scope, run, sha256),
    readRunEvidence: (scope) => readRunEvidence(db, scope),
    saveDeviceLookUp: (scope, lookUp, at) => saveDeviceLookUp(db, scope, lookUp, at),
    saveExportLookUp: (scope, viewerId, at) => saveExportLookUp(db, scope, viewerId, at),
    listLookUps: (scope, deviceId, limit) => listLookUps(db, scope, deviceId, limit),
    purge: (scope, now, today) => purge(db, scope, now, today),
    exportAll: (scope, now) => exportAll(db, scope, now),
    isReady: async () => (await sql`SELECT FROM migrations LIMIT 1`.execute(db)).rows.length > 0,
    close: () => db.destroy(),
  };
}
