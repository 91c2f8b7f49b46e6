import type { DatabaseMeaning } from '#model/platform/meaning.ts';
import { readGibibytes } from '../parts/quantity.ts';
import { topologyKeys } from '../parts/spread.ts';
import { type ClusterView, holdsData, type SeenObject } from './cluster-view.ts';
import { at, textAt } from './json.ts';
import type { ReadPolicy } from './policies.ts';

/**
 * Databases that the platform runs. Instances that may share a host, or that cannot follow each other because the
 * exception for them is gone, count as one.
 */
export function readDatabases(
  view: ClusterView,
  policies: readonly ReadPolicy[],
): readonly DatabaseMeaning[] {
  const connected = new Set(
    policies.flatMap(({ exception, seen }) =>
      exception === 'database'
        ? [`${seen.namespace}/${textAt(seen.spec, 'podSelector', 'matchLabels', 'cnpg.io/cluster')}`]
        : [],
    ),
  );
  return [...view.groups.values()]
    .filter(({ form }) => form === 'managed-database')
    .flatMap(({ key, zone, workloads }) =>
      workloads.map((seen) => {
        const [, product = '', cycle = ''] =
          /\/([^/:]+):([^/:]+)$/.exec(textAt(seen.spec, 'imageName')) ?? [];
        const instances = at(seen.spec, 'instances');
        const count = typeof instances === 'number' ? instances : 0;
        const isWhole = standApart(seen) && connected.has(`${seen.namespace}/${seen.name}`);
        return {
          key,
          resources: [seen.resource.name],
          product,
          cycle,
          ...sizeOf(seen),
          replicas: isWhole ? count : Math.min(count, 1),
          holdsData: holdsData(seen) && holdsData(zone.seen),
        };
      }),
    );
}

/** What an instance is sure to have: what it asks for. */
function sizeOf({ spec }: SeenObject): Pick<DatabaseMeaning, 'vcpus' | 'memoryGib' | 'storageGib'> {
  const requests = at(spec, 'resources', 'requests');
  const cpu = textAt(requests, 'cpu');
  return {
    vcpus: /^[1-9]\d*$/.test(cpu) ? Number(cpu) : 0,
    memoryGib: readGibibytes(textAt(requests, 'memory')) ?? 0,
    storageGib: readGibibytes(textAt(spec, 'storage', 'size')) ?? 0,
  };
}

function standApart({ spec }: SeenObject): boolean {
  return (
    at(spec, 'affinity', 'enablePodAntiAffinity') === true &&
    textAt(spec, 'affinity', 'topologyKey') === topologyKeys.host
  );
}
