import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import { collectorFile } from './start/settings.ts';

/** What a running `grundval start` writes in its data folder, for this user only. */
const RunningCollector = z.object({
  url: z.url(),
  pid: z.int().positive(),
  adminToken: z.string().min(1),
});
export type RunningCollector = z.infer<typeof RunningCollector>;

/**
 * Finds the collector that runs on a data folder.
 *
 * @throws {GrundvalError} `cli/no-collector` where none runs, `cli/foreign-collector` where another user's does
 */
export async function findCollector(dataFolder: string): Promise<RunningCollector> {
  const path = collectorFile(dataFolder);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EACCES' || cause.code === 'EPERM') throw foreignCollector(path, cause);
    throw noCollector(dataFolder, cause);
  });
  const found = RunningCollector.safeParse(parseJson(text));
  if (!found.success || !isAlive(found.data.pid)) throw noCollector(dataFolder);
  return found.data;
}

/** The sentence for a folder without a running collector, also where it does not answer. */
export function noCollector(dataFolder: string, cause?: unknown): Error {
  return bilingualError(
    'cli/no-collector',
    {
      sv: `Ingen insamlare körs på mappen ${dataFolder}, och det är den som har registret.`,
      en: `No collector runs on the folder ${dataFolder}, and it is the one that has the register.`,
    },
    {
      sv: 'Starta den först: npm start (eller säg vilken mapp: --data MAPP).',
      en: 'Start it first: npm start (or say which folder: --data DIR).',
    },
    { cause },
  );
}

function foreignCollector(path: string, cause: unknown): Error {
  return bilingualError(
    'cli/foreign-collector',
    { sv: `Du får inte läsa ${path}.`, en: `You may not read ${path}.` },
    {
      sv: 'Kör kommandot som den användare som startade insamlaren.',
      en: 'Run the command as the user who started the collector.',
    },
    { cause },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Half a file is no running collector: it is written whole or not at all.
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/** A process may be there and belong to someone else, which answers EPERM. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
