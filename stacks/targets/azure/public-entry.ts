import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import { sortedBy, sortedTexts } from '#stacks/plan/by-key.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { AzureNetwork } from './azure-network.ts';

/** A host name on a port at the application gateway, and the groups behind it. */
export interface GatewayEntry {
  readonly host: string;
  readonly port: number;
  /** E-service whose firewall policy guards it: the first, where several answer to the name; null where none does. */
  readonly service: string | null;
  /** By TLS, with the host's certificate. */
  readonly secure: boolean;
  readonly groups: readonly PlacedGroup[];
}

/** How the internet comes in to a group. */
export type PublicEntry = 'gateway' | 'balancer' | 'none';

/** Ways in from the internet to what stands here. */
export interface PublicEntries {
  readonly gateway: readonly GatewayEntry[];
  /** Ports of machines that a load balancer of their own passes on, by group. */
  readonly balanced: ReadonlyMap<string, readonly Pick<PlannedFlow, 'port' | 'protocol'>[]>;
  /** By which way a flow from the internet comes in to a group here. */
  entryOf(group: PlacedGroup, flow: Pick<PlannedFlow, 'port' | 'protocol'>): PublicEntry;
}

/** Is an end somewhere that nobody has declared addresses of? */
export function isPublic(end: FlowEnd): boolean {
  return end.kind === 'internet' || end.kind === 'outside';
}

/**
 * E-services and containers answer at the application gateway and its firewall under their names; what else machines
 * take from the internet, mail for example, comes by a load balancer, which tells them who is calling.
 */
export function publicEntries(slice: PlatformSlice, { groups }: AzureNetwork): PublicEntries {
  const eServices = new Map(slice.eServices.map((eService) => [eService.service, eService]));
  const named = slice.names.filter(({ exposure }) => exposure === 'internet');
  const behindGateway = ({ form, key }: PlacedGroup, port: number) =>
    form !== 'managed-database' &&
    named.some(
      (name) =>
        name.port === port &&
        name.groups.includes(key) &&
        (form === 'containers' ||
          eServices.get(name.service)?.scaling.some(({ group }) => group === key) === true),
    );
  const entryOf: PublicEntries['entryOf'] = (group, { port, protocol }) => {
    if (protocol === 'tcp' && behindGateway(group, port)) return 'gateway';
    return group.form === 'machines' ? 'balancer' : 'none';
  };
  const balanced = new Map<string, Pick<PlannedFlow, 'port' | 'protocol'>[]>();
  for (const { from, to, port, protocol } of slice.flows) {
    const group = to.kind === 'group' ? groups.get(groupKey(to.service, to.role)) : undefined;
    if (group === undefined || !isPublic(from)) continue;
    const ports = balanced.get(group.key) ?? [];
    const isKnown = ports.some((known) => known.port === port && known.protocol === protocol);
    if (isKnown || entryOf(group, { port, protocol }) !== 'balancer') continue;
    balanced.set(group.key, [...ports, { port, protocol }]);
  }
  return { gateway: gatewayEntries(slice, groups, named, behindGateway), balanced, entryOf };
}

function gatewayEntries(
  { certificates, eServices }: PlatformSlice,
  groups: AzureNetwork['groups'],
  named: PlatformSlice['names'],
  behindGateway: (group: PlacedGroup, port: number) => boolean,
): readonly GatewayEntry[] {
  const byAddress = Map.groupBy(named, ({ host, port }) => `${host} ${port}`);
  const entries = [...byAddress.values()].flatMap((names): readonly GatewayEntry[] => {
    const [first] = names;
    if (first === undefined) return [];
    const { host, port } = first;
    const [service = null] = sortedTexts(names.map((name) => name.service)).filter((id) =>
      eServices.some((eService) => eService.service === id),
    );
    const keys = new Set(names.flatMap((name) => name.groups));
    const behind = [...groups.values()].filter((group) => keys.has(group.key) && behindGateway(group, port));
    if (behind.length === 0) return [];
    // Port 80 is never TLS; on other ports a host with a certificate answers with it.
    const secure = port !== 80 && certificates.some((certificate) => certificate.host === host);
    return [{ host, port, service, secure, groups: behind }];
  });
  return sortedBy(entries, ({ host, port }) => `${host} ${port}`);
}
