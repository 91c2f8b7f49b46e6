import type { GrundvalError } from '#model/error.ts';
import { type Account, chooseAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { makeCluster, readCluster } from './cluster.ts';
import { type DataFolder, openDataFolder, requireReach } from './data-folder.ts';
import { prepareDatabase } from './database.ts';
import { explainFailure } from './failure.ts';
import { keepRunning } from './keep-running.ts';
import { endLeftover } from './leftover.ts';
import { lockFolder } from './lock.ts';
import { type Patience, usualPatience } from './process-end.ts';
import { reachableBinaries } from './reachable-binaries.ts';
import { makeRunFolder, removeRunFolder } from './run-folder.ts';
import type { Log, ServerPlan } from './server.ts';
import { applicationDatabase, applicationRole, databaseUrl, serverArguments } from './settings.ts';

export interface PostgresOptions {
  /** Folder of this Grundval; made where it is lacking. PostgreSQL keeps `lock` and `postgres/` in it. */
  readonly dataFolder: string;
  readonly log: Log;
  readonly now?: () => Date;
  /** Settings on top of ours (settings.ts): name → value. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly patience?: Patience;
}

/** A PostgreSQL of our own that takes connections. */
export interface RunningPostgres {
  /** Address of the product's database for `pg`, by a Unix socket; it stays the same over restarts. */
  readonly url: string;
  /** Folder of the socket, where the superuser `postgres` may log in, too. */
  readonly socketFolder: string;
  /** Version of the server: `18.4`. */
  readonly version: string;
  /** User that root runs it as; null = the user of this process. */
  readonly account: Account | null;
  /** Resolves when the server has ended by itself so often that it is not started again; it never rejects. */
  readonly lost: Promise<GrundvalError>;
  /** Stops it, the last thing a collector does: sessions are ended, all is written, nothing is left behind. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that Grundval brings along on a folder of its own, and keeps it running: a server
 * that ends by itself is started again at the same address.
 *
 * Only one Grundval uses a folder at a time. What an earlier one left that was killed is cleared away: its
 * server stops by itself (watchdog.ts) or is stopped here, half-made clusters are removed.
 *
 * @throws {GrundvalError} with a sentence and its remedy: `collector/data-folder-…` (`in-use`, `unwritable`,
 *   `unreachable`, `foreign`, `no-folder`), `collector/disk-full`, `collector/disk-read-only`,
 *   `collector/shared-memory-full`, `collector/socket-folder`, `collector/postgres-…` (`platform`, `binaries`,
 *   `unreachable`, `account`, `version`, `failed`)
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const installed = await findBinaries();
  const attempt = { sv: 'PostgreSQL kunde inte startas', en: 'PostgreSQL could not be started' };
  try {
    const folder = await openDataFolder(options.dataFolder);
    const unlock = await lockFolder(folder.lock, folder.path);
    try {
      return await startLocked(options, folder, installed, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    throw explainFailure(attempt, error, options.dataFolder);
  }
}

async function startLocked(
  options: PostgresOptions,
  folder: DataFolder,
  installed: Binaries,
  unlock: () => Promise<void>,
): Promise<RunningPostgres> {
  const { log, patience = usualPatience } = options;
  const existing = await readCluster(folder.cluster);
  const account = await chooseAccount(process.geteuid?.() ?? 0, existing?.owner ?? null);
  if (account !== null) await requireReach(folder.path, account);
  const binaries = account === null ? installed : await reachableBinaries(installed, account);
  if (existing === null) await makeCluster(folder.cluster, binaries, account);
  const leftover = await endLeftover(folder.cluster, patience);
  if (leftover.socketFolder !== null) await removeRunFolder(leftover.socketFolder);

  const runFolder = await makeRunFolder(account);
  const plan: ServerPlan = {
    program: binaries.postgres,
    arguments: serverArguments(folder.cluster, runFolder, options.settings),
    account,
    clusterFolder: folder.cluster,
    runFolder,
    stalePid: leftover.stalePid,
    log,
    patience,
  };
  const kept = await keepRunning(plan, options.now ?? (() => new Date())).catch(async (error: unknown) => {
    await removeRunFolder(runFolder);
    throw error;
  });
  const stop = once(async () => {
    await kept.stop();
    await removeRunFolder(runFolder);
    await unlock();
  });
  try {
    const { version, reindexed } = await prepareDatabase(runFolder);
    if (reindexed) log.warn({}, 'The rules of sorting have changed; the indexes were built anew');
    const url = databaseUrl(runFolder, applicationRole, applicationDatabase);
    return { url, socketFolder: runFolder, version, account, lost: kept.lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A second call gets the first one's promise. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
