import { setInterval } from 'node:timers';
import type { Logger } from 'pino';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import { controls } from '#policies/controls/index.ts';
import { createApp } from './app.ts';
import { loadAssets } from './assets/assets.ts';
import { type Auth, createAuth } from './auth/auth.ts';
import { createEvaluator, type Evaluator, scopeOf } from './evaluation.ts';
import { keepHouse } from './housekeeping.ts';
import { createMetrics } from './metrics.ts';
import { agentRoutes } from './routes/agent.ts';
import { apiRoutes } from './routes/api.ts';
import type { JournalRules } from './runs/journal-rules.ts';
import { createRunWatch } from './runs/run-watch.ts';
import { startServer } from './server.ts';
import { createStore } from './store/create-store.ts';
import { openDatabase } from './store/database.ts';
import { migrateDatabase } from './store/migrate.ts';
import type { Scope, Store } from './store/store.ts';

export interface CollectorSettings {
  /** Address of the PostgreSQL database. */
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Names the collector answers to besides the loopback ones. */
  readonly hostNames: readonly string[];
  readonly version: string;
  readonly log: Logger;
  readonly clock: () => Date;
  /** How journals of runs are read and judged. */
  readonly journals: JournalRules;
  /** Procedures that staff can run, for the pages. */
  readonly procedures: readonly ProcedureSummary[];
}

/** A collector that takes requests. */
export interface Collector {
  /** Origin: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly auth: Auth;
  readonly evaluator: Evaluator;
  /** Makes a declaration the one in force and judges everything by it. */
  declare(snapshot: PlatformSnapshot): Promise<Scope>;
  /** Takes no more requests, lets those under way end, and lets go of the database. */
  stop(): Promise<void>;
}

const keepHouseEveryMs = 3_600_000;
/** Runs that pages follow are looked at this often; more readers than this read without. */
const watchEveryMs = 2000;
const mostFollowers = 200;

/**
 * Starts a collector over a database, its migrations done first.
 *
 * @throws {GrundvalError} `collector/port-taken` and kin, `collector/database-newer`, `-too-old`
 */
export async function startCollector(settings: CollectorSettings): Promise<Collector> {
  const { log, clock, version, journals, procedures } = settings;
  await migrateDatabase(settings.databaseUrl);
  const database = openDatabase({
    url: settings.databaseUrl,
    onIdleError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
  });
  const store = createStore(database);
  const auth = createAuth(database, clock);
  const evaluator = createEvaluator({ store, controls, clock, log });
  const watch = createRunWatch({ store, log, everyMs: watchEveryMs, most: mostFollowers });
  const scopes = new Map<string, Scope>();
  const metrics = createMetrics({
    store,
    scopes: async () => [...scopes.values()],
    clock,
    version,
    withProcess: true,
  });
  try {
    const app = createApp({
      auth,
      pages: { store, controls, procedures, watch, assets: await loadAssets(), clock, version },
      readiness: { database: () => store.isReady(), declaration: async () => scopes.size > 0 },
      agent: agentRoutes({
        store,
        clock,
        log,
        metrics,
        onContact: (organisation, deviceId) => evaluator.devicesChanged(organisation, [deviceId]),
      }),
      api: apiRoutes({ store, auth, database, controls, evaluator, journals, clock, version, log }),
      metrics,
      hostNames: settings.hostNames,
      log,
    });
    const server = await startServer(app, settings);
    const housekeeping = setInterval(() => {
      for (const scope of scopes.values()) void keepHouse({ store, evaluator, clock, log }, scope);
    }, keepHouseEveryMs);
    return {
      url: server.url,
      port: server.port,
      store,
      auth,
      evaluator,
      async declare(snapshot) {
        const scope = scopeOf(snapshot);
        await store.saveSnapshot(snapshot);
        scopes.set(scope.organisation, scope);
        await evaluator.evaluateAll(scope.organisation);
        return scope;
      },
      async stop() {
        clearInterval(housekeeping);
        // Open streams would hold the server until its patience ends.
        watch.close();
        await server.stop();
        await evaluator.settled();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
