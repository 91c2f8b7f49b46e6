import type { RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import { sortedBy } from '#stacks/plan/by-key.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { azureName, slug, stableText } from './azure-names.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { tagsOf } from './azure-tags.ts';
import { certificateScript, scriptTag, scriptVersion, vaultIssuers } from './certificate-script.ts';
import { certificateVault, scriptsIdentity, scriptsStorage } from './certificate-vault.ts';
import { identityId } from './grant-role.ts';

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
        certificateVault(slice, network),
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
    forceUpdateTag: scriptTag(variables),
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
