import type { FlowMeaning, OpenEnd } from '#model/platform/meaning.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import { flowMeaningKey } from '../../planned-meaning.ts';
import type { AddressBook } from '../../target.ts';
import { labelKeys } from '../parts/labels.ts';
import type { Plane } from '../parts/network-policy.ts';
import type { ClusterView, SeenGroup } from './cluster-view.ts';
import type { ReadPolicy, ReadPort, ReadRule } from './policies.ts';
import { readEnds } from './read-ends.ts';
import { type Presence, readPresence } from './read-presence.ts';

type Way = Pick<FlowMeaning, 'from' | 'to' | 'port' | 'protocol'>;
type Side = 'out' | 'in';

/** One side of a flow on one network, as one policy has it. */
interface Half extends Way {
  readonly side: Side;
  readonly plane: Plane;
  readonly resource: string;
}

/**
 * What is open: where every network of every end on the site lets it through. What only some of them let through is
 * closed, and told apart by a key of its own, since somebody has opened half a door.
 */
export function readFlows(
  view: ClusterView,
  policies: readonly ReadPolicy[],
  book: AddressBook,
): readonly FlowMeaning[] {
  const ends = readEnds(view, book);
  const presence = readPresence(view, book);
  const halves = policies
    .filter(({ exception }) => exception === null)
    .flatMap((policy): readonly Half[] => {
      const subject = ends.subjectOf(policy);
      if (subject === null) return [];
      const halvesOf = (rules: readonly ReadRule[] | null, side: Side): readonly Half[] =>
        (rules ?? []).flatMap((rule) =>
          ends.peersOf(policy, rule.peers).flatMap((peer) =>
            portsOf(rule.ports).map((port) => ({
              side,
              plane: policy.plane,
              resource: policy.seen.resource.name,
              from: side === 'out' ? subject : peer,
              to: side === 'out' ? peer : subject,
              ...port,
            })),
          ),
        );
      return [...halvesOf(policy.egress, 'out'), ...halvesOf(policy.ingress, 'in')];
    });
  const flows = [...Map.groupBy(halves, flowMeaningKey)].map(([key, same]) =>
    joinHalves(view, presence, key, same),
  );
  return [...flows, ...gatewaysBeyond(policies, flows)];
}

function joinHalves(view: ClusterView, presence: Presence, key: string, same: readonly Half[]): FlowMeaning {
  const [{ from, to, port, protocol }] = same as readonly [Half];
  const found = new Set(same.map(({ side, plane }) => `${side} ${plane}`));
  const needed = [
    ...planesOf(view, from).map((plane) => `out ${plane}`),
    ...planesOf(view, to).map((plane) => `in ${plane}`),
  ];
  const resources = [...new Set(same.map(({ resource }) => resource))];
  const isWhole = needed.length === found.size && needed.every((half) => found.has(half));
  const text = isWhole ? '' : ` (${[...found].sort().join(', ')} only)`;
  const isThere = standsInZone(view, presence, { from, to, port, protocol });
  return {
    key: `${key}${text}${isThere ? '' : ' (not in the zone)'}`,
    resources,
    from,
    to,
    port,
    protocol,
  };
}

/** Containers and databases are met by everybody but each other at an address of the zone, and come from there. */
function standsInZone(view: ClusterView, presence: Presence, { from, to, port, protocol }: Way): boolean {
  const source = seenGroup(view, from);
  const target = seenGroup(view, to);
  if (source?.plane === 'pods' && target?.plane === 'pods') return true;
  return (
    (target?.plane !== 'pods' || presence.answers(target, port, protocol)) &&
    (source?.plane !== 'pods' || presence.comesFromPlanned(source))
  );
}

function seenGroup(view: ClusterView, end: OpenEnd): SeenGroup | undefined {
  return end.kind === 'group' ? view.groups.get(groupKey(end.service, end.role)) : undefined;
}

/** Networks on which an end has policies of its own. */
function planesOf(view: ClusterView, end: OpenEnd): readonly Plane[] {
  if (end.kind === 'zone') return view.zones.has(end.zone) ? ['pods', 'vlan'] : [];
  const group = seenGroup(view, end);
  return group === undefined ? [] : [group.plane];
}

function portsOf(ports: readonly ReadPort[] | null): readonly Pick<Way, 'port' | 'protocol'>[] {
  if (ports === null) return [{ port: null, protocol: null }];
  return ports.map(({ protocol, first, last }) => ({
    port: first === last ? first : null,
    protocol: protocol === 'TCP' ? 'tcp' : protocol === 'UDP' ? 'udp' : null,
  }));
}

/** Ports that a gateway may reach though the internet may not. */
function gatewaysBeyond(
  policies: readonly ReadPolicy[],
  flows: readonly FlowMeaning[],
): readonly FlowMeaning[] {
  const open = new Set(flows.map(({ key }) => key));
  return policies
    .filter(({ exception }) => exception === 'gateway')
    .flatMap(({ seen, ingress }) =>
      (ingress ?? []).flatMap(({ ports }) =>
        portsOf(ports).flatMap((port): readonly FlowMeaning[] => {
          const service = seen.labels[labelKeys.service] ?? '';
          const role = seen.labels[labelKeys.role] ?? '';
          const to: OpenEnd = { kind: 'group', service, role };
          if (open.has(flowMeaningKey({ from: { kind: 'internet' }, to, ...port }))) return [];
          const from: OpenEnd = { kind: 'addresses', cidr: 'gateway' };
          return [
            {
              key: flowMeaningKey({ from, to, ...port }),
              resources: [seen.resource.name],
              from,
              to,
              ...port,
            },
          ];
        }),
      ),
    );
}
