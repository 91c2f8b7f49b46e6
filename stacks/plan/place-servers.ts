import type { Redundancy } from '#model/platform/planned-servers.ts';
import { sortedBy } from './by-key.ts';
import { stableHash } from './stable-hash.ts';

/**
 * The failure domain of server number 1, 2, 3 … of a group. Each group ranks the domains by a hash of its own
 * (rendezvous hashing) and goes round them in that order: domains of a group differ by one server at most, groups
 * begin in different domains, and another server or group moves nothing. A domain added or taken away may move
 * servers; that is what it is for.
 */
export function placeServer(
  groupKey: string,
  number: number,
  failureDomains: readonly string[],
): string | null {
  const ranked = sortedBy(failureDomains, (domain) =>
    stableHash('placement', groupKey, domain).toString(16).padStart(32, '0'),
  );
  return ranked[(number - 1) % Math.max(ranked.length, 1)] ?? null;
}

/** Does a group of servers survive the loss of a failure domain, where its service level asks for that? */
export function judgeRedundancy(
  asked: boolean,
  servers: number,
  failureDomains: readonly string[],
): Redundancy {
  if (!asked) return 'not-asked';
  if (servers < 2) return 'one-server';
  return new Set(failureDomains).size < 2 ? 'one-domain' : 'met';
}
