import type { PlatformPlan } from '#model/platform/plan.ts';
import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';

/** Where an end of a flow is in the network: a zone by id, the internet, or somebody else's servers. */
export type Place = `zone:${string}` | 'internet' | 'outside';

/** All that is open from one place to another, added up. */
export interface PlaceEdge {
  readonly from: Place;
  readonly to: Place;
  readonly flows: number;
  /** Flows that let in who has not said who it is. */
  readonly open: number;
}

/** The place of an end; null for servers that have no zone. */
export type PlaceOf = (end: FlowEnd) => Place | null;

/** Looks ends up in a plan. */
export function placesOf({ groups }: Pick<PlatformPlan, 'groups'>): PlaceOf {
  const zones = new Map(groups.map(({ key, zone }) => [key, zone]));
  return (end) => {
    switch (end.kind) {
      case 'internet':
      case 'outside':
        return end.kind;
      case 'zone':
        return `zone:${end.zone}`;
      case 'group': {
        const zone = zones.get(`${end.service}/${end.role}`) ?? null;
        return zone === null ? null : `zone:${zone}`;
      }
    }
  };
}

/** Flows added up by the places of their ends, sorted by place; what has a server without a zone is left out. */
export function edgesBetween(flows: readonly PlannedFlow[], placeOf: PlaceOf): readonly PlaceEdge[] {
  const edges = new Map<string, PlaceEdge>();
  for (const flow of flows) {
    const from = placeOf(flow.from);
    const to = placeOf(flow.to);
    if (from === null || to === null) continue;
    const key = `${from}>${to}`;
    const known = edges.get(key) ?? { from, to, flows: 0, open: 0 };
    edges.set(key, {
      from,
      to,
      flows: known.flows + 1,
      open: known.open + (flow.authenticated ? 0 : 1),
    });
  }
  return [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

/** How many servers are planned in each zone that has any. */
export function serversByZone({ groups }: Pick<PlatformPlan, 'groups'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { zone, servers } of groups) {
    if (zone !== null) counts.set(zone, (counts.get(zone) ?? 0) + servers.length);
  }
  return counts;
}
