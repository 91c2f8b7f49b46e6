import type { PlannedDatabase } from '#model/platform/planned-publication.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { PlanContext } from './context.ts';

/** Server groups with a database engine, with what the standard says of the engine. */
export function planDatabases(
  { declaration }: PlanContext,
  groups: readonly ServerGroup[],
): readonly PlannedDatabase[] {
  return groups.flatMap(({ key, engine: id, servers, disks, build }) => {
    const engine = declaration.standards.engines.find((candidate) => candidate.id === id);
    if (engine === undefined) return [];
    return [
      {
        group: key,
        engine: engine.id,
        product: engine.product,
        cycle: engine.cycle,
        replicas: servers.length,
        storageGib: disks.reduce((sum, { sizeGib }) => sum + sizeGib, 0),
        build,
      },
    ];
  });
}
