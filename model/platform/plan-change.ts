import type { Text } from '../format/text.ts';

/** What a change of the plan is about. */
export const changedParts = [
  'service',
  'zone',
  'server-group',
  'server',
  'flow',
  'database',
  'name',
  'certificate',
  'e-service',
  'backup',
  'maintenance',
  'monitoring',
] as const;
export type ChangedPart = (typeof changedParts)[number];

/** One thing that is different between two plans of the same environment. */
export interface PlanChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly part: ChangedPart;
  /** Key in the plan. */
  readonly key: string;
  /** Services it belongs to, by id, sorted. */
  readonly services: readonly string[];
  /** One sentence. */
  readonly what: Text;
  /** Where the newer says it, as `file:line`; the older where it is removed. Null where nothing declares it by itself. */
  readonly source: string | null;
}
