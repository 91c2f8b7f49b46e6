import type { JsonValue } from '#model/platform/rendering.ts';
import { parseRange } from '../read/address-set.ts';
import { listAt, look, textAt } from '../read/look.ts';
import {
  absent,
  type BodyRule,
  between,
  formed,
  id,
  oneOf,
  optionally,
  required,
  requiredList,
  rulesOf,
} from './body-rule.ts';

/** Addresses of one family, at most as many as a rule takes. Everybody is a tag, never a network. */
function prefixes(path: string): Omit<BodyRule, 'type'> {
  return {
    path,
    expected: 'up to 4000 networks of one family, or nothing',
    holds: (value) => value === undefined || isOneFamily(value),
    wrong: ['10.0.0.0/24', '2001:db8::/64'],
  };
}

function isOneFamily(value: JsonValue): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > 4000) return false;
  const families = value.map((each) => (typeof each === 'string' ? parseRange(each)?.family : undefined));
  return (
    families.every((family) => family !== undefined && family === families[0]) &&
    !value.some((each) => typeof each === 'string' && each.endsWith('/0'))
  );
}

/** Those of a list that say they are the first. */
function firstOf(value: JsonValue | undefined): readonly JsonValue[] {
  return listAt(value).filter((each) => look(each, 'primary') === true);
}

const networks = (path: string): Omit<BodyRule, 'type'> => ({
  path,
  expected: 'a network, and of IPv6 a /64',
  holds: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (each) =>
        typeof each === 'string' &&
        /\/\d+$/.test(each) &&
        parseRange(each) !== null &&
        (!each.includes(':') || each.endsWith('/64')),
    ),
  wrong: ['2001:db8::/80'],
});

/** What is asked of networks, their rules and what stands in them. */
export const networkRules: readonly BodyRule[] = [
  ...rulesOf('azure-native:network:SecurityRule', [
    oneOf('access', ['Allow', 'Deny'], 'Maybe'),
    oneOf('direction', ['Inbound', 'Outbound'], 'Sideways'),
    between('priority', 100, 4096),
    oneOf('protocol', ['Tcp', 'Udp', '*'], 'Tcpp'),
    oneOf('sourcePortRange', ['*'], '80'),
    formed('destinationPortRange', /^(\*|\d{1,5}(-\d{1,5})?)$/, 'a port, a range or *', 'https'),
    prefixes('sourceAddressPrefixes'),
    prefixes('destinationAddressPrefixes'),
    formed('description', /^.{1,140}$/s, 'at most 140 characters', 'x'.repeat(141)),
    required('networkSecurityGroupName'),
    required('resourceGroupName'),
  ]),
  ...rulesOf('azure-native:network:Subnet', [
    networks('addressPrefixes'),
    id('networkSecurityGroup.id'),
    optionally('defaultOutboundAccess', [false], true),
    optionally('privateEndpointNetworkPolicies', ['Enabled'], 'Disabled'),
    required('virtualNetworkName'),
  ]),
  ...rulesOf('azure-native:network:VirtualNetwork', [
    // Names are answered by Azure, by the zones that are linked.
    absent('dhcpOptions', { dnsServers: ['198.51.100.53'] }),
    networks('addressSpace.addressPrefixes'),
    // Subnets are resources of their own: named here, too, either would undo the other.
    absent('subnets', []),
  ]),
  ...rulesOf('azure-native:network:NetworkSecurityGroup', [
    // Rules are resources of their own, for the same reason.
    absent('securityRules', [{ name: 'extra', priority: 100 }]),
  ]),
  ...rulesOf('azure-native:network:NetworkInterface', [
    {
      path: 'ipConfigurations',
      expected: 'one that is the first, of IPv4',
      holds: (value) => {
        const first = firstOf(value);
        return first.length === 1 && textAt(first[0], 'privateIPAddressVersion') === 'IPv4';
      },
      wrong: [],
    },
    absent('ipConfigurations[].publicIPAddress', { id: '/subscriptions/x' }),
    oneOf('ipConfigurations[].privateIPAllocationMethod', ['Static'], 'Dynamic'),
    oneOf('ipConfigurations[].privateIPAddressVersion', ['IPv4', 'IPv6'], 'IPv5'),
    id('ipConfigurations[].subnet.id'),
    {
      path: 'ipConfigurations[].applicationSecurityGroups',
      expected: 'one to 20 application security groups',
      holds: (value) => Array.isArray(value) && value.length >= 1 && value.length <= 20,
      wrong: [],
    },
    optionally('enableIPForwarding', [false], true),
    absent('networkSecurityGroup', { id: '/subscriptions/x' }),
  ]),
  ...rulesOf('azure-native:network:PrivateEndpoint', [
    requiredList('ipConfigurations'),
    id('subnet.id'),
    id('privateLinkServiceConnections[].privateLinkServiceId'),
    requiredList('privateLinkServiceConnections[].groupIds'),
    requiredList('applicationSecurityGroups'),
  ]),
  ...rulesOf('azure-native:network:ConnectionMonitor', [
    between('testConfigurations[].testFrequencySec', 30, 1800),
    oneOf('testConfigurations[].protocol', ['Http'], 'Smtp'),
    requiredList('testGroups'),
  ]),
  ...rulesOf('azure-native:privatedns:PrivateRecordSet', [
    oneOf('recordType', ['A', 'AAAA'], 'B'),
    between('ttl', 1, 2_147_483_647),
  ]),
  ...rulesOf('azure-native:privatedns:PrivateZone', [
    formed('privateZoneName', /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i, 'a name of at least two labels', 'intranet'),
  ]),
  ...rulesOf('azure-native:privatedns:VirtualNetworkLink', [
    oneOf('registrationEnabled', [false], true),
    id('virtualNetwork.id'),
  ]),
  ...rulesOf('azure-native:dns:RecordSet', [
    oneOf('recordType', ['A'], 'B'),
    between('ttl', 1, 2_147_483_647),
    id('targetResource.id'),
    // An address that Azure may give to somebody else is a name that somebody else may answer to.
    absent('aRecords', [{ ipv4Address: '198.51.100.1' }]),
  ]),
  ...rulesOf('azure-native:dns:Zone', [
    oneOf('zoneType', ['Public'], 'Private'),
    formed('zoneName', /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i, 'a name of at least two labels', 'webb'),
  ]),
];
