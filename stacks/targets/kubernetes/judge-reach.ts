import type { Cidr } from '#model/declaration/cidr.ts';
import type { ReachQuestion } from '#model/platform/is-open.ts';
import type { ReachEvaluator } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { AddressBook } from '../target.ts';
import { type Actor, actorsOf } from './read/actors.ts';
import { viewCluster } from './read/cluster-view.ts';
import { guardVerdict } from './read/guards.ts';
import { coversPeer } from './read/match-peer.ts';
import { type ReadPolicy, type ReadRule, readPolicies } from './read/policies.ts';
import { selects } from './read/selector.ts';

type Direction = 'ingress' | 'egress';
type Port = Pick<ReachQuestion, 'port' | 'protocol'>;

/**
 * A judge of reach as Kubernetes would be: somebody whom any policy selects is closed in that direction but for the
 * union of its rules; who sends must be let out and who receives let in; ClusterNetworkPolicies stand above (Admin)
 * and below (Baseline) on the pod network. The named exceptions of the platform itself are not asked about. Where
 * neither end stands in the cluster, nothing passes through it.
 */
export function judgeReach(resources: readonly RenderedResource[], book: AddressBook): ReachEvaluator {
  const view = viewCluster(resources);
  const rules = rulesOf(readPolicies(view).filter(({ exception }) => exception === null));
  const actors = actorsOf(view, book);
  const isLetThrough = (direction: Direction, subject: Actor, peer: Actor, port: Port): boolean => {
    if (subject.pod === null) return true;
    const addresses = direction === 'ingress' ? peer.comesFrom : peer.reachedAt;
    const guarded = subject.pod.plane === 'pods';
    const seen = { actor: peer, addresses };
    const above = guarded ? guardVerdict(view, 'Admin', direction, subject, seen, port) : 'Pass';
    if (above !== 'Pass') return above === 'Accept';
    const own = rules(direction, subject);
    if (own.isolated) return own.allow(peer, addresses, port);
    return !guarded || guardVerdict(view, 'Baseline', direction, subject, seen, port) !== 'Deny';
  };
  const known = new Map<string, boolean>();
  return ({ from, to, port, protocol }) =>
    actors(from).some((source) =>
      actors(to).some((target) => {
        if (source.pod === null && target.pod === null) return false;
        const key = `${source.key}>${target.key}:${protocol}/${port}`;
        const answer =
          known.get(key) ??
          (isLetThrough('egress', source, target, { port, protocol }) &&
            isLetThrough('ingress', target, source, { port, protocol }));
        known.set(key, answer);
        return answer;
      }),
    );
}

/** What policies say of somebody in one direction. */
interface Rules {
  readonly isolated: boolean;
  allow(peer: Actor, addresses: readonly Cidr[], port: Port): boolean;
}

function rulesOf(policies: readonly ReadPolicy[]): (direction: Direction, subject: Actor) => Rules {
  const known = new Map<string, Rules>();
  return (direction, subject) => {
    const key = `${direction} ${subject.key}`;
    const found = known.get(key) ?? makeRules(policies, direction, subject);
    known.set(key, found);
    return found;
  };
}

function makeRules(policies: readonly ReadPolicy[], direction: Direction, { pod }: Actor): Rules {
  const own = policies.filter(
    (policy) =>
      policy.zone === pod?.zone &&
      policy.plane === pod.plane &&
      policy[direction] !== null &&
      selects(policy.podSelector, pod.labels),
  );
  const rules = own.flatMap((policy) => (policy[direction] ?? []).map((rule) => ({ policy, rule })));
  const coverage = new Map<ReadRule, Map<string, boolean>>(rules.map(({ rule }) => [rule, new Map()]));
  return {
    isolated: own.length > 0,
    allow: (peer, addresses, port) =>
      rules.some(({ policy, rule }) => {
        if (!coversPort(rule, port)) return false;
        const answers = coverage.get(rule);
        const answer =
          answers?.get(peer.key) ??
          (rule.peers === null || rule.peers.some((each) => coversPeer(policy, each, peer, addresses)));
        answers?.set(peer.key, answer);
        return answer;
      }),
  };
}

function coversPort({ ports }: ReadRule, { port, protocol }: Port): boolean {
  return (
    ports === null ||
    ports.some((each) => each.protocol === protocol.toUpperCase() && each.first <= port && port <= each.last)
  );
}
