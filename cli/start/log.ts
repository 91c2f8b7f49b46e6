import { join } from 'node:path';
import { destination, type Logger, pino } from 'pino';
import { openDataFolder } from '#agents/collector/postgres/data-folder.ts';
import { explainFailure } from '#agents/collector/postgres/failure.ts';

/**
 * The log of a collector, structured, in `collector.log` of its data folder. The terminal is for people; what
 * they must know is said there as well.
 *
 * @throws {GrundvalError} `collector/disk-read-only`, `-full`, `collector/data-folder-…` where it cannot be written
 */
export async function openLog(dataFolder: string): Promise<Logger> {
  try {
    const { path } = await openDataFolder(dataFolder);
    return pino(
      { base: null, timestamp: pino.stdTimeFunctions.isoTime },
      destination({ dest: join(path, 'collector.log'), append: true, sync: true, mode: 0o600 }),
    );
  } catch (error) {
    throw explainFailure(
      { sv: 'Grundval kunde inte startas', en: 'Grundval could not be started' },
      error,
      dataFolder,
    );
  }
}
