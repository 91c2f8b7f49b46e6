import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { errorCode } from '#model/error-code.ts';
import { planHash } from '../../plan/plan-hash.ts';
import type { RunPlan } from '../../plan/run-plan.ts';
import { readLine } from '../line.ts';
import { readPlanBeside } from '../plan-beside.ts';
import { splitLines } from '../split-lines.ts';
import type { Verification } from '../verification.ts';
import type { VerifyOptions } from '../verify.ts';
import { verifyJournal } from '../verify-file.ts';
import { runFolder } from './run-folder.ts';

/** What lies beside a journal, held against it. */
export interface KitVerification {
  readonly verdict: Verification['verdict'];
  readonly journal: Verification;
  /** `other`: it has another hash than the one that was approved. */
  readonly plan: 'holds' | 'other' | 'missing';
  readonly outputs: {
    readonly named: number;
    readonly found: number;
    /** Hashes that the journal names and no file has: removed or edited. The first ones. */
    readonly missing: readonly string[];
    /** Files that no entry names. The first ones. */
    readonly unnamed: readonly string[];
  };
}

const mostListed = 20;

/**
 * Verifies the folder of a run, or a kit.
 *
 * @throws {GrundvalError} `journal/cannot-open`, `journal/empty`
 */
export async function verifyKit(folder: string, options: VerifyOptions): Promise<KitVerification> {
  const path = join(folder, runFolder.journal);
  const journal = await verifyJournal(path, { ...options, plan: await readPlanBeside(path) });
  const named = await namedOutputs(path);
  const files = await hashFiles(join(folder, runFolder.outputs));
  const missing = [...named].filter((hash) => !files.has(hash));
  const unnamed = [...files].filter(([hash]) => !named.has(hash)).map(([, file]) => relative(folder, file));
  const plan = await judgePlan(join(folder, runFolder.plan), journal);
  const isWhole = journal.verdict === 'whole' && missing.length === 0 && plan !== 'other';
  return {
    verdict: isWhole ? 'whole' : 'broken',
    journal,
    plan,
    outputs: {
      named: named.size,
      found: named.size - missing.length,
      missing: missing.slice(0, mostListed),
      unnamed: unnamed.slice(0, mostListed),
    },
  };
}

async function judgePlan(path: string, { header }: Verification): Promise<KitVerification['plan']> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'missing';
    throw error;
  }
  try {
    return planHash(JSON.parse(text) as RunPlan) === header?.planHash ? 'holds' : 'other';
  } catch {
    return 'other'; // no JSON, or none of a plan
  }
}

async function namedOutputs(journal: string): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for await (const { lines } of splitLines(journal)) {
    for (const line of lines) {
      if (!line.includes('"outputSha256":"')) continue;
      const reading = readLine(line);
      if (!('entry' in reading) || reading.entry.kind !== 'done') continue;
      const { outputSha256 } = reading.entry.body as { readonly outputSha256?: unknown };
      if (typeof outputSha256 === 'string') named.add(outputSha256);
    }
  }
  return named;
}

/** SHA-256 of what each file holds, uncompressed, and its path. */
async function hashFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const hashes = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    hashes.set(await hashContent(file), file);
  }
  return hashes;
}

/** A file that claims to be compressed and is not has a hash that nothing names. */
async function hashContent(file: string): Promise<string> {
  const digest = createHash('sha256');
  try {
    if (file.endsWith('.gz')) await pipeline(createReadStream(file), createGunzip(), digest);
    else await pipeline(createReadStream(file), digest);
  } catch (error) {
    if (!String(errorCode(error)).startsWith('Z_')) throw error;
    return `damaged ${file}`;
  }
  return digest.digest('hex');
}
