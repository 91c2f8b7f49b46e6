import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { GrundvalError } from '#model/error.ts';
import { canonicalJson } from '#model/report/canonical-json.ts';
import { SectionEnvelope } from '#model/report/section.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import { readRebuildable, type Warn, writeFileAtomically } from './atomic-file.ts';

/** The latest reading of a slow section, under the key it stays true for. */
export const CachedSection = z.strictObject({
  schemaVersion: z.literal(1),
  key: z.string(),
  envelope: SectionEnvelope,
  data: z.unknown(),
});
export type CachedSection = z.infer<typeof CachedSection>;

/** Keeps slow sections between runs. */
export interface SectionCache {
  read(name: SectionName): Promise<CachedSection | null>;
  write(name: SectionName, cached: CachedSection): Promise<void>;
}

/** What a cached section depends on besides the device: who read it, with which program, under which rule. */
export function cacheKey(parts: {
  readonly fingerprint: string;
  readonly agentVersion: string;
  readonly rule: unknown;
  readonly userId: number | null;
}): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}

/** A cache in the state folder, one file for each section. A full disk costs the cache, never the report. */
export function createSectionCache(folder: string, warn: Warn): SectionCache {
  const path = (name: SectionName) => join(folder, 'sections', `${name}.json`);
  const orTell = async <Result>(work: Promise<Result>): Promise<Result | null> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof GrundvalError)) throw error;
      warn(error.message);
      return null;
    }
  };
  return {
    read: (name) => orTell(readRebuildable(path(name), CachedSection, warn)),
    write: async (name, cached) => {
      await orTell(writeFileAtomically(path(name), JSON.stringify(cached)));
    },
  };
}

/** A cache that only reads: `explain` changes nothing. */
export function readOnly(cache: SectionCache): SectionCache {
  return { read: cache.read, write: async () => undefined };
}
