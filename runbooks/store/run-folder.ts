import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import { compareText } from '#model/compare-text.ts';
import { errorCode } from '#model/error-code.ts';
import { RunPlanFile } from '#model/runs/parse-run-plan.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import { RunRequest } from '#model/runs/run-request.ts';
import { SignedApproval } from '../engine/approval/approval.ts';
import { kitFolder } from '../engine/journal/kit/run-folder.ts';
import { syncFolder } from '../engine/sync-folder.ts';

/** What lies in the folder of a run besides the journal. */
export interface StoredRun {
  readonly id: string;
  readonly folder: string;
  readonly plan: RunPlan;
  readonly request: RunRequest;
}

const files = { ...kitFolder, request: 'request.json', snapshot: 'snapshot.json.gz' } as const;

/** Path of the journal of a run. */
export const journalPath = (folder: string): string => join(folder, files.journal);
/** Folder with the whole outputs of a run. */
export const outputsPath = (folder: string): string => join(folder, files.outputs);

/**
 * Makes the folder of a new run with its plan, who asked for it, and the snapshot that it was planned from, readable
 * by its owner only.
 *
 * @param snapshot text of the snapshot's file
 */
export async function createRun({ id, folder, plan, request }: StoredRun, snapshot: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeNew(join(folder, files.snapshot), gzipSync(snapshot));
  await writeNew(join(folder, files.request), `${JSON.stringify(request, null, 2)}\n`);
  // Last: a folder with a plan is a whole run.
  await writeNew(join(folder, files.plan), `${JSON.stringify(plan, null, 2)}\n`);
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  if (basename(folder) !== id) throw new RangeError(`${folder} is not named ${id}`);
}

/**
 * Reads the plan of a run and who asked for it.
 *
 * @throws {GrundvalError} `run/unreadable`
 */
export async function readRun(folder: string): Promise<StoredRun> {
  const [plan, request] = await Promise.all([
    readJson(join(folder, files.plan), RunPlanFile),
    readJson(join(folder, files.request), RunRequest),
  ]);
  return { id: basename(folder), folder, plan, request };
}

/** Text of the snapshot that a run was planned from. */
export async function readRunSnapshot(folder: string): Promise<string> {
  const path = join(folder, files.snapshot);
  try {
    return gunzipSync(await readFile(path)).toString('utf8');
  } catch (cause) {
    throw unreadable(path, String(errorCode(cause) ?? cause), cause);
  }
}

/** All approvals that have been given of a run, in the order of their files' names. */
export async function readApprovals(folder: string): Promise<readonly SignedApproval[]> {
  const names = (await listFolder(join(folder, files.approvals))).toSorted();
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => readJson(join(folder, files.approvals, name), SignedApproval)),
  );
}

/** Adds an approval; what is there is never written over. */
export async function addApproval(folder: string, signed: SignedApproval): Promise<void> {
  await mkdir(join(folder, files.approvals), { recursive: true, mode: 0o700 });
  const at = signed.approval.at.replaceAll(/[^0-9]/g, '');
  await writeNew(
    join(folder, files.approvals, `${at}-${signed.keyId.slice(0, 12)}.json`),
    `${JSON.stringify(signed, null, 2)}\n`,
  );
}

/** Ids of the runs in a folder, newest first. */
export async function listRunIds(runs: string): Promise<readonly string[]> {
  const names = await listFolder(runs);
  const found = await Promise.all(
    names.map(async (id) => {
      // Names tell the minute only, and one hour a year comes twice. A plan is written once.
      const mtimeNs = await stat(join(runs, id, files.plan), { bigint: true }).then(
        (one) => one.mtimeNs,
        () => null,
      );
      return mtimeNs === null ? [] : [{ id, mtimeNs }];
    }),
  );
  return found
    .flat()
    .toSorted((one, other) => Number(other.mtimeNs - one.mtimeNs) || compareText(other.id, one.id))
    .map(({ id }) => id);
}

async function listFolder(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw unreadable(path, String(errorCode(cause) ?? cause), cause);
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issues = read.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`);
  throw unreadable(path, issues.join('; '));
}

/** A new file that is on the disk when this resolves. */
async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

function unreadable(path: string, why: string, cause?: unknown) {
  return bilingualError(
    'run/unreadable',
    { sv: `${path} kan inte läsas: ${why}.`, en: `${path} cannot be read: ${why}.` },
    {
      sv: 'Filen hör till en körning och ändras aldrig för hand. Gör en ny plan, eller hämta den ur en säkerhetskopia.',
      en: 'The file belongs to a run and is never edited. Make a new plan, or fetch it from a backup.',
    },
    { cause },
  );
}
