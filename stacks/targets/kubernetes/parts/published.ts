import { compareText } from '#model/compare-text.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { PlannedName } from '#model/platform/planned-publication.ts';
import type { PlacedGroup, PlatformSlice } from '../../slice.ts';
import { serverAddresses } from './address-blocks.ts';
import { findGroup } from './peers.ts';

/** A port of a group that the internet may reach, by declared flow. */
export interface PublishedPort {
  readonly group: PlacedGroup;
  readonly port: number;
  readonly protocol: PlannedFlow['protocol'];
  /** Names of the service that answer on the port, where the port speaks HTTP. */
  readonly names: readonly PlannedName[];
}

/** Ports of a service's groups here that the internet reaches, sorted; those without a name only where it is an e-service. */
export function publishedPorts(slice: PlatformSlice, service: string): readonly PublishedPort[] {
  const isEService = slice.eServices.some((each) => each.service === service);
  return slice.flows
    .filter(({ from }) => from.kind === 'internet')
    .flatMap(({ to, port, protocol }): readonly PublishedPort[] => {
      const group = to.kind === 'group' && to.service === service ? findGroup(slice, to) : undefined;
      if (group === undefined || serverAddresses(group.servers).length === 0) return [];
      const onPort = slice.names.filter((name) => name.service === service && name.port === port);
      if (onPort.length === 0 && !isEService) return [];
      return [{ group, port, protocol, names: protocol === 'tcp' ? onPort : [] }];
    })
    .sort((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey({ group, port, protocol }: PublishedPort): string {
  return `${group.key} ${protocol} ${String(port).padStart(5, '0')}`;
}

/** Does a name answer with TLS, as its check says? */
export function isEncrypted({ declaration }: PlatformSlice, { service, host, port }: PlannedName): boolean {
  const checks = declaration.services.find(({ id }) => id === service)?.checks ?? [];
  return checks.some(({ url }) => {
    const { protocol, hostname, port: written } = new URL(url);
    return protocol === 'https:' && hostname === host && (written === '' ? 443 : Number(written)) === port;
  });
}
