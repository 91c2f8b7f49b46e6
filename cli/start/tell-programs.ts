import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Collector } from '#agents/collector/collector.ts';
import type { Scope } from '#agents/collector/store/store.ts';
import { findCollector } from '../running-collector.ts';
import { requirePlaceForFile, writePrivateFile } from './private-file.ts';
import { collectorFile, type StartSettings } from './settings.ts';

type Files = Pick<StartSettings, 'dataFolder' | 'readyFile'>;

/**
 * Refuses a place for the ready file before anything is started.
 *
 * @throws {GrundvalError} `start/unwritable-file`
 */
export async function requireReadyFile(readyFile: string | null): Promise<void> {
  if (readyFile !== null) await requirePlaceForFile(readyFile);
}

/**
 * Removes what a run that was killed has left: a program that waits for the ready file would read the old
 * address. Where a collector runs on the folder they are its own, and stay.
 */
export async function clearStaleFiles({ dataFolder, readyFile }: Files): Promise<void> {
  const isRunning = await findCollector(dataFolder).then(
    () => true,
    () => false,
  );
  if (isRunning) return;
  const files = [collectorFile(dataFolder), ...(readyFile === null ? [] : [readyFile])];
  await Promise.all(files.map((path) => rm(path, { force: true })));
}

/** Tells programs of this user where the collector is and how they log in, for as long as it runs. */
export async function tellPrograms(
  { dataFolder, readyFile }: Files,
  { url, auth }: Collector,
  scope: Scope,
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<void> {
  const openToken = async (name: string, readOnly: boolean): Promise<string> => {
    const { id, token } = await auth.createToken({ name, scope, readOnly, expiresAt: null });
    parts.defer(() =>
      // A database that is gone cannot forget it, which must not hide why it is gone.
      auth.revokeToken(scope.organisation, id).then(
        () => undefined,
        (err: unknown) => log.warn({ err, name }, 'a token could not be revoked'),
      ),
    );
    return token;
  };
  const keepFile = async (path: string, content: unknown): Promise<void> => {
    await writePrivateFile(path, content);
    parts.defer(() => rm(path, { force: true }));
  };
  const adminToken = await openToken('admin', false);
  await keepFile(collectorFile(dataFolder), { url, pid: process.pid, adminToken });
  if (readyFile !== null) await keepFile(readyFile, { url, token: await openToken('ready-file', true) });
}
