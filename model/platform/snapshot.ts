import { createHash } from 'node:crypto';
import type { Declaration } from '../declaration/declaration.ts';
import type { ReadDeclaration } from '../declaration/load.ts';
import { canonicalJson } from '../report/canonical-json.ts';

/**
 * The declaration as it stood at one moment: what the collector and the procedures read instead of files.
 * The plan and the resources join it with the platform stacks.
 */
export interface PlatformSnapshot {
  readonly schemaVersion: 1;
  readonly declaration: Declaration;
  /** SHA-256 over the canonical JSON of declaration and sources, in hexadecimal. */
  readonly hash: string;
  readonly takenAt: Date;
  /** Text of the declaration's files by their path: what `file:line` in evidence points into. */
  readonly sources: Readonly<Record<string, string>>;
  /** Version of Grundval that read it. */
  readonly grundvalVersion: string;
}

/** The snapshot of a declaration; equal files have equal hashes, whenever they are read. */
export function takeSnapshot(
  { declaration, sources }: ReadDeclaration,
  takenAt: Date,
  grundvalVersion: string,
): PlatformSnapshot {
  const hash = createHash('sha256').update(canonicalJson({ declaration, sources })).digest('hex');
  return { schemaVersion: 1, declaration, sources, hash, takenAt, grundvalVersion };
}
