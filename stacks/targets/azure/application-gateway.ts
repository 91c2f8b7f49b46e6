import type { RenderedResource } from '#model/platform/rendering.ts';
import { sortedTexts } from '#stacks/plan/by-key.ts';
import type { PlatformSlice } from '../slice.ts';
import { assignSlots } from './assign-slots.ts';
import { azureName, slug, stableText } from './azure-names.ts';
import type { AzureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import type { AzureTags } from './azure-tags.ts';
import { certificateName, certificateScriptName } from './certificate.ts';
import { grantRoleName, identityId } from './grant-role.ts';
import { addressesHere } from './group-addresses.ts';
import type { GatewayEntry } from './public-entry.ts';

/** Identity by which the gateway fetches certificates. */
export const gatewayIdentity = 'id-gateway';

/** Name of the application gateway of a site. */
export function gatewayName({ virtualNetwork }: AzureSite): string {
  return azureName('agw', virtualNetwork);
}

/** Name of its public address. */
export function gatewayAddressName(site: AzureSite): string {
  return azureName('pip', gatewayName(site));
}

/** Name of the firewall policy of an e-service; null = of what answers beside them. */
export function firewallPolicyName(service: string | null): string {
  return service === null ? 'waf' : azureName('waf', service);
}

/** Priorities of routing rules that Azure takes. */
const rulePriorities = 20_000;

/** One gateway for all e-services of a site; each name on a port is a listener with its service's firewall policy. */
export function applicationGateway(
  slice: PlatformSlice,
  { site, subnetId }: AzureNetwork,
  entries: readonly GatewayEntry[],
  tags: AzureTags,
): RenderedResource {
  const name = gatewayName(site);
  const part = (kind: string, partName: string) => ({
    id: site.servicesId(`Microsoft.Network/applicationGateways/${kind}`, name, partName),
  });
  const listeners = entries.map((entry) => ({ ...entry, name: entryName(entry) }));
  const order = assignSlots(
    'gateway rules',
    listeners.map((listener) => listener.name),
    rulePriorities,
  );
  const ports = [...new Set(entries.map(({ port }) => port))].sort((a, b) => a - b);
  const certificates = new Map(
    slice.certificates
      .filter(({ host }) => entries.some((entry) => entry.secure && entry.host === host))
      .map((certificate) => [certificate.host, certificate] as const),
  );
  const policies = sortedTexts(entries.map(({ service }) => firewallPolicyName(service)));
  return azureResource(
    'azure-native:network:ApplicationGateway',
    name,
    {
      resourceGroupName: site.services.resourceGroup,
      applicationGatewayName: name,
      location: site.location,
      sku: { name: 'WAF_v2', tier: 'WAF_v2' },
      autoscaleConfiguration: { minCapacity: 1, maxCapacity: 10 },
      zones: ['1', '2', '3'],
      enableHttp2: true,
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: [identityId(site.services, gatewayIdentity)],
      },
      sslPolicy: { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101S' },
      gatewayIPConfigurations: [{ name: 'subnet', subnet: { id: subnetId(site.gatewaySubnet) } }],
      frontendIPConfigurations: [
        {
          name: 'public',
          publicIPAddress: {
            id: site.servicesId('Microsoft.Network/publicIPAddresses', gatewayAddressName(site)),
          },
        },
      ],
      frontendPorts: ports.map((port) => ({ name: `port-${port}`, port })),
      firewallPolicy: {
        id: site.servicesId(
          'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies',
          policies[0] ?? '',
        ),
      },
      sslCertificates: [...certificates.values()].map(({ host, service }) => ({
        name: certificateName(host, service),
        keyVaultSecretId: `https://${site.keyVault}.vault.azure.net/secrets/${certificateName(host, service)}`,
      })),
      backendAddressPools: listeners.map((listener) => ({
        name: listener.name,
        backendAddresses: listener.groups.flatMap((group) =>
          addressesHere(group).ipv4.map((ipAddress) => ({ ipAddress })),
        ),
      })),
      backendHttpSettingsCollection: listeners.map(({ name: listener, host, port, secure }) => ({
        name: listener,
        port,
        protocol: secure ? 'Https' : 'Http',
        hostName: host,
        cookieBasedAffinity: 'Disabled',
        requestTimeout: 60,
      })),
      httpListeners: listeners.map(({ name: listener, host, port, secure, service }) => {
        const certificate = certificates.get(host);
        return {
          name: listener,
          hostName: host,
          protocol: secure ? 'Https' : 'Http',
          frontendIPConfiguration: part('frontendIPConfigurations', 'public'),
          frontendPort: part('frontendPorts', `port-${port}`),
          ...(secure && certificate !== undefined
            ? {
                sslCertificate: part('sslCertificates', certificateName(host, certificate.service)),
                requireServerNameIndication: true,
              }
            : {}),
          firewallPolicy: {
            id: site.servicesId(
              'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies',
              firewallPolicyName(service),
            ),
          },
        };
      }),
      requestRoutingRules: listeners.map(({ name: listener }) => ({
        name: listener,
        ruleType: 'Basic',
        priority: 1 + (order.get(listener) ?? 0),
        httpListener: part('httpListeners', listener),
        backendAddressPool: part('backendAddressPools', listener),
        backendHttpSettings: part('backendHttpSettingsCollection', listener),
      })),
      tags,
    },
    {
      dependsOn: [
        gatewayAddressName(site),
        gatewayIdentity,
        ...policies,
        ...(certificates.size > 0 ? [grantRoleName('gateway-secrets')] : []),
        ...[...certificates.values()].map(({ host, service }) => certificateScriptName(host, service)),
      ],
    },
  );
}

/** Name of a listener and what belongs to it; the hash keeps apart hosts that look alike. */
function entryName({ host, port }: GatewayEntry): string {
  return azureName('in', `${slug(host).slice(0, 50)}-${port}-${stableText('listener', host).slice(0, 4)}`);
}
