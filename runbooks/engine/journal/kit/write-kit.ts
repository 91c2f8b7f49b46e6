import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import { SignedApproval } from '../../approval/approval.ts';
import { Anchor } from '../anchor/anchor.ts';
import { diskError } from '../disk-error.ts';
import { parseEvent } from '../event.ts';
import { readLine } from '../line.ts';
import { splitLines } from '../split-lines.ts';
import { parseTrust } from '../trusted-keys.ts';
import { kitReadMe } from './read-me.ts';
import { kitFolder, runFolder } from './run-folder.ts';

/** Where a kit comes from and where it goes. */
export interface KitRequest {
  /** Folder of the run. */
  readonly from: string;
  /** A new folder. */
  readonly to: string;
  /** List of public keys, as a file. */
  readonly keys: string;
  readonly verifier: Uint8Array;
}

/**
 * Writes the folder that an auditor takes away: the evidence of a run as it is, damaged or not, and a program that
 * verifies it.
 *
 * @throws {GrundvalError} `kit/exists`, `keys/unreadable`, `journal/cannot-open`
 */
export async function writeKit({ from, to, keys, verifier }: KitRequest): Promise<void> {
  const keyList = await readFile(keys, 'utf8').catch(() => '');
  parseTrust(keys, keyList);
  await mkdir(to).catch((error: unknown) => {
    throw errorCode(error) === 'EEXIST' ? exists(to) : diskError(to, error);
  });
  const journal = join(from, runFolder.journal);
  try {
    await cp(journal, join(to, kitFolder.journal));
    for (const name of [runFolder.plan, runFolder.outputs])
      await copyIfThere(join(from, name), join(to, name));
    const header = await extract(join(to, kitFolder.journal), to);
    await writeFile(join(to, kitFolder.keys), keyList);
    await writeFile(join(to, kitFolder.verifier), verifier);
    await writeFile(join(to, kitFolder.readMe), kitReadMe(header));
  } catch (error) {
    throw diskError(to, error);
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true }).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
}

/** Files that other tools can read, out of what the journal holds. */
async function extract(journal: string, to: string) {
  await mkdir(join(to, kitFolder.anchors));
  await mkdir(join(to, kitFolder.approvals));
  let header = null;
  for await (const { lines } of splitLines(journal)) {
    for (const line of lines) {
      const reading = readLine(line);
      if (!('entry' in reading)) continue;
      const { kind, body, seq } = reading.entry;
      if (kind === 'opened') {
        const event = parseEvent(reading.entry);
        if (event?.kind === 'opened') header ??= event.body;
      }
      if (kind === 'anchored') await extractAnchor(join(to, kitFolder.anchors), body);
      if (kind === 'approved') await extractApprovals(join(to, kitFolder.approvals), seq + 1, body);
    }
  }
  return header;
}

async function extractAnchor(folder: string, body: JsonValue): Promise<void> {
  const anchor = Anchor.safeParse(body).data;
  if (anchor?.method !== 'rfc3161') return;
  await writeFile(join(folder, `${anchor.seq}.tsr`), Buffer.from(anchor.response, 'base64'));
}

async function extractApprovals(folder: string, line: number, body: JsonValue): Promise<void> {
  const { record } = (body ?? {}) as { readonly record?: unknown };
  for (const [at, given] of (Array.isArray(record) ? record : []).entries()) {
    const approval = SignedApproval.safeParse(given).data;
    if (approval === undefined) continue;
    await writeFile(join(folder, `${line}-${at + 1}.json`), `${JSON.stringify(approval, null, 2)}\n`);
  }
}

function exists(to: string) {
  return bilingualError(
    'kit/exists',
    { sv: `${to} finns redan.`, en: `${to} is there already.` },
    { sv: 'Ange en mapp som inte finns.', en: 'Name a folder that is not there.' },
  );
}
