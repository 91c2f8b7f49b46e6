import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { type AddressRange, parseRange, parseRanges, rangeHolds, rangesMeet } from '../read/address-set.ts';
import { listAt, textAt } from '../read/look.ts';
import { textsAt } from '../read/network-model.ts';
import type { ResourceIndex } from '../read/resource-index.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

/** Addresses at the beginning of a subnet that Azure keeps to itself, and the one at its end. */
const keptAtBeginning = 4n;

interface Given {
  readonly resource: RenderedResource;
  readonly path: string;
  readonly text: string;
  readonly address: AddressRange;
  readonly subnet: RenderedResource | undefined;
}

/** What is asked of networks and addresses together. */
export const addressRules: readonly WholeRule[] = [
  {
    about: 'Addresses lie in their subnet, outside what Azure keeps to itself.',
    find: (index) =>
      givenAddresses(index).flatMap(({ resource, path, text, address, subnet }) => {
        const ranges = prefixesOf(subnet);
        const holding = parseRanges(ranges).find((range) => rangeHolds(range, address));
        const isFree =
          holding !== undefined &&
          address.first >= holding.first + keptAtBeginning &&
          (address.family === 'ipv6' || address.first < holding.last);
        return isFree
          ? []
          : [
              mistake(
                resource,
                path,
                text,
                `a free address in ${ranges.join(', ') || 'a subnet that is there'}`,
              ),
            ];
      }),
  },
  {
    about: 'No two have the same address.',
    find: (index) =>
      [...Map.groupBy(givenAddresses(index), ({ text }) => text).values()]
        .filter((same) => same.length > 1)
        .flatMap((same) =>
          same.map(({ resource, path, text }) => mistake(resource, path, text, 'an address of its own')),
        ),
  },
  {
    about: 'Subnets do not overlap.',
    find: (index) => {
      const subnets = index.ofType('azure-native:network:Subnet');
      return subnets.flatMap((subnet, position) =>
        subnets.slice(position + 1).flatMap((other): readonly BodyMistake[] => {
          const [own, others] = [parseRanges(prefixesOf(subnet)), parseRanges(prefixesOf(other))];
          return own.some((range) => others.some((each) => rangesMeet(range, each)))
            ? [
                mistake(
                  other,
                  'addressPrefixes',
                  prefixesOf(other).join(', '),
                  `addresses outside ${subnet.name}`,
                ),
              ]
            : [];
        }),
      );
    },
  },
  {
    about: 'A network holds the networks of its subnets, one range of what only Azure has, and nothing more.',
    find: (index) =>
      index.ofType('azure-native:network:VirtualNetwork').flatMap((network) => {
        const subnets = index
          .ofType('azure-native:network:Subnet')
          .filter(({ inputs }) => inputs['virtualNetworkName'] === network.inputs['virtualNetworkName'])
          .flatMap(prefixesOf);
        const more = textsAt(network.inputs, 'addressSpace', 'addressPrefixes').filter(
          (prefix) => !subnets.includes(prefix),
        );
        const shared = more.filter(isShared);
        return [...more.filter((prefix) => !shared.includes(prefix)), ...shared.slice(1)].map((prefix) =>
          mistake(network, 'addressSpace.addressPrefixes', prefix, 'the network of a subnet'),
        );
      }),
  },
  {
    about: 'Subnets lie in their network.',
    find: (index) => {
      const networks = new Map(
        index
          .ofType('azure-native:network:VirtualNetwork')
          .map(({ inputs }) => [
            inputs['virtualNetworkName'],
            parseRanges(textsAt(inputs, 'addressSpace', 'addressPrefixes')),
          ]),
      );
      return index.ofType('azure-native:network:Subnet').flatMap((subnet) => {
        const space = networks.get(subnet.inputs['virtualNetworkName']) ?? [];
        const isInside = parseRanges(prefixesOf(subnet)).every((range) =>
          space.some((outer) => rangeHolds(outer, range)),
        );
        return isInside
          ? []
          : [mistake(subnet, 'addressPrefixes', prefixesOf(subnet).join(', '), 'addresses of the network')];
      });
    },
  },
];

function givenAddresses(index: ResourceIndex): readonly Given[] {
  const given = (
    resource: RenderedResource,
    subnetOf: (configuration: JsonValue) => JsonValue | undefined,
  ): readonly Given[] =>
    listAt(resource.inputs, 'ipConfigurations').flatMap((configuration, position) => {
      const text = textAt(configuration, 'privateIPAddress');
      const address = text === null ? null : parseRange(text);
      if (text === null || address === null) return [];
      const subnet = index.linked('azure-native:network:Subnet', subnetOf(configuration), 'subnet', 'id');
      return [{ resource, path: `ipConfigurations.${position}.privateIPAddress`, text, address, subnet }];
    });
  return [
    ...index.ofType('azure-native:network:NetworkInterface').flatMap((card) => given(card, (each) => each)),
    ...index
      .ofType('azure-native:network:PrivateEndpoint')
      .flatMap((endpoint) => given(endpoint, () => endpoint.inputs)),
  ];
}

/** Of the addresses that no zone can have (RFC 6598). */
function isShared(prefix: string): boolean {
  const [range, shared] = [parseRange(prefix), parseRange('100.64.0.0/10')];
  return range !== null && shared !== null && rangeHolds(shared, range);
}

function prefixesOf(subnet: RenderedResource | undefined): readonly string[] {
  return textsAt(subnet?.inputs, 'addressPrefixes');
}
