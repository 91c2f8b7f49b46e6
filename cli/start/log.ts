import { join } from 'node:path';
import { destination, type Logger, pino } from 'pino';

/**
 * The log of a collector, structured, in `collector.log` of its data folder. The terminal is for people; what
 * they must know is said there as well.
 */
export function openLog(dataFolder: string, level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination({
      dest: join(dataFolder, 'collector.log'),
      append: true,
      mkdir: true,
      sync: true,
      mode: 0o600,
    }),
  );
}
