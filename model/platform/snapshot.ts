import { createHash } from 'node:crypto';
import type { Declaration } from '../declaration/declaration.ts';
import { canonicalJson } from '../report/canonical-json.ts';

/**
 * The declaration as it stood at one moment: what the collector and the procedures read instead of files.
 * The plan and the resources join it with the platform stacks.
 */
export interface PlatformSnapshot {
  readonly schemaVersion: 1;
  readonly declaration: Declaration;
  /** SHA-256 over the canonical JSON of the declaration, in hexadecimal. */
  readonly hash: string;
  readonly takenAt: Date;
  /** Version of Grundval that read it. */
  readonly grundvalVersion: string;
}

/** The snapshot of a declaration; equal declarations have equal hashes, whenever they are taken. */
export function takeSnapshot(
  declaration: Declaration,
  takenAt: Date,
  grundvalVersion: string,
): PlatformSnapshot {
  const hash = createHash('sha256').update(canonicalJson(declaration)).digest('hex');
  return { schemaVersion: 1, declaration, hash, takenAt, grundvalVersion };
}
