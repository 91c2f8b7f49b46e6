import { stableBelow } from '#stacks/plan/stable-hash.ts';
import type { PlatformSlice } from '../slice.ts';
import { type ArmScope, armId } from './arm-id.ts';
import { azureName, globalName } from './azure-names.ts';

/** What every resource of a site is placed by; all of it follows from the slice's own names. */
export interface AzureSite {
  readonly location: string;
  readonly subscription: string;
  /** Resource groups of the layers. */
  readonly base: ArmScope;
  readonly services: ArmScope;
  readonly virtualNetwork: string;
  readonly gatewaySubnet: string;
  /** Where scripts that make certificates run. */
  readonly scriptsSubnet: string;
  readonly natGateway: string;
  readonly gallery: string;
  readonly keyVault: string;
  readonly workspace: string;
  /**
   * Addresses of what only Azure has: the gateway's own subnet and those of containers. From 100.64.0.0/10
   * (RFC 6598), which Azure routes within a network and no zone uses.
   */
  readonly platformPrefix: string;
  readonly gatewayPrefix: string;
  readonly scriptsPrefix: string;
  /** Id of something in the base layer's group. */
  baseId(type: string, ...names: readonly string[]): string;
  servicesId(type: string, ...names: readonly string[]): string;
}

/** The names and ids of a site. */
export function azureSite({ plan, site }: Pick<PlatformSlice, 'plan' | 'site'>): AzureSite {
  const { organisation, environment } = plan;
  const { subscription, location } = site.azure;
  const stem = `${organisation}-${environment}-${site.id}`;
  const base = { subscription, resourceGroup: azureName('rg', `${stem}-base`, 'resourceGroup') };
  const services = { subscription, resourceGroup: azureName('rg', `${stem}-services`, 'resourceGroup') };
  const second = 64 + stableBelow(64, 'platform prefix', organisation, environment, site.id);
  const unique = [subscription, organisation, environment, site.id] as const;
  return {
    location,
    subscription,
    base,
    services,
    virtualNetwork: azureName('vnet', stem, 'virtualNetwork'),
    gatewaySubnet: 'snet-gateway',
    scriptsSubnet: 'snet-scripts',
    natGateway: azureName('ng', stem),
    // A gallery's name may not hold hyphens.
    gallery: azureName('gal', stem).replaceAll('-', '_'),
    keyVault: globalName('kv', site.id, 'keyVault', ...unique),
    workspace: azureName('log', stem, 'workspace'),
    platformPrefix: `100.${second}.0.0/16`,
    gatewayPrefix: `100.${second}.0.0/24`,
    scriptsPrefix: `100.${second}.255.0/24`,
    baseId: (type, ...names) => armId(base, type, ...names),
    servicesId: (type, ...names) => armId(services, type, ...names),
  };
}
