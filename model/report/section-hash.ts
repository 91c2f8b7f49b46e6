import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Section } from './section.ts';

/** Hash of what a section says, not of when it was read: two readings of the same state hash alike. */
export function sectionHash(section: Section): string {
  const said = {
    status: section.status,
    reason: 'reason' in section ? section.reason : undefined,
    data: 'data' in section ? section.data : undefined,
  };
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}
