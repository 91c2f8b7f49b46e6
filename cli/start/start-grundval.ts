import { rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Logger } from 'pino';
import { linkLifetimeMs } from '#agents/collector/auth/login-links.ts';
import { localViewer } from '#agents/collector/auth/viewer.ts';
import { type Collector, startCollector } from '#agents/collector/collector.ts';
import { explainConnection } from '#agents/collector/postgres/connection-failure.ts';
import { startPostgres } from '#agents/collector/postgres/supervisor.ts';
import type { Scope } from '#agents/collector/store/store.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { ReadDeclaration } from '#model/declaration/load.ts';
import type { GrundvalError } from '#model/error.ts';
import { takeSnapshot } from '#model/platform/snapshot.ts';
import type { CommandIo } from '../command.ts';
import { version } from '../version.ts';
import { followDeclaration } from './follow-declaration.ts';
import { openLog } from './log.ts';
import { writePrivateFile } from './private-file.ts';
import { collectorFile, type StartSettings } from './settings.ts';
import { reportThisMachine } from './this-machine.ts';
import { startWords } from './words.ts';

/**
 * Starts the parts in the order they need each other, waits for the signal to stop, and stops them in the
 * opposite order; what was started before a failure is stopped, too.
 *
 * @returns exit status
 * @throws {GrundvalError} of the part that could not be started, or of a database that ended for good
 */
export async function startGrundval(
  settings: StartSettings,
  read: ReadDeclaration,
  io: CommandIo,
): Promise<number> {
  const { declaration } = read;
  const words = startWords[io.lang];
  const show = (path: string) =>
    relative(io.cwd, path).startsWith('..') ? path : relative(io.cwd, path) || '.';
  const { promise: lost, resolve: lose } = Promise.withResolvers<GrundvalError>();
  await using parts = new AsyncDisposableStack();

  const log = await openLog(settings.dataFolder, 'info');
  const database = await openDatabaseServer(settings, log, parts, lose);
  const collector = await startCollector({
    databaseUrl: database.url,
    host: settings.host,
    port: settings.port,
    hostNames: settings.hostNames,
    version,
    log,
    clock: io.now,
  }).catch((error: unknown) => {
    throw (settings.databaseUrl === null ? null : explainConnection(settings.databaseUrl, error)) ?? error;
  });
  parts.defer(() => collector.stop());
  const scope = await collector.declare(takeSnapshot(read, io.now(), version));

  io.out(`Grundval ${version} – ${declaration.organisation.organisation.name}`);
  io.out('');
  io.out(`  ${words.declared(declaration.services.length, show(resolve(io.cwd, settings.folder)))}`);
  io.out(
    `  ${database.version === null ? words.ownDatabase : words.database(database.version, show(settings.dataFolder))}`,
  );
  await startAgentOfThisMachine(settings, declaration, collector, parts, io);
  await tellPrograms(settings, collector, scope, parts);
  const { secret } = await collector.auth.createLink(localViewer(scope));
  io.out('');
  io.out(`${words.open}  ${collector.url}/login/${secret}`);
  io.out(words.linkTerms(linkLifetimeMs / 60_000));
  io.out(words.stop);

  const following = followDeclaration(resolve(io.cwd, settings.folder), io, async (changed) => {
    await collector.declare(takeSnapshot(changed, io.now(), version));
  });
  parts.defer(() => following);
  const failure = await Promise.race([lost, aborted(io.signal)]);
  if (failure !== null) throw failure;
  io.out(words.stopping);
  await parts.disposeAsync();
  io.out(words.stopped);
  return 0;
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
  if (databaseUrl !== null) return { url: databaseUrl, version: null };
  const postgres = await startPostgres({ dataFolder, log });
  parts.defer(() => postgres.stop());
  postgres.lost.then(lose);
  return { url: postgres.url, version: postgres.version };
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
  let isWell = true;
  const machine = await reportThisMachine({
    store: collector.store,
    declaration,
    server: collector.url,
    dataFolder,
    now: io.now,
    onReport({ outcome, problem }) {
      const accepted = outcome === 'accepted';
      if (accepted && !isWell) io.out(words.reportsAgain);
      if (!accepted && isWell) io.err(words.reportFailed(problem ?? outcome));
      isWell = accepted;
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

/** Tells programs of this user where the collector is and how they log in, for as long as it runs. */
async function tellPrograms(
  { dataFolder, readyFile }: StartSettings,
  { url, auth }: Collector,
  scope: Scope,
  parts: AsyncDisposableStack,
): Promise<void> {
  const admin = await auth.createToken({ name: 'grundval', scope, readOnly: false, expiresAt: null });
  parts.defer(() => auth.revokeToken(scope.organisation, admin.id));
  await keepFile(collectorFile(dataFolder), { url, pid: process.pid, adminToken: admin.token }, parts);
  if (readyFile === null) return;
  const reader = await auth.createToken({ name: 'ready-file', scope, readOnly: true, expiresAt: null });
  parts.defer(() => auth.revokeToken(scope.organisation, reader.id));
  await keepFile(readyFile, { url, token: reader.token }, parts);
}

async function keepFile(path: string, content: unknown, parts: AsyncDisposableStack): Promise<void> {
  await writePrivateFile(path, content);
  parts.defer(() => rm(path, { force: true }));
}

function aborted(signal: AbortSignal): Promise<null> {
  const { promise, resolve: tell } = Promise.withResolvers<null>();
  if (signal.aborted) tell(null);
  else signal.addEventListener('abort', () => tell(null), { once: true });
  return promise;
}
