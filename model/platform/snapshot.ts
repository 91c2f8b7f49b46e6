import { createHash } from 'node:crypto';
import type { Declaration } from '../declaration/declaration.ts';
import type { ReadDeclaration } from '../declaration/load.ts';
import { canonicalJson } from '../report/canonical-json.ts';
import type { PlatformPlan } from './plan.ts';
import type { WorkOrder } from './work-order.ts';

/**
 * The declaration and what it means, as they stood at one moment: what the collector and the procedures read
 * instead of files and stacks.
 */
export interface PlatformSnapshot {
  readonly schemaVersion: 1;
  readonly declaration: Declaration;
  /** The plan of production; null in a snapshot from before there were plans. */
  readonly plan: PlatformPlan | null;
  /** What people set on the adopted sites, one order a site; nothing in them is verified yet. */
  readonly workOrders: readonly WorkOrder[];
  /** SHA-256 over the canonical JSON of declaration, sources, plan and work orders, in hexadecimal. */
  readonly hash: string;
  readonly takenAt: Date;
  /** Text of the declaration's files by their path: what `file:line` in evidence points into. */
  readonly sources: Readonly<Record<string, string>>;
  /** Version of Grundval that read it. */
  readonly grundvalVersion: string;
}

/** The snapshot of a declaration and its plan; equal files have equal hashes, whenever they are read. */
export function takeSnapshot(
  { declaration, sources }: ReadDeclaration,
  planned: Pick<PlatformSnapshot, 'plan' | 'workOrders'>,
  takenAt: Date,
  grundvalVersion: string,
): PlatformSnapshot {
  const hash = createHash('sha256')
    .update(canonicalJson({ declaration, sources, ...planned }))
    .digest('hex');
  return { schemaVersion: 1, declaration, sources, ...planned, hash, takenAt, grundvalVersion };
}
