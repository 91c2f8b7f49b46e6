import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { AddressBook } from '../../target.ts';
import { type AddressRange, parseRange, parseRanges, rangeHolds } from './address-set.ts';
import { keyOf, listAt, look, textAt } from './look.ts';
import { type ParsedRule, parseRule } from './parsed-rule.ts';
import { idKey, type ResourceIndex } from './resource-index.ts';

/** A subnet with its security group. */
export interface SubnetModel {
  readonly resource: RenderedResource;
  readonly ranges: readonly AddressRange[];
  readonly prefixes: readonly string[];
  /** Key of its security group's id; null where it has none. */
  readonly wall: string | null;
  /** Can what stands in it reach the internet at all? */
  readonly leaves: boolean;
}

/** An address of a server, of a database or of containers. */
export interface Face {
  readonly resource: RenderedResource;
  /** Key of its group. */
  readonly group: string;
  readonly address: AddressRange;
  readonly text: string;
  readonly subnet: SubnetModel | undefined;
  /** Keys of ids of application security groups. */
  readonly groups: ReadonlySet<string>;
  /** Keys of ids of load balancers' pools. */
  readonly pools: ReadonlySet<string>;
  readonly hasPublicAddress: boolean;
}

/** Where containers of a group begin connections. */
export interface ContainerSource {
  readonly group: string;
  readonly subnet: SubnetModel;
}

/** A security group: its rules by direction, first to count first, Azure's own last. */
export interface Wall {
  readonly key: string;
  readonly resource: RenderedResource;
  readonly inbound: readonly ParsedRule[];
  readonly outbound: readonly ParsedRule[];
}

/** The network that resources make. */
export interface NetworkModel {
  readonly subnets: readonly SubnetModel[];
  readonly walls: ReadonlyMap<string, Wall>;
  readonly faces: readonly Face[];
  readonly facesByGroup: ReadonlyMap<string, readonly Face[]>;
  readonly containers: ReadonlyMap<string, ContainerSource>;
  /** Addresses of the whole network. */
  readonly space: readonly AddressRange[];
  /** Addresses of all zones, here and elsewhere. */
  readonly zones: readonly AddressRange[];
}

/** Reads the network of resources. */
export function readNetwork(index: ResourceIndex, book: AddressBook): NetworkModel {
  const subnets = new Map(
    index.ofType('azure-native:network:Subnet').map((resource) => [resource, readSubnet(resource)]),
  );
  const subnetAt = (value: JsonValue | undefined) => {
    const resource = index.linked('azure-native:network:Subnet', value, 'subnet', 'id');
    return resource === undefined ? undefined : subnets.get(resource);
  };
  const faces = [
    ...index
      .ofType('azure-native:network:NetworkInterface')
      .flatMap((resource) => readInterface(resource, subnetAt)),
    ...index
      .ofType('azure-native:network:PrivateEndpoint')
      .flatMap((resource) => readEndpoint(resource, subnetAt, book)),
  ];
  const containers = index.ofType('azure-native:app:ManagedEnvironment').flatMap((resource) => {
    const group = keyOf(resource, 'group');
    const subnet = index.linked(
      'azure-native:network:Subnet',
      resource.inputs,
      'vnetConfiguration',
      'infrastructureSubnetId',
    );
    const model = subnet === undefined ? undefined : subnets.get(subnet);
    return group === null || model === undefined ? [] : [[group, { group, subnet: model }] as const];
  });
  return {
    subnets: [...subnets.values()],
    walls: readWalls(index),
    faces,
    facesByGroup: Map.groupBy(faces, ({ group }) => group),
    containers: new Map(containers),
    space: index
      .ofType('azure-native:network:VirtualNetwork')
      .flatMap(({ inputs }) => parseRanges(textsAt(inputs, 'addressSpace', 'addressPrefixes'))),
    zones: book.zones.flatMap(({ subnets: networks }) =>
      parseRanges(networks.flatMap(({ ipv4, ipv6 }) => [ipv4, ...(ipv6 === null ? [] : [ipv6])])),
    ),
  };
}

/** The subnet that holds an address; undefined where it is elsewhere. */
export function subnetWith({ subnets }: NetworkModel, address: AddressRange): SubnetModel | undefined {
  return subnets.find(({ ranges }) => ranges.some((range) => rangeHolds(range, address)));
}

function readSubnet(resource: RenderedResource): SubnetModel {
  const { inputs } = resource;
  const single = textAt(inputs, 'addressPrefix');
  const prefixes = [...textsAt(inputs, 'addressPrefixes'), ...(single === null ? [] : [single])];
  const wall = textAt(inputs, 'networkSecurityGroup', 'id');
  return {
    resource,
    prefixes,
    ranges: parseRanges(prefixes),
    wall: wall === null ? null : idKey(wall),
    leaves: textAt(inputs, 'natGateway', 'id') !== null || look(inputs, 'defaultOutboundAccess') !== false,
  };
}

type SubnetAt = (value: JsonValue | undefined) => SubnetModel | undefined;

function readInterface(resource: RenderedResource, subnetAt: SubnetAt): readonly Face[] {
  return listAt(resource.inputs, 'ipConfigurations').flatMap((configuration) => {
    const text = textAt(configuration, 'privateIPAddress');
    const address = text === null ? null : parseRange(text);
    if (text === null || address === null) return [];
    return [
      {
        resource,
        group: groupOf(resource),
        address,
        text,
        subnet: subnetAt(configuration),
        groups: idsAt(configuration, 'applicationSecurityGroups'),
        pools: idsAt(configuration, 'loadBalancerBackendAddressPools'),
        hasPublicAddress: textAt(configuration, 'publicIPAddress', 'id') !== null,
      },
    ];
  });
}

/** An endpoint at another address than that of its server is nobody's. */
function readEndpoint(resource: RenderedResource, subnetAt: SubnetAt, book: AddressBook): readonly Face[] {
  const server = keyOf(resource, 'server');
  const planned = book.groups.flatMap(({ servers }) => servers).find(({ key }) => key === server)
    ?.ipv4?.address;
  return listAt(resource.inputs, 'ipConfigurations').flatMap((configuration) => {
    const text = textAt(configuration, 'privateIPAddress');
    const address = text === null ? null : parseRange(text);
    if (text === null || address === null) return [];
    return [
      {
        resource,
        group: text === planned ? groupOf(resource) : '',
        address,
        text,
        subnet: subnetAt(resource.inputs),
        groups: idsAt(resource.inputs, 'applicationSecurityGroups'),
        pools: new Set<string>(),
        hasPublicAddress: false,
      },
    ];
  });
}

function groupOf(resource: RenderedResource): string {
  return keyOf(resource, 'server')?.replace(/\/\d+$/, '') ?? '';
}

function idsAt(value: JsonValue | undefined, ...path: readonly string[]): ReadonlySet<string> {
  return new Set(
    listAt(value, ...path)
      .flatMap((each) => textAt(each, 'id') ?? [])
      .map(idKey),
  );
}

/** Texts of a list at a place. */
export function textsAt(value: JsonValue | undefined, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter((each) => typeof each === 'string');
}

function readWalls(index: ResourceIndex): ReadonlyMap<string, Wall> {
  const separate = Map.groupBy(index.ofType('azure-native:network:SecurityRule'), ({ inputs }) =>
    wallKey(textAt(inputs, 'resourceGroupName'), textAt(inputs, 'networkSecurityGroupName')),
  );
  return new Map(
    index.ofType('azure-native:network:NetworkSecurityGroup').map((resource) => {
      const { inputs } = resource;
      const key = wallKey(textAt(inputs, 'resourceGroupName'), textAt(inputs, 'networkSecurityGroupName'));
      const rules = [
        ...(separate.get(key) ?? []).map((rule) => parseRule(rule.inputs, rule.name)),
        ...listAt(inputs, 'securityRules').map((rule) => parseRule(rule, resource.name)),
      ].sort((a, b) => a.priority - b.priority);
      const of = (direction: ParsedRule['direction']) => [
        ...rules.filter((rule) => rule.direction === direction),
        ...azureRules.filter((rule) => rule.direction === direction),
      ];
      return [key, { key, resource, inbound: of('Inbound'), outbound: of('Outbound') }];
    }),
  );
}

function wallKey(resourceGroup: string | null, name: string | null): string {
  return `/resourcegroups/${resourceGroup}/providers/microsoft.network/networksecuritygroups/${name}`.toLowerCase();
}

/** The rules that every security group ends with (Microsoft, "Network security groups", Default security rules). */
const azureRules: readonly ParsedRule[] = [
  azureRule('Inbound', 65_000, 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
  azureRule('Inbound', 65_001, 'Allow', 'AzureLoadBalancer', '*'),
  azureRule('Inbound', 65_500, 'Deny', '*', '*'),
  azureRule('Outbound', 65_000, 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
  azureRule('Outbound', 65_001, 'Allow', '*', 'Internet'),
  azureRule('Outbound', 65_500, 'Deny', '*', '*'),
];

function azureRule(
  direction: ParsedRule['direction'],
  priority: number,
  access: ParsedRule['access'],
  from: string,
  to: string,
): ParsedRule {
  return parseRule(
    {
      direction,
      priority,
      access,
      protocol: '*',
      destinationPortRange: '*',
      sourceAddressPrefix: from,
      destinationAddressPrefix: to,
    },
    'default',
  );
}
