import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { listAt, numberAt, tagOf, textAt } from './look.ts';
import { idKey, ownKey, type ResourceIndex } from './resource-index.ts';

/** A port of a public address that is passed on to a pool of machines. */
export interface BalancedPort {
  readonly resource: RenderedResource;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Key of the pool's id. */
  readonly pool: string;
  /** Key of the public address's id. */
  readonly publicAddress: string;
}

/** A name on a port at an application gateway. */
export interface GatewayListener {
  readonly resource: RenderedResource;
  readonly host: string;
  readonly port: number;
  /** Addresses behind it. */
  readonly addresses: readonly string[];
  /** The firewall policy that guards it, where it is there and refuses. */
  readonly policy: RenderedResource | undefined;
  /** The gateway's subnet. */
  readonly subnet: RenderedResource | undefined;
  readonly publicAddress: string;
}

/** Ports that load balancers pass on unchanged from an address that is there. */
export function balancedPorts(index: ResourceIndex): readonly BalancedPort[] {
  return index.ofType('azure-native:network:LoadBalancer').flatMap((resource) => {
    const own = ownKey(resource) ?? '';
    const frontends = publicFrontends(index, resource);
    const pools = new Set(
      listAt(resource.inputs, 'backendAddressPools').map((pool) => partKey(own, 'backendAddressPools', pool)),
    );
    return listAt(resource.inputs, 'loadBalancingRules').flatMap((rule): readonly BalancedPort[] => {
      const port = numberAt(rule, 'frontendPort');
      const protocol = textAt(rule, 'protocol')?.toLowerCase();
      const pool = idKey(textAt(rule, 'backendAddressPool', 'id') ?? '');
      const publicAddress = frontends.get(idKey(textAt(rule, 'frontendIPConfiguration', 'id') ?? ''));
      if (port === null || port !== numberAt(rule, 'backendPort') || publicAddress === undefined) return [];
      if ((protocol !== 'tcp' && protocol !== 'udp') || !pools.has(pool)) return [];
      return [{ resource, port, protocol, pool, publicAddress }];
    });
  });
}

/** Names that application gateways take from the internet and pass on unchanged. */
export function gatewayListeners(index: ResourceIndex): readonly GatewayListener[] {
  return index.ofType('azure-native:network:ApplicationGateway').flatMap((resource) => {
    const { inputs } = resource;
    const own = ownKey(resource) ?? '';
    const frontends = publicFrontends(index, resource);
    const part = (kind: string) =>
      new Map(listAt(inputs, kind).map((each) => [partKey(own, kind, each), each] as const));
    const [ports, pools, settings, listeners] = [
      part('frontendPorts'),
      part('backendAddressPools'),
      part('backendHttpSettingsCollection'),
      part('httpListeners'),
    ];
    const follow = (parts: ReadonlyMap<string, JsonValue>, value: JsonValue | undefined, field: string) =>
      parts.get(idKey(textAt(value, field, 'id') ?? ''));
    const [configuration] = listAt(inputs, 'gatewayIPConfigurations');
    const subnet = index.linked('azure-native:network:Subnet', configuration, 'subnet', 'id');
    return listAt(inputs, 'requestRoutingRules').flatMap((rule): readonly GatewayListener[] => {
      const listener = follow(listeners, rule, 'httpListener');
      const host = textAt(listener, 'hostName');
      const port = numberAt(follow(ports, listener, 'frontendPort'), 'port');
      const publicAddress = frontends.get(idKey(textAt(listener, 'frontendIPConfiguration', 'id') ?? ''));
      const behind = numberAt(follow(settings, rule, 'backendHttpSettings'), 'port');
      if (host === null || port === null || port !== behind || publicAddress === undefined) return [];
      const pool = follow(pools, rule, 'backendAddressPool');
      return [
        {
          resource,
          host,
          port,
          addresses: listAt(pool, 'backendAddresses').flatMap((each) => textAt(each, 'ipAddress') ?? []),
          policy: guarding(index, listener),
          subnet,
          publicAddress,
        },
      ];
    });
  });
}

/** A policy guards where it is on and refuses, and has rules. */
function guarding(index: ResourceIndex, listener: JsonValue | undefined): RenderedResource | undefined {
  const policy = index.linked(
    'azure-native:network:WebApplicationFirewallPolicy',
    listener,
    'firewallPolicy',
    'id',
  );
  const settings = policy?.inputs['policySettings'];
  const isOn = textAt(settings, 'state') === 'Enabled' && textAt(settings, 'mode') === 'Prevention';
  const hasRules = listAt(policy?.inputs, 'managedRules', 'managedRuleSets').length > 0;
  return isOn && hasRules && policy !== undefined && tagOf(policy, 'key') !== null ? policy : undefined;
}

/** Keys of ids of frontends with a public address that is there, and the key of that address. */
function publicFrontends(index: ResourceIndex, resource: RenderedResource): ReadonlyMap<string, string> {
  const own = ownKey(resource) ?? '';
  return new Map(
    listAt(resource.inputs, 'frontendIPConfigurations').flatMap((frontend) => {
      const address = index.linked('azure-native:network:PublicIPAddress', frontend, 'publicIPAddress', 'id');
      const key = address === undefined ? null : ownKey(address);
      return key === null ? [] : [[partKey(own, 'frontendIPConfigurations', frontend), key] as const];
    }),
  );
}

function partKey(own: string, kind: string, part: JsonValue): string {
  return `${own}/${kind}/${textAt(part, 'name') ?? ''}`.toLowerCase();
}
