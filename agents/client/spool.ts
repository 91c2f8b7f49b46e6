import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AgentProfile } from '#model/report/profile.ts';
import { SectionEnvelope } from '#model/report/section.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import type { Sections } from '#model/report/sections.ts';
import type { ReportParts } from './report.ts';
import type { Acknowledged } from './state/acknowledged.ts';
import { readRebuildable, type Warn, writeFileAtomically } from './state/atomic-file.ts';

const SpooledSection = z.strictObject({ envelope: SectionEnvelope, data: z.unknown() });

/** What could not be sent: the latest reading of each section the collector does not have. */
export const Spool = z.strictObject({
  schemaVersion: z.literal(1),
  missedReports: z.int().nonnegative(),
  /** The rule the readings were made under; under another they are not used. */
  profile: AgentProfile,
  sections: z.record(z.string(), SpooledSection),
});
export type Spool = z.infer<typeof Spool>;

/** Largest spool, in bytes of JSON. */
export const maximumSpoolBytes = 5 * 1024 * 1024;

/** Adds a report that could not be sent; `dropped` names the sections that no longer fit, oldest first. */
export function addToSpool(
  spool: Spool | null,
  parts: ReportParts,
  acknowledged: Acknowledged,
  maximumBytes = maximumSpoolBytes,
): { readonly spool: Spool; readonly dropped: readonly string[] } {
  const earlier = spool?.profile === parts.profile ? spool.sections : {};
  const sections = { ...earlier };
  for (const [name, { section, hash }] of Object.entries(parts.sections)) {
    if (!('data' in section)) continue;
    const { data, ...envelope } = section;
    if (acknowledged[name] === hash) delete sections[name];
    else sections[name] = { envelope, data };
  }
  const missedReports = (spool?.missedReports ?? 0) + 1;
  const { kept, dropped } = keepNewest(sections, maximumBytes);
  return { spool: { schemaVersion: 1, missedReports, profile: parts.profile, sections: kept }, dropped };
}

/** More than what stands around the sections in the file. */
const frameBytes = 128;

function keepNewest(sections: Spool['sections'], maximumBytes: number) {
  const newestFirst = Object.entries(sections).sort(
    ([, a], [, b]) => Date.parse(b.envelope.collectedAt) - Date.parse(a.envelope.collectedAt),
  );
  let room = maximumBytes - frameBytes;
  const kept: Spool['sections'] = {};
  const dropped: string[] = [];
  for (const [name, section] of newestFirst) {
    const bytes = Buffer.byteLength(JSON.stringify({ [name]: section }));
    // Once one does not fit, no older one is kept in its stead: oldest go first.
    if (dropped.length > 0 || bytes > room) dropped.unshift(name);
    else {
      room -= bytes;
      kept[name] = section;
    }
  }
  return { kept, dropped };
}

/**
 * Fills in what this run could not read in time but an unsent one could: told as `partial`, with the
 * true age and why it is not newer.
 */
export function recallSpooled(sections: Sections, spool: Spool | null, profile: AgentProfile): Sections {
  if (spool === null || spool.profile !== profile) return sections;
  const entries = (Object.entries(sections) as [SectionName, Sections[SectionName]][]).map(
    ([name, section]) => {
      const spooled = spool.sections[name];
      if (section?.status !== 'timeout' || spooled === undefined) return [name, section];
      const { collectedAt, tookMs, source } = spooled.envelope;
      const reason = `reading from before the timeout: ${section.reason}`.slice(0, 1000);
      return [name, { collectedAt, tookMs, source, status: 'partial', reason, data: spooled.data }];
    },
  );
  return Object.fromEntries(entries) as Sections;
}

const path = (folder: string) => join(folder, 'spool.json');

/** The spool; null where everything has been sent. */
export const readSpool = (folder: string, warn: Warn): Promise<Spool | null> =>
  readRebuildable(path(folder), Spool, warn);

/** Keeps the spool. */
export const writeSpool = (folder: string, spool: Spool): Promise<void> =>
  writeFileAtomically(path(folder), JSON.stringify(spool));

/** Forgets the spool once the collector has everything. */
export const clearSpool = (folder: string): Promise<void> => rm(path(folder), { force: true });
