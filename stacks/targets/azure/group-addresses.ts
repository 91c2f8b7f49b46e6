import type { PlannedAddress, PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';

/** Addresses by family. */
export interface FamilyTexts {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

type Group = Pick<ServerGroup, 'form' | 'servers'>;

/**
 * Servers of a group here that answer at an address of their own: all machines; of a database all but the second,
 * which stands by for the first; of containers the first, where the way to all of them is.
 */
export function answeringServers({ form, servers }: Group): readonly PlannedServer[] {
  switch (form) {
    case 'machines':
      return servers;
    case 'managed-database':
      return servers.filter(({ number }) => number !== 2);
    case 'containers':
      return servers.slice(0, 1);
  }
}

/** Addresses that a group here answers at; what Azure runs answers at a private endpoint, by IPv4 alone. */
export function addressesHere(group: Group): FamilyTexts {
  const { ipv4, ipv6 } = addressesElsewhere({ servers: answeringServers(group) });
  return { ipv4, ipv6: group.form === 'machines' ? ipv6 : [] };
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
