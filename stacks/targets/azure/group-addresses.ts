import type { PlannedAddress, ServerGroup } from '#model/platform/planned-servers.ts';

/** Addresses by family. */
export interface FamilyTexts {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

/**
 * Addresses that a group here answers at. A database and containers answer at a private endpoint, which has one
 * IPv4 address; of databases each replica from the third has an endpoint of its own.
 */
export function addressesHere({ form, servers }: Pick<ServerGroup, 'form' | 'servers'>): FamilyTexts {
  switch (form) {
    case 'machines':
      return addressesElsewhere({ servers });
    case 'managed-database':
      return { ipv4: texts(servers.filter(({ number }) => number !== 2).map(({ ipv4 }) => ipv4)), ipv6: [] };
    case 'containers':
      return { ipv4: texts([servers[0]?.ipv4 ?? null]), ipv6: [] };
  }
}

/** Addresses of the servers of a group that stands on another site. */
export function addressesElsewhere({ servers }: Pick<ServerGroup, 'servers'>): FamilyTexts {
  return {
    ipv4: texts(servers.map(({ ipv4 }) => ipv4)),
    ipv6: texts(servers.map(({ ipv6 }) => ipv6)),
  };
}

function texts(addresses: readonly (PlannedAddress | null)[]): readonly string[] {
  return addresses.flatMap((each) => each?.address ?? []);
}
