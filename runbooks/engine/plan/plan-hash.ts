import { canonicalJson } from '#model/report/canonical-json.ts';
import { sha256 } from './command-hash.ts';
import type { RunPlan } from './run-plan.ts';

/**
 * What is approved, as one number: SHA-256 of the canonical JSON of the plan. Left out are when it was made and what
 * was remarked of single hosts; everything that decides what is done, where, when and by whose leave is in it.
 */
export function planHash({ plannedAt: _, hosts, ...plan }: RunPlan): string {
  return sha256(canonicalJson({ ...plan, hosts: hosts.map(({ note: _note, ...host }) => host) }));
}
