import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SectionHash } from '#model/report/report.ts';
import { readRebuildable, type Warn, writeFileAtomically } from './atomic-file.ts';

const Stored = z.strictObject({ schemaVersion: z.literal(1), hashes: z.record(z.string(), SectionHash) });

/** Hash of each section as the collector last took it: what need not be sent again. */
export type Acknowledged = Readonly<Record<string, string>>;

const path = (folder: string) => join(folder, 'acknowledged.json');

/** The acknowledged hashes; none where nothing has been acknowledged, or the file is lost (then all is sent again). */
export async function readAcknowledged(folder: string, warn: Warn): Promise<Acknowledged> {
  return (await readRebuildable(path(folder), Stored, warn))?.hashes ?? {};
}

/** Keeps the acknowledged hashes. */
export const writeAcknowledged = (folder: string, hashes: Acknowledged): Promise<void> =>
  writeFileAtomically(path(folder), JSON.stringify({ schemaVersion: 1, hashes }));

/** Forgets them, so that the next report carries everything: a new enrolment starts so. */
export const forgetAcknowledged = (folder: string): Promise<void> => rm(path(folder), { force: true });
