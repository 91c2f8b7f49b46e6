import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import { labelKeys } from '../parts/labels.ts';
import type { Plane } from '../parts/network-policy.ts';
import { readSiteFacts, type SiteFacts } from '../parts/site-facts.ts';
import { textAt, textsAt } from './json.ts';

type Texts = { readonly [key: string]: string };

/** A resource as an object of the API server. */
export interface SeenObject {
  readonly resource: RenderedResource;
  readonly kind: string;
  readonly name: string;
  /** Empty for what belongs to the whole cluster. */
  readonly namespace: string;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly spec: JsonValue | undefined;
}

/** A namespace of a zone. */
export interface SeenZone {
  readonly id: string;
  readonly namespace: string;
  readonly environment: string;
  readonly facts: SiteFacts;
  readonly seen: SeenObject;
}

/** A server group by what runs it. */
export interface SeenGroup {
  readonly key: string;
  readonly service: string;
  readonly role: string;
  readonly form: ServerGroup['form'];
  readonly plane: Plane;
  readonly zone: SeenZone;
  /** Virtual machines, the Deployment, or the database cluster. */
  readonly workloads: readonly SeenObject[];
}

/** What a cluster would hold, by kind; zones and groups are known by their objects, not by the plan. */
export interface ClusterView {
  readonly all: readonly SeenObject[];
  of(kind: string): readonly SeenObject[];
  readonly zones: ReadonlyMap<string, SeenZone>;
  readonly zoneByNamespace: ReadonlyMap<string, SeenZone>;
  readonly groups: ReadonlyMap<string, SeenGroup>;
}

const forms = {
  VirtualMachine: 'machines',
  Deployment: 'containers',
  Cluster: 'managed-database',
} as const satisfies Readonly<Record<string, ServerGroup['form']>>;

/** Orders resources for reading. */
export function viewCluster(resources: readonly RenderedResource[]): ClusterView {
  const all = resources.map(seenObject);
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  const of = (kind: string): readonly SeenObject[] => byKind.get(kind) ?? [];
  const zones = of('Namespace').flatMap((seen): readonly SeenZone[] => {
    const id = seen.labels[labelKeys.zone];
    if (id === undefined) return [];
    const environment = seen.labels[labelKeys.environment] ?? '';
    return [{ id, namespace: seen.name, environment, facts: readSiteFacts(seen.annotations), seen }];
  });
  const zoneByNamespace = new Map(zones.map((zone) => [zone.namespace, zone]));
  return {
    all,
    of,
    zones: new Map(zones.map((zone) => [zone.id, zone])),
    zoneByNamespace,
    groups: new Map(
      Object.entries(forms).flatMap(([kind, form]) => seenGroups(of(kind), form, zoneByNamespace)),
    ),
  };
}

function seenGroups(
  workloads: readonly SeenObject[],
  form: ServerGroup['form'],
  zones: ReadonlyMap<string, SeenZone>,
): readonly (readonly [string, SeenGroup])[] {
  const byGroup = Map.groupBy(workloads, (seen) => {
    const labels = podLabels(seen);
    return groupKey(labels[labelKeys.service] ?? '', labels[labelKeys.role] ?? '');
  });
  return [...byGroup].flatMap(([key, same]) => {
    const [first] = same;
    const zone = zones.get(first?.namespace ?? '');
    if (first === undefined || zone === undefined) return [];
    const { [labelKeys.service]: service = '', [labelKeys.role]: role = '' } = podLabels(first);
    const plane = form === 'machines' ? 'vlan' : 'pods';
    return [[key, { key, service, role, form, plane, zone, workloads: same }] as const];
  });
}

/** Labels of the pods of a workload: what policies and schedules find them by, whatever the workload itself is called. */
export function podLabels({ kind, spec }: SeenObject): Texts {
  return kind === 'Cluster'
    ? textsAt(spec, 'inheritedMetadata', 'labels')
    : textsAt(spec, 'template', 'metadata', 'labels');
}

/** Labels of those pods of a group that a Service leads to: of a database its first instance. */
export function answeringLabels({ form, workloads: [first] }: SeenGroup): Texts {
  if (first === undefined) return {};
  return form === 'managed-database'
    ? { ...podLabels(first), 'cnpg.io/cluster': first.name, 'cnpg.io/instanceRole': 'primary' }
    : podLabels(first);
}

function seenObject(resource: RenderedResource): SeenObject {
  const { inputs } = resource;
  return {
    resource,
    kind: textAt(inputs, 'kind'),
    name: textAt(inputs, 'metadata', 'name'),
    namespace: textAt(inputs, 'metadata', 'namespace'),
    labels: textsAt(inputs, 'metadata', 'labels'),
    annotations: textsAt(inputs, 'metadata', 'annotations'),
    spec: inputs['spec'],
  };
}

/** Does an object hold data, so that engine and API server both refuse to delete it? */
export function holdsData({ resource, labels }: SeenObject): boolean {
  return resource.holdsData && labels[labelKeys.holdsData] === 'true';
}
