import { relative, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { Collector } from '#agents/collector/collector.ts';
import { explainConnection } from '#agents/collector/postgres/connection-failure.ts';
import { openDataFolder } from '#agents/collector/postgres/data-folder.ts';
import { explainServerFailure } from '#agents/collector/postgres/failure.ts';
import { lockFolder } from '#agents/collector/postgres/lock.ts';
import { startPostgres } from '#agents/collector/postgres/supervisor.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { ReadDeclaration } from '#model/declaration/load.ts';
import type { GrundvalError } from '#model/error.ts';
import { takeSnapshot } from '#model/platform/snapshot.ts';
import { planForSnapshot } from '#stacks/targets/plan-for-snapshot.ts';
import type { CommandIo } from '../command.ts';
import { keysFile } from '../run/places.ts';
import { version } from '../version.ts';
import { followDeclaration } from './follow-declaration.ts';
import { openLog } from './log.ts';
import type { StartSettings } from './settings.ts';
import { clearStaleFiles, requireReadyFile, tellPrograms } from './tell-programs.ts';
import { reportThisMachine } from './this-machine.ts';
import { startWords } from './words.ts';

/**
 * Starts the parts in the order they need each other, waits for the signal to stop, and stops them in the
 * opposite order; what was started before a failure, or before a signal on the way, is stopped, too.
 *
 * @returns exit status
 * @throws {GrundvalError} of the part that could not be started, or of a database that ended for good
 */
export async function startGrundval(
  settings: StartSettings,
  read: ReadDeclaration,
  io: CommandIo,
): Promise<number> {
  const words = startWords[io.lang];
  const { promise: lost, resolve: lose } = Promise.withResolvers<GrundvalError>();
  await using parts = new AsyncDisposableStack();
  try {
    await bringUp(settings, read, io, parts, lose);
    const failure = await Promise.race([lost, aborted(io.signal)]);
    if (failure !== null) throw failure;
  } catch (error) {
    if (!io.signal.aborted || error !== io.signal.reason) throw error;
  }
  io.out(words.stopping);
  await parts.disposeAsync();
  io.out(words.stopped);
  return 0;
}

/** @throws {unknown} the reason of `io.signal`, too, between two parts */
async function bringUp(
  settings: StartSettings,
  read: ReadDeclaration,
  io: CommandIo,
  parts: AsyncDisposableStack,
  lose: (error: GrundvalError) => void,
): Promise<void> {
  const { declaration } = read;
  const snapshotOf = (now: ReadDeclaration) =>
    takeSnapshot(now, planForSnapshot(now.declaration), io.now(), version);
  const words = startWords[io.lang];
  const folder = resolve(io.cwd, settings.folder);
  const show = (path: string) =>
    relative(io.cwd, path).startsWith('..') ? path : relative(io.cwd, path) || '.';

  await requireReadyFile(settings.readyFile);
  io.out(`Grundval ${version} – ${declaration.organisation.organisation.name}`);
  io.out('');
  io.out(`  ${words.declared(declaration.services.length, show(folder))}`);
  const log = await openLog(settings.dataFolder);
  await clearStaleFiles(settings);
  io.signal.throwIfAborted();

  // The database comes up in a process of its own; meanwhile this one reads the collector's modules.
  const modules = import('./collector-parts.ts');
  const database = await openDatabaseServer(settings, log, parts, lose);
  const { journalRules, startCollector, procedures, summariseProcedure, linkLifetimeMs, localViewer } =
    await modules;
  io.out(
    `  ${database.version === null ? words.ownDatabase : words.database(database.version, show(settings.dataFolder))}`,
  );
  io.signal.throwIfAborted();
  const { collector, scope } = await startCollector({
    databaseUrl: database.url,
    host: settings.host,
    port: settings.port,
    hostNames: settings.hostNames,
    version,
    log,
    clock: io.now,
    journals: journalRules(keysFile(folder)),
    procedures: procedures.map(summariseProcedure),
  })
    .then(async (started) => {
      parts.defer(() => started.stop());
      return { collector: started, scope: await started.declare(snapshotOf(read)) };
    })
    .catch((error: unknown) => {
      throw explainDatabase(settings, error) ?? error;
    });
  io.signal.throwIfAborted();
  await startAgentOfThisMachine(settings, declaration, collector, parts, io);
  io.signal.throwIfAborted();
  await tellPrograms(settings, collector, scope, log, parts);
  const { secret } = await collector.auth.createLink(localViewer(scope));
  io.out('');
  io.out(`${words.open}  ${collector.url}/login/${secret}`);
  io.out(words.linkTerms(linkLifetimeMs / 60_000));
  io.out(words.stop);

  const following = followDeclaration(folder, io, async (changed) => {
    await collector.declare(snapshotOf(changed)).catch((error: unknown) => {
      throw explainDatabase(settings, error) ?? error;
    });
  });
  parts.defer(() => following);
}

interface DatabaseServer {
  readonly url: string;
  /** Null for a server that is not ours. */
  readonly version: string | null;
}

async function openDatabaseServer(
  { databaseUrl, dataFolder }: StartSettings,
  log: Logger,
  parts: AsyncDisposableStack,
  lose: (error: GrundvalError) => void,
): Promise<DatabaseServer> {
  if (databaseUrl !== null) {
    // The agent's state lies in the folder, too, and has one user at a time.
    const folder = await openDataFolder(dataFolder);
    parts.defer(await lockFolder(folder.lock, folder.path));
    return { url: databaseUrl, version: null };
  }
  const postgres = await startPostgres({ dataFolder, log });
  parts.defer(() => postgres.stop());
  postgres.lost.then(lose);
  return { url: postgres.url, version: postgres.version };
}

function explainDatabase({ databaseUrl, dataFolder }: StartSettings, error: unknown): GrundvalError | null {
  return databaseUrl === null
    ? explainServerFailure(error, dataFolder)
    : explainConnection(databaseUrl, error);
}

async function startAgentOfThisMachine(
  { withAgent, dataFolder }: StartSettings,
  declaration: Declaration,
  collector: Collector,
  parts: AsyncDisposableStack,
  io: CommandIo,
): Promise<void> {
  const words = startWords[io.lang];
  if (!withAgent) return io.out(`  ${words.noAgent}`);
  // The first report is told below, by a line of its own.
  let isWell = true;
  let isFirst = true;
  const machine = await reportThisMachine({
    store: collector.store,
    declaration,
    server: collector.url,
    dataFolder,
    lang: io.lang,
    now: io.now,
    onReport({ outcome, problem }) {
      const accepted = outcome === 'accepted';
      if (accepted && !isWell) io.out(words.reportsAgain);
      if (!accepted && isWell && !isFirst) io.err(words.reportFailed(problem ?? outcome));
      isWell = accepted;
      isFirst = false;
    },
    onWarning: (sentence) => io.err(words.agent(sentence)),
  });
  parts.defer(() => machine.agent.stop());
  const first = await Promise.race([machine.firstReport, aborted(io.signal)]);
  if (first?.outcome === 'accepted') {
    await collector.evaluator.settled();
    io.out(`  ${words.machine(machine.declaredAs)}`);
  } else if (first !== null) {
    io.err(words.firstReportFailed(first.problem ?? first.outcome));
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  const { promise, resolve: tell } = Promise.withResolvers<null>();
  if (signal.aborted) tell(null);
  else signal.addEventListener('abort', () => tell(null), { once: true });
  return promise;
}
