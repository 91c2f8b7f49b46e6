import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import { sortedBy } from '#stacks/plan/by-key.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import {
  applicationGateway,
  firewallPolicyName,
  gatewayAddressName,
  gatewayIdentity,
} from './application-gateway.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { grantRole, identityId } from './grant-role.ts';
import { type GatewayEntry, publicEntries } from './public-entry.ts';
import { priorities, securityRule } from './security-rule.ts';
import { findImage } from './server-image.ts';
import { gatewaySecurityGroup } from './site-network.ts';

/** An application gateway with a firewall policy of each service's own. */
export const eService: Component = {
  kind: 'EService',
  description: {
    sv: 'En e-tjänst svarar vid platsens programgateway, bakom en brandvägg för webben.',
    en: 'An e-service answers at the application gateway of the site, behind a web application firewall.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const { gateway } = publicEntries(slice, network);
    const judged = slice.eServices.map((each) => ({ each, reason: findReason(slice, network, each) }));
    return {
      components: [
        ...(gateway.length === 0 ? [] : [gatewayComponent(slice, network, gateway)]),
        ...judged.map(({ each: { service, scaling } }): RenderedComponent => {
          return {
            kind: 'EService',
            layer: 'services',
            key: `service:${service}`,
            at: slice.names.find((name) => name.service === service)?.at ?? null,
            resources: [
              firewallPolicy(network, firewallPolicyName(service), {
                ...tagsOf(slice, service, `service:${service}`),
                groups: scaling.map(({ group }) => group).join(' '),
              }),
            ],
          };
        }),
      ],
      unsupported: judged.flatMap(({ each: { service }, reason }): readonly Unsupported[] =>
        reason === null ? [] : [{ kind: 'EService', key: service, at: null, reason }],
      ),
    };
  },
};

function firewallPolicy(
  { site }: AzureNetwork,
  name: string,
  tags: Readonly<Record<string, string>>,
): RenderedResource {
  return azureResource('azure-native:network:WebApplicationFirewallPolicy', name, {
    resourceGroupName: site.services.resourceGroup,
    policyName: name,
    location: site.location,
    policySettings: { state: 'Enabled', mode: 'Prevention', requestBodyCheck: true },
    managedRules: {
      managedRuleSets: [
        { ruleSetType: 'Microsoft_DefaultRuleSet', ruleSetVersion: '2.1' },
        { ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' },
      ],
    },
    tags,
  });
}

function gatewayComponent(
  slice: PlatformSlice,
  network: AzureNetwork,
  entries: readonly GatewayEntry[],
): RenderedComponent {
  const { site } = network;
  const tags = tagsOf(slice, sharedService, 'gateway');
  const address = gatewayAddressName(site);
  const common = { resourceGroupName: site.services.resourceGroup, location: site.location, tags };
  const ports = [...new Set(entries.map(({ port }) => port))].sort((a, b) => a - b);
  return {
    kind: 'EService',
    layer: 'services',
    key: 'gateway',
    at: null,
    resources: [
      azureResource('azure-native:network:PublicIPAddress', address, {
        ...common,
        publicIpAddressName: address,
        sku: { name: 'Standard', tier: 'Regional' },
        publicIPAllocationMethod: 'Static',
        publicIPAddressVersion: 'IPv4',
        zones: ['1', '2', '3'],
      }),
      azureResource('azure-native:managedidentity:UserAssignedIdentity', gatewayIdentity, {
        ...common,
        resourceName: gatewayIdentity,
      }),
      ...(entries.some(({ secure }) => secure)
        ? [
            // The vault is in the group of the base layer.
            grantRole(site.base, 'gateway-secrets', {
              role: 'keyVaultSecretsUser',
              on: `Microsoft.KeyVault/vaults/${site.keyVault}`,
              identity: { id: identityId(site.services, gatewayIdentity), kind: 'own' },
              dependsOn: [gatewayIdentity],
            }),
          ]
        : []),
      ...ports.map((port, index) =>
        securityRule(
          site,
          {
            securityGroup: gatewaySecurityGroup,
            name: `internet-${port}-in`,
            access: 'Allow',
            direction: 'Inbound',
            priority: priorities.inside.first + index,
            protocol: 'Tcp',
            port: String(port),
            from: { kind: 'tag', tag: 'Internet' },
            to: { kind: 'prefixes', family: 'ipv4', prefixes: [site.gatewayPrefix] },
            description: 'E-services answer here.',
          },
          [],
        ),
      ),
      ...(entries.some(({ service }) => service === null)
        ? [firewallPolicy(network, firewallPolicyName(null), tags)]
        : []),
      applicationGateway(slice, network, entries, tags),
    ],
  };
}

/** Why an e-service is not what is planned; null where it is. */
function findReason(
  slice: PlatformSlice,
  { groups }: AzureNetwork,
  { scaling, hosts }: PlatformSlice['eServices'][number],
): Unsupported['reason'] | null {
  for (const { group: key, minimum, maximum } of sortedBy(scaling, ({ group }) => group)) {
    const group = groups.get(key);
    if (group === undefined) {
      return { sv: `${key} står inte här.`, en: `${key} does not stand here.` };
    }
    if (group.form === 'machines' && maximum > minimum) {
      return {
        sv: `Maskiner med fasta adresser blir inte fler av sig själva. Höj count för ${key}, eller gör den till containrar.`,
        en: `Machines with fixed addresses do not become more by themselves. Raise count of ${key}, or make it containers.`,
      };
    }
    if (group.form === 'managed-database') {
      return {
        sv: `${key} är en databas och svarar inte på internet.`,
        en: `${key} is a database and does not answer on the internet.`,
      };
    }
    if (group.form === 'containers' && findImage(slice, group.image)?.reference === undefined) {
      return {
        sv: `Avbilden ${group.image} har ingen reference i standards.yaml, så den kan inte hämtas.`,
        en: `Image ${group.image} has no reference in standards.yaml, so it cannot be fetched.`,
      };
    }
  }
  const unreached = hosts.find(
    (host) => !slice.names.some((name) => name.host === host && name.exposure === 'internet'),
  );
  if (unreached !== undefined) {
    return {
      sv: `${unreached} svarar inte på internet, så programgatewayen tar inte emot för det namnet.`,
      en: `${unreached} does not answer on the internet, so the application gateway does not take that name.`,
    };
  }
  return null;
}
