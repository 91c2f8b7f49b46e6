import type { RenderedComponent } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import { stableText } from './azure-names.ts';
import type { AzureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { closedGroup } from './closed-group.ts';
import { grantRole, identityId } from './grant-role.ts';
import { publicEntries } from './public-entry.ts';

const scriptsGroup = 'nsg-scripts';

/** Identity that scripts run as. */
export const scriptsIdentity = 'id-scripts';

/** Name of the storage that scripts run on. */
export function scriptsStorage(slice: PlatformSlice, site: AzureSite): string {
  const { organisation, environment } = slice.plan;
  return `st${stableText('scripts', site.subscription, organisation, environment, slice.site.id)}`;
}

/** The vault, and where scripts run that may write certificates in it, and nobody else. */
export function certificateVault(slice: PlatformSlice, network: AzureNetwork): RenderedComponent {
  const { site, subnetId, securityGroupId } = network;
  const key = `vault:${slice.site.id}`;
  const tags = tagsOf(slice, sharedService, key);
  const common = { resourceGroupName: site.base.resourceGroup, location: site.location, tags };
  const storage = scriptsStorage(slice, site);
  const fromScripts = { bypass: 'AzureServices', defaultAction: 'Deny' } as const;
  const identity = { id: identityId(site.base, scriptsIdentity), kind: 'own' } as const;
  const zoneSubnets = [...network.zones.values()].flatMap(({ subnets }) => subnets.map(({ name }) => name));
  // The gateway's subnet, where there is one, is the last of the others.
  const before = publicEntries(slice, network).gateway.length > 0 ? site.gatewaySubnet : zoneSubnets.at(-1);
  return {
    kind: 'Certificate',
    layer: 'base',
    key,
    at: null,
    resources: [
      ...closedGroup(slice.plan.zones, site, scriptsGroup, {
        stands: 'scripts',
        tags,
        dependsOn: [site.base.resourceGroup],
      }),
      azureResource(
        'azure-native:network:Subnet',
        site.scriptsSubnet,
        {
          resourceGroupName: site.base.resourceGroup,
          virtualNetworkName: site.virtualNetwork,
          subnetName: site.scriptsSubnet,
          addressPrefixes: [site.scriptsPrefix],
          networkSecurityGroup: { id: securityGroupId(scriptsGroup) },
          natGateway: { id: site.baseId('Microsoft.Network/natGateways', site.natGateway) },
          defaultOutboundAccess: false,
          delegations: [{ name: 'scripts', serviceName: 'Microsoft.ContainerInstance/containerGroups' }],
          serviceEndpoints: [{ service: 'Microsoft.KeyVault' }, { service: 'Microsoft.Storage' }],
        },
        {
          dependsOn: [
            site.virtualNetwork,
            site.natGateway,
            scriptsGroup,
            ...(before === undefined ? [] : [before]),
          ],
        },
      ),
      azureResource(
        'azure-native:keyvault:Vault',
        site.keyVault,
        {
          ...common,
          vaultName: site.keyVault,
          properties: {
            tenantId: { $secret: 'azure.tenantId' },
            sku: { family: 'A', name: 'standard' },
            enableRbacAuthorization: true,
            enableSoftDelete: true,
            softDeleteRetentionInDays: 90,
            enablePurgeProtection: true,
            publicNetworkAccess: 'Enabled',
            networkAcls: { ...fromScripts, virtualNetworkRules: [{ id: subnetId(site.scriptsSubnet) }] },
          },
        },
        { holdsData: true, dependsOn: [site.scriptsSubnet] },
      ),
      azureResource(
        'azure-native:storage:StorageAccount',
        storage,
        {
          ...common,
          accountName: storage,
          kind: 'StorageV2',
          sku: { name: 'Standard_LRS' },
          minimumTlsVersion: 'TLS1_2',
          enableHttpsTrafficOnly: true,
          allowBlobPublicAccess: false,
          publicNetworkAccess: 'Enabled',
          networkRuleSet: {
            ...fromScripts,
            virtualNetworkRules: [{ virtualNetworkResourceId: subnetId(site.scriptsSubnet) }],
          },
        },
        { dependsOn: [site.scriptsSubnet] },
      ),
      azureResource(
        'azure-native:managedidentity:UserAssignedIdentity',
        scriptsIdentity,
        { ...common, resourceName: scriptsIdentity },
        { dependsOn: [site.base.resourceGroup] },
      ),
      grantRole(site.base, 'scripts-certificates', {
        role: 'keyVaultCertificatesOfficer',
        on: `Microsoft.KeyVault/vaults/${site.keyVault}`,
        identity,
        dependsOn: [site.keyVault, scriptsIdentity],
      }),
      grantRole(site.base, 'scripts-storage', {
        role: 'storageFilePrivileged',
        on: `Microsoft.Storage/storageAccounts/${storage}`,
        identity,
        dependsOn: [storage, scriptsIdentity],
      }),
    ],
  };
}
