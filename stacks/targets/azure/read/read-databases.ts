import type { DatabaseMeaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import databaseSizes from '../database-sizes.json' with { type: 'json' };
import { keyOf, listAt, numberAt, textAt } from './look.ts';
import { idKey, ownKey, type ResourceIndex } from './resource-index.ts';

/** Databases that Azure runs: the server that writes, the one that stands by, and those that read. */
export function readDatabases(index: ResourceIndex): readonly DatabaseMeaning[] {
  const servers = index.ofType('azure-native:dbforpostgresql:Server');
  return servers.flatMap((server): readonly DatabaseMeaning[] => {
    const key = keyOf(server, 'group');
    if (key === null || server.inputs['createMode'] !== 'Create') return [];
    const readers = servers.filter(
      ({ inputs }) =>
        inputs['createMode'] === 'Replica' &&
        idKey(textAt(inputs, 'sourceServerResourceId') ?? '') === ownKey(server),
    );
    const all = [server, ...readers];
    const answering = all.filter((each) => isReached(index, each));
    const standby = textAt(server.inputs, 'highAvailability', 'mode');
    const hasStandby = standby === 'ZoneRedundant' || standby === 'SameZone';
    return [
      {
        key,
        resources: all.map(({ name }) => name),
        product: 'postgresql',
        cycle: textAt(server.inputs, 'version') ?? '',
        replicas: answering.length + (hasStandby ? 1 : 0),
        ...smallestOf(all),
        holdsData: all.every(({ holdsData }) => holdsData),
      },
    ];
  });
}

/** What each of some servers has, by the size it names. One of a size that nobody knows has nothing. */
function smallestOf(
  servers: readonly RenderedResource[],
): Pick<DatabaseMeaning, 'vcpus' | 'memoryGib' | 'storageGib'> {
  const sizes = servers.map(({ inputs }) =>
    databaseSizes.sizes.find(({ name }) => name === textAt(inputs, 'sku', 'name')),
  );
  const storage = servers.map(({ inputs }) => numberAt(inputs, 'storage', 'storageSizeGB') ?? 0);
  return {
    vcpus: Math.min(...sizes.map((size) => size?.vcpus ?? 0)),
    memoryGib: Math.min(...sizes.map((size) => size?.memoryGib ?? 0)),
    storageGib: Math.min(...storage),
  };
}

/** A server that nobody reaches is none. */
function isReached(index: ResourceIndex, server: RenderedResource): boolean {
  return index
    .ofType('azure-native:network:PrivateEndpoint')
    .some(({ inputs }) =>
      listAt(inputs, 'privateLinkServiceConnections').some(
        (connection) => idKey(textAt(connection, 'privateLinkServiceId') ?? '') === ownKey(server),
      ),
    );
}
