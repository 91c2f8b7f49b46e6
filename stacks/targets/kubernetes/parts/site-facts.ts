import type { KubernetesSettings } from '#model/declaration/platform-site.ts';

const prefix = 'grundval.se/site-';

/**
 * What the cluster calls things, as annotations of every zone's namespace: so that an issuer or a backup location
 * that somebody swaps is seen without the declaration at hand.
 */
export interface SiteFacts {
  readonly publicIssuer: string;
  readonly internalIssuer: string;
  readonly backupLocation: string;
  readonly isolatedBackupLocation: string;
  readonly apiServerNetworks: readonly string[];
  readonly gatewayNetworks: readonly string[];
  readonly objectStoreNetworks: readonly string[];
}

const keys = {
  publicIssuer: `${prefix}public-issuer`,
  internalIssuer: `${prefix}internal-issuer`,
  backupLocation: `${prefix}backup-location`,
  isolatedBackupLocation: `${prefix}isolated-backup-location`,
  apiServerNetworks: `${prefix}api-server-networks`,
  gatewayNetworks: `${prefix}gateway-networks`,
  objectStoreNetworks: `${prefix}object-store-networks`,
} as const satisfies Record<keyof SiteFacts, string>;

/** The facts as annotations. */
export function siteFactAnnotations(settings: KubernetesSettings): { readonly [key: string]: string } {
  return {
    [keys.publicIssuer]: settings.publicIssuer,
    [keys.internalIssuer]: settings.internalIssuer,
    [keys.backupLocation]: settings.backupLocation,
    [keys.isolatedBackupLocation]: settings.isolatedBackupLocation,
    [keys.apiServerNetworks]: settings.apiServerNetworks.join(' '),
    [keys.gatewayNetworks]: settings.gatewayNetworks.join(' '),
    [keys.objectStoreNetworks]: settings.objectStoreNetworks.join(' '),
  };
}

/** The facts of a namespace's annotations; empty where they are gone, so that nothing matches them. */
export function readSiteFacts(annotations: { readonly [key: string]: string }): SiteFacts {
  const words = (key: string) => (annotations[key] ?? '').split(' ').filter((word) => word !== '');
  return {
    publicIssuer: annotations[keys.publicIssuer] ?? '',
    internalIssuer: annotations[keys.internalIssuer] ?? '',
    backupLocation: annotations[keys.backupLocation] ?? '',
    isolatedBackupLocation: annotations[keys.isolatedBackupLocation] ?? '',
    apiServerNetworks: words(keys.apiServerNetworks),
    gatewayNetworks: words(keys.gatewayNetworks),
    objectStoreNetworks: words(keys.objectStoreNetworks),
  };
}
