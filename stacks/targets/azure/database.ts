import type { Text } from '#model/format/text.ts';
import type { PlannedDatabase } from '#model/platform/planned-publication.ts';
import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { applicationGroup } from './application-group.ts';
import { availabilityZone } from './availability-zone.ts';
import { globalName } from './azure-names.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { tagsOf } from './azure-tags.ts';
import { databaseRetention } from './database-retention.ts';
import databaseSizes from './database-sizes.json' with { type: 'json' };
import { answeringServers } from './group-addresses.ts';
import { privateEndpoint } from './private-endpoint.ts';
import { smallestSize } from './smallest-size.ts';
import { unplaced } from './unplaced.ts';

/** A PostgreSQL server that Azure runs, reached at a private endpoint in the zone. */
export const database: Component = {
  kind: 'Database',
  description: {
    sv: 'En PostgreSQL-databas blir en hanterad server som bara nås i zonen; andra databaser står på maskiner.',
    en: 'A PostgreSQL database becomes a managed server reached in its zone only; other databases stand on machines.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const managed = slice.databases.flatMap((planned) => {
      const group = network.groups.get(planned.group);
      return group?.form === 'managed-database' ? [{ planned, group }] : [];
    });
    const judged = managed.map((each) => ({ ...each, reason: findReason(each.planned, each.group) }));
    return {
      components: judged
        .filter(({ reason }) => reason === null)
        .map(({ planned, group }) => ({
          kind: 'Database',
          layer: 'services',
          key: `group:${group.key}`,
          at: group.at,
          resources: [
            applicationGroup(slice, network.site, group),
            ...databaseServers(slice, network, planned, group),
          ],
        })),
      unsupported: [
        ...unplaced(slice, network, 'Database', ({ form, key }) =>
          form === 'managed-database' ? [key] : [],
        ),
        ...judged.flatMap(({ group: { key, at }, reason }) =>
          reason === null ? [] : [{ kind: 'Database' as const, key, at, reason }],
        ),
      ],
    };
  },
};

/** Name of a server of a database: of the first, which writes, and of its readers. */
export function databaseServerName(
  { subscription }: AzureSite,
  group: Pick<PlacedGroup, 'name'>,
  number: number,
): string {
  return globalName('psql', `${group.name}-${number}`, 'database', subscription);
}

/** Id of the server of a database that writes. */
export function databaseServerId(site: AzureSite, group: Pick<PlacedGroup, 'name'>): string {
  return site.servicesId('Microsoft.DBforPostgreSQL/flexibleServers', databaseServerName(site, group, 1));
}

/** The second server stands by in another zone without an address of its own; from the third on they read. */
function databaseServers(
  slice: PlatformSlice,
  network: AzureNetwork,
  planned: PlannedDatabase,
  group: PlacedGroup,
): readonly RenderedResource[] {
  return answeringServers(group).flatMap((server) => {
    const name = databaseServerName(network.site, group, server.number);
    const id = network.site.servicesId('Microsoft.DBforPostgreSQL/flexibleServers', name);
    return [
      databaseServer(slice, network.site, planned, group, server),
      privateEndpoint(slice, network, group, server, { id, dependsOn: name, part: 'postgresqlServer' }),
    ];
  });
}

function databaseServer(
  slice: PlatformSlice,
  site: AzureSite,
  planned: PlannedDatabase,
  group: PlacedGroup,
  { number, failureDomain, key }: PlannedServer,
): RenderedResource {
  const size = smallestSize(databaseSizes.sizes, group);
  const name = databaseServerName(site, group, number);
  const writer = databaseServerName(site, group, 1);
  const domains = slice.site.failureDomains;
  const zone = availabilityZone(domains, failureDomain);
  const standby = availabilityZone(domains, group.servers[1]?.failureDomain ?? null);
  const backup = slice.backups.find((each) => each.group === group.key);
  return azureResource(
    'azure-native:dbforpostgresql:Server',
    name,
    {
      resourceGroupName: site.services.resourceGroup,
      serverName: name,
      location: site.location,
      version: planned.cycle,
      sku: { name: size?.name ?? '', tier: size?.tier ?? '' },
      ...(zone === null ? {} : { availabilityZone: zone }),
      network: { publicNetworkAccess: 'Disabled' },
      authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' },
      storage: {
        storageSizeGB: databaseSizes.storageGib.find((gib) => gib >= planned.storageGib) ?? 0,
        autoGrow: 'Enabled',
      },
      ...(number === 1
        ? {
            createMode: 'Create',
            administratorLogin: 'grundval',
            administratorLoginPassword: { $secret: `${group.name}.administratorPassword` },
            highAvailability:
              group.servers.length < 2
                ? { mode: 'Disabled' }
                : zone === null || standby === null || zone === standby
                  ? { mode: 'SameZone' }
                  : { mode: 'ZoneRedundant', standbyAvailabilityZone: standby },
            backup: {
              backupRetentionDays: databaseRetention(backup?.keepSeconds ?? 0),
              // A copy in another region would leave the one that is declared.
              geoRedundantBackup: 'Disabled',
            },
          }
        : {
            createMode: 'Replica',
            sourceServerResourceId: databaseServerId(site, group),
          }),
      tags: {
        ...tagsOf(slice, group.service, number === 1 ? `group:${group.key}` : `server:${key}`),
        ...(failureDomain === null ? {} : { failureDomain }),
        // Azure copies the log of a server all the time and knows no interval: this is the one that was asked for.
        ...(number === 1 && backup !== undefined ? { copiedEverySeconds: String(backup.everySeconds) } : {}),
      },
    },
    { holdsData: true, dependsOn: number === 1 ? [] : [writer] },
  );
}

function findReason({ cycle, storageGib }: PlannedDatabase, group: PlacedGroup): Text | null {
  if (!databaseSizes.versions.includes(cycle)) {
    return {
      sv: `Azure kör inte PostgreSQL ${cycle}.`,
      en: `Azure does not run PostgreSQL ${cycle}.`,
    };
  }
  if (smallestSize(databaseSizes.sizes, group) === null) {
    const asked = `${group.vcpus} vCPU, ${group.memoryGib} GiB`;
    return {
      sv: `Ingen databasserver i Azure är så stor: ${asked}.`,
      en: `No database server in Azure is that large: ${asked}.`,
    };
  }
  if (!databaseSizes.storageGib.some((gib) => gib >= storageGib)) {
    return {
      sv: `En databasserver i Azure rymmer inte ${storageGib} GiB.`,
      en: `A database server in Azure does not hold ${storageGib} GiB.`,
    };
  }
  return null;
}
