import type { RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import { sortedBy } from '#stacks/plan/by-key.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { azureName, globalName, slug, stableText } from './azure-names.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { certificateScript, scriptVersion, vaultIssuers } from './certificate-script.ts';
import { closedGroup } from './closed-group.ts';
import { grantRole, identityId } from './grant-role.ts';
import { publicEntries } from './public-entry.ts';

/** A certificate in the site's key vault, asked for by a script, since Resource Manager knows none. */
export const certificate: Component = {
  kind: 'Certificate',
  description: {
    sv: 'Ett certifikat beställs och förnyas i platsens nyckelvalv.',
    en: 'A certificate is ordered and renewed in the key vault of the site.',
  },
  render(slice) {
    if (slice.certificates.length === 0) return { components: [], unsupported: [] };
    const network = azureNetwork(slice);
    const sorted = sortedBy(slice.certificates, ({ host, service }) => `${host} ${service}`);
    return {
      components: [
        vaultComponent(slice, network),
        ...sorted.map(({ host, service, issuer }): RenderedComponent => {
          const name = slice.names.find((each) => each.host === host && each.service === service);
          return {
            kind: 'Certificate',
            layer: 'services',
            key: `certificate:${host} ${service}`,
            at: name?.at ?? null,
            resources: [issue(slice, network, { host, service, issuer: vaultIssuers[issuer] })],
          };
        }),
      ],
      unsupported: [],
    };
  },
};

/** Name of a certificate in the vault. */
export function certificateName(host: string, service: string): string {
  return azureName('cert', `${slug(host)}-${stableText('certificate', host, service).slice(0, 6)}`);
}

/** Logical name of the script that asks for a certificate. */
export function certificateScriptName(host: string, service: string): string {
  return azureName('issue', certificateName(host, service), 'script');
}

const scriptsGroup = 'nsg-scripts';
const scriptsIdentity = 'id-scripts';

function scriptsStorage(slice: PlatformSlice, site: AzureSite): string {
  const { organisation, environment } = slice.plan;
  return `st${globalName('x', '', 'keyVault', site.subscription, organisation, environment, slice.site.id).replace(/[^a-z0-9]/g, '')}`;
}

function issue(
  slice: PlatformSlice,
  { site, subnetId }: AzureNetwork,
  { host, service, issuer }: { readonly host: string; readonly service: string; readonly issuer: string },
): RenderedResource {
  const scriptName = certificateScriptName(host, service);
  const variables = {
    VAULT: site.keyVault,
    NAME: certificateName(host, service),
    HOST_NAME: host,
    ISSUER: issuer,
    // What public issuers sell at the longest is shorter; the vault takes what it gets.
    MONTHS: '12',
  };
  return azureResource('azure-native:resources:AzureCliScript', scriptName, {
    resourceGroupName: site.services.resourceGroup,
    scriptName,
    kind: 'AzureCLI',
    location: site.location,
    azCliVersion: scriptVersion,
    scriptContent: certificateScript,
    environmentVariables: Object.entries(variables).map(([name, value]) => ({ name, value })),
    // Runs again when what is asked for is another.
    forceUpdateTag: stableText('issue', ...Object.values(variables)),
    cleanupPreference: 'Always',
    retentionInterval: 'PT1H',
    timeout: 'PT30M',
    containerSettings: { subnetIds: [{ id: subnetId(site.scriptsSubnet) }] },
    storageAccountSettings: { storageAccountName: scriptsStorage(slice, site) },
    identity: {
      type: 'UserAssigned',
      userAssignedIdentities: [identityId(site.base, scriptsIdentity)],
    },
    tags: tagsOf(slice, service, `certificate:${host} ${service}`),
  });
}

/** The vault, and where scripts run that may write certificates in it, and nobody else. */
function vaultComponent(slice: PlatformSlice, network: AzureNetwork): RenderedComponent {
  const { site, subnetId, securityGroupId } = network;
  const key = `vault:${slice.site.id}`;
  const tags = tagsOf(slice, sharedService, key);
  const common = { resourceGroupName: site.base.resourceGroup, location: site.location, tags };
  const storage = scriptsStorage(slice, site);
  const fromScripts = {
    bypass: 'AzureServices',
    defaultAction: 'Deny',
  } as const;
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
