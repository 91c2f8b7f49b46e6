import type { JsonValue } from '#model/platform/rendering.ts';
import { look, textAt } from '../read/look.ts';
import {
  absent,
  type BodyRule,
  between,
  formed,
  id,
  ifThere,
  oneOf,
  required,
  requiredList,
  rulesOf,
} from './body-rule.ts';

function everyZone(path: string): Omit<BodyRule, 'type'> {
  return {
    path,
    expected: 'the three zones of the region',
    holds: (value) => JSON.stringify(value) === JSON.stringify(['1', '2', '3']),
    wrong: ['1', '2'],
  };
}

/** What is asked of what has an address on the internet, and of what guards it. */
export const publicRules: readonly BodyRule[] = [
  ...rulesOf('azure-native:network:PublicIPAddress', [
    oneOf('sku.name', ['Standard'], 'Basic'),
    oneOf('publicIPAllocationMethod', ['Static'], 'Dynamic'),
    oneOf('publicIPAddressVersion', ['IPv4'], 'IPv5'),
    ifThere(everyZone('zones')),
  ]),
  ...rulesOf('azure-native:network:NatGateway', [
    oneOf('sku.name', ['Standard', 'StandardV2'], 'Basic'),
    requiredList('publicIpAddresses'),
  ]),
  ...rulesOf('azure-native:network:LoadBalancer', [
    oneOf('sku.name', ['Standard'], 'Basic'),
    between('loadBalancingRules[].frontendPort', 1, 65_534),
    between('loadBalancingRules[].backendPort', 1, 65_535),
    oneOf('loadBalancingRules[].protocol', ['Tcp', 'Udp'], 'All'),
    oneOf('loadBalancingRules[].disableOutboundSnat', [true], false),
    between('probes[].port', 1, 65_535),
    oneOf('probes[].protocol', ['Tcp'], 'Icmp'),
    // More often Azure does not ask, and one answer that is late is none that is missing.
    between('probes[].intervalInSeconds', 5, 30),
    between('probes[].probeThreshold', 2, 10),
    // Ways past the rules that say who is behind a port.
    absent('inboundNatRules', [{ name: 'rdp', frontendPort: 3389, backendPort: 3389 }]),
    absent('outboundRules', [{ name: 'out' }]),
  ]),
  ...rulesOf('azure-native:network:ApplicationGateway', [
    oneOf('sku.name', ['WAF_v2'], 'Standard_v2'),
    oneOf('sku.tier', ['WAF_v2'], 'Standard_v2'),
    oneOf(
      'sslPolicy.policyName',
      ['AppGwSslPolicy20220101', 'AppGwSslPolicy20220101S'],
      'AppGwSslPolicy20150501',
    ),
    id('firewallPolicy.id'),
    id('httpListeners[].firewallPolicy.id'),
    oneOf('httpListeners[].protocol', ['Http', 'Https'], 'Tls'),
    formed(
      'sslCertificates[].keyVaultSecretId',
      /^https:\/\/[a-z0-9-]+\.vault\.azure\.net\/secrets\/.+$/,
      'a secret of a vault',
      'http://x',
    ),
    between('frontendPorts[].port', 1, 64_999),
    between('requestRoutingRules[].priority', 1, 20_000),
    between('backendHttpSettingsCollection[].port', 1, 65_535),
    required('backendHttpSettingsCollection[].hostName'),
    // Visitors get no cookie that nobody has asked them about.
    oneOf('backendHttpSettingsCollection[].cookieBasedAffinity', ['Disabled'], 'Enabled'),
    // One is always there; many that are always there are paid for.
    between('autoscaleConfiguration.minCapacity', 1, 3),
    between('autoscaleConfiguration.maxCapacity', 10, 125),
    everyZone('zones'),
    oneOf('enableHttp2', [true], false),
    absent('redirectConfigurations', [{ name: 'away', targetUrl: 'https://other.example' }]),
    absent('urlPathMaps', [{ name: 'paths' }]),
    absent('trustedRootCertificates', [{ name: 'root', data: 'x' }]),
  ]),
  ...rulesOf('azure-native:network:WebApplicationFirewallPolicy', [
    oneOf('policySettings.state', ['Enabled'], 'Disabled'),
    oneOf('policySettings.mode', ['Prevention'], 'Detection'),
    oneOf('policySettings.requestBodyCheck', [true], false),
    {
      path: 'managedRules.managedRuleSets',
      expected: 'the rules against common attacks, whole',
      holds: (value) =>
        Array.isArray(value) &&
        value.some((each: JsonValue) => textAt(each, 'ruleSetType') === 'Microsoft_DefaultRuleSet') &&
        value.every((each: JsonValue) => look(each, 'ruleGroupOverrides') === undefined),
      wrong: [{ ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' }],
    },
    absent('managedRules.exclusions', [{ matchVariable: 'RequestCookieNames', selector: '*' }]),
    absent('customRules', [{ name: 'open', action: 'Allow', priority: 1 }]),
  ]),
];
