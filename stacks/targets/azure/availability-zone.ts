import type { PlacedGroup, PlatformSlice } from '../slice.ts';

/** Availability zones of a region. */
const zoneCount = 3;

/**
 * The availability zone of a part of the site: by its place among the parts, in order. Where a site has more than
 * three, the fourth shares a zone with the first.
 */
export function availabilityZone(failureDomains: readonly string[], domain: string | null): string | null {
  const index = domain === null ? -1 : failureDomains.indexOf(domain);
  return index < 0 ? null : String((index % zoneCount) + 1);
}

/** Must servers of a group stand in different parts of the site, of which two share a zone? */
export function sharesZone({ site }: PlatformSlice, { antiAffinity, servers }: PlacedGroup): boolean {
  const domains = new Set(servers.flatMap(({ failureDomain }) => failureDomain ?? []));
  const zones = new Set([...domains].map((domain) => availabilityZone(site.failureDomains, domain)));
  return antiAffinity === 'required' && zones.size < domains.size;
}
