import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { bilingualError } from '../bilingual-error.ts';
import { errorCode } from '../error-code.ts';
import { canonicalJson } from '../report/canonical-json.ts';
import type { CheckedSnapshot } from './checked-snapshot.ts';

/** What is around the declaration and its plan; those are whole where their hash is the one that stands there. */
const Envelope = z.object({
  schemaVersion: z.literal(1),
  environment: z.string().min(1),
  declaration: z.record(z.string(), z.unknown()),
  sources: z.record(z.string(), z.string()),
  plan: z.record(z.string(), z.unknown()).nullable(),
  workOrders: z.array(z.unknown()),
  results: z.array(z.unknown()),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  takenAt: z.iso.datetime(),
  grundvalVersion: z.string(),
});

/**
 * Reads a snapshot that a check has left.
 *
 * @throws {GrundvalError} `snapshot/missing`, `snapshot/unreadable`, or `snapshot/changed` where it is not what was
 *   written
 */
export async function readSnapshotFile(path: string): Promise<CheckedSnapshot> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw errorCode(cause) === 'ENOENT' ? missing(path) : unreadable(path, String(errorCode(cause)), cause);
  });
  return parseSnapshot(text, path);
}

/** The same from a text; the path is for messages. */
export function parseSnapshot(text: string, path: string): CheckedSnapshot {
  const read = Envelope.safeParse(parseJson(text, path));
  if (!read.success) {
    const issues = read.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`);
    throw unreadable(path, issues.join('; '));
  }
  const { declaration, sources, plan, workOrders, hash, takenAt } = read.data;
  const found = createHash('sha256')
    .update(canonicalJson({ declaration, sources, plan, workOrders }))
    .digest('hex');
  if (found !== hash) throw changed(path, hash, found);
  return { ...read.data, takenAt: new Date(takenAt) } as unknown as CheckedSnapshot;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const again = {
  sv: 'Ta en ny: grundval check MAPP',
  en: 'Take a new one: grundval check DIR',
};

function missing(path: string) {
  return bilingualError(
    'snapshot/missing',
    { sv: `Det finns ingen ögonblicksbild ${path}.`, en: `There is no snapshot ${path}.` },
    again,
  );
}

function unreadable(path: string, why: string, cause?: unknown) {
  return bilingualError(
    'snapshot/unreadable',
    {
      sv: `Ögonblicksbilden ${path} kan inte läsas: ${why}.`,
      en: `The snapshot ${path} cannot be read: ${why}.`,
    },
    again,
    { cause },
  );
}

function changed(path: string, expected: string, found: string) {
  return bilingualError(
    'snapshot/changed',
    {
      sv: `Ögonblicksbilden ${path} är ändrad sedan den skrevs: hash ${found.slice(0, 12)}, väntad ${expected.slice(0, 12)}.`,
      en: `The snapshot ${path} was changed after it was written: hash ${found.slice(0, 12)}, expected ${expected.slice(0, 12)}.`,
    },
    again,
    { details: { path, expected, found } },
  );
}
