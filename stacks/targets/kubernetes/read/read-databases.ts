import type { DatabaseMeaning } from '#model/platform/meaning.ts';
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
          replicas: isWhole ? count : Math.min(count, 1),
          holdsData: holdsData(seen) && holdsData(zone.seen),
        };
      }),
    );
}

function standApart({ spec }: SeenObject): boolean {
  return (
    at(spec, 'affinity', 'enablePodAntiAffinity') === true &&
    textAt(spec, 'affinity', 'topologyKey') === topologyKeys.host
  );
}
