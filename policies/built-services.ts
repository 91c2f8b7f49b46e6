import type { Subject } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { ControlContext } from './control.ts';

/** A service that is built in the environment that is judged, with its servers there. */
export interface BuiltService {
  readonly service: Service;
  readonly subject: Subject;
  /** Empty where somebody else runs it. */
  readonly groups: readonly ServerGroup[];
}

/** What a control that reads the plan looks at: services of other environments and proposals are not there. */
export function builtServices({
  declaration,
  plan,
}: Pick<ControlContext, 'declaration' | 'plan'>): readonly BuiltService[] {
  if (plan === null) return [];
  const built = new Set(plan.services.filter(({ build }) => build).map(({ id }) => id));
  const groups = Map.groupBy(
    plan.groups.filter(({ build }) => build),
    ({ service }) => service,
  );
  return declaration.services
    .filter(({ id }) => built.has(id))
    .map((service) => ({
      service,
      subject: { kind: 'service', id: service.id, name: service.name },
      groups: groups.get(service.id) ?? [],
    }));
}

/** The group a device is a server of, by the id it is declared under; undefined where it is none of the plan. */
export function groupsByServer({ groups }: Pick<PlatformPlan, 'groups'>): ReadonlyMap<string, ServerGroup> {
  return new Map(
    groups
      .filter(({ build }) => build)
      .flatMap((group) => group.servers.map(({ id }): [string, ServerGroup] => [id, group])),
  );
}

/** `services/gis.yaml:12`, as evidence names a place of the declaration. */
export function placeSource({ file, line }: Pick<DeclaredPlace, 'file' | 'line'>): string {
  return line === null ? file : `${file}:${line}`;
}

/** A platform site as people call it. */
export function nameSite({ organisation }: Declaration, id: string): string {
  return organisation.platformSites.find((site) => site.id === id)?.name ?? id;
}
