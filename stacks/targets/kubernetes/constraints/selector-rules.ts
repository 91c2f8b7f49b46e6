import type { JsonValue } from '#model/platform/rendering.ts';
import { labelKeys } from '../parts/labels.ts';
import { type ClusterView, podLabels, type SeenGroup } from '../read/cluster-view.ts';
import { at } from '../read/json.ts';
import { type ReadPolicy, type ReadRule, readPolicies } from '../read/policies.ts';
import { selects } from '../read/selector.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** What is asked of whom policies and the like are for: a selector that finds nobody is a mistake that looks like a rule. */
export const selectorRules: readonly ClusterRule[] = [
  {
    about: 'A policy is for somebody who stands in its zone.',
    find: (view) =>
      readPolicies(view)
        // Databases and containers may come later; the names they look up are for all of them.
        .filter(({ exception }) => exception !== 'kube-dns')
        .filter(({ podSelector }) => Object.keys(podSelector ?? {}).length > 0)
        .filter(
          (policy) => !groupsIn(view, policy).some((group) => selects(policy.podSelector, labelsOf(group))),
        )
        .map(({ seen, podSelector }) =>
          mistake(seen, 'spec.podSelector', podSelector, 'labels of what stands in the zone'),
        ),
  },
  {
    about: 'Who is let through by labels is somebody who is there.',
    find: (view) =>
      readPolicies(view)
        .filter(({ exception }) => exception === null)
        .flatMap((policy) =>
          [...(policy.ingress ?? []), ...(policy.egress ?? [])]
            .filter((rule) => !peersExist(view, policy, rule))
            .map(() => mistake(policy.seen, 'spec', policy.seen.spec, 'peers that stand in a zone here')),
        ),
  },
  {
    about: 'Every rule of a policy names its ports and its peers.',
    find: (view) =>
      readPolicies(view).flatMap(({ seen, ingress, egress }) =>
        [...(ingress ?? []), ...(egress ?? [])]
          .filter(({ peers, ports }) => peers === null || ports === null)
          .map(() => mistake(seen, 'spec', seen.spec, 'rules with ports and peers')),
      ),
  },
  {
    about: 'How few of a group may be gone at a time is said of a group that is there.',
    find: (view) =>
      view
        .of('PodDisruptionBudget')
        .filter(
          ({ namespace, spec }) =>
            ![...view.groups.values()].some(
              (group) =>
                group.zone.namespace === namespace && selects(at(spec, 'selector') ?? {}, labelsOf(group)),
            ),
        )
        .map((seen) =>
          mistake(seen, 'spec.selector', at(seen.spec, 'selector'), 'labels of pods in the zone'),
        ),
  },
];

function groupsIn(view: ClusterView, { zone, plane }: ReadPolicy): readonly SeenGroup[] {
  return [...view.groups.values()].filter((group) => group.zone === zone && group.plane === plane);
}

function labelsOf({ form, workloads: [first] }: SeenGroup): { readonly [key: string]: string } {
  if (first === undefined) return {};
  return form === 'managed-database'
    ? { ...podLabels(first), 'cnpg.io/cluster': first.name }
    : podLabels(first);
}

function peersExist(view: ClusterView, policy: ReadPolicy, { peers }: ReadRule): boolean {
  return (peers ?? []).every((peer) => {
    if (peer.kind === 'block') return true;
    const namespaces = peer.namespaces ?? ownNamespace(policy);
    return peer.pods === null
      ? [...view.zones.values()].some(({ seen }) => selects(namespaces, seen.labels))
      : [...view.groups.values()].some(
          (group) =>
            group.plane === policy.plane &&
            selects(namespaces, group.zone.seen.labels) &&
            selects(peer.pods ?? {}, labelsOf(group)),
        );
  });
}

function ownNamespace({ zone }: ReadPolicy): JsonValue {
  return { matchLabels: { [labelKeys.zone]: zone.id, [labelKeys.environment]: zone.environment } };
}
