import { compareText } from '#model/compare-text.ts';
import type { FlowEnd } from '#model/platform/planned-flows.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { PlatformSlice } from '../../slice.ts';
import { labelKeys, zoneLabels } from './labels.ts';
import { logicalName, resourceOf } from './manifest.ts';
import { clusterName, zoneName } from './names.ts';
import { isAddressed, zoneSelector } from './peers.ts';

/** Zones here have one subject each, so no two guards of a tier compete. */
const priority = 100;

/**
 * Two guards of the pod network that stand above and below every NetworkPolicy (network-policy-api, ClusterNetworkPolicy).
 * Admin: zones between which no flow is declared never talk, whatever a NetworkPolicy says. Baseline: a zone whose
 * default-deny policy is lost is still closed.
 */
export function zoneGuards(slice: PlatformSlice, zone: string): readonly RenderedResource[] {
  const { plan } = slice;
  const specs = guardSpecs(plan.environment, zone, {
    from: zonesBeyond(slice, zone, 'from'),
    to: zonesBeyond(slice, zone, 'to'),
  });
  return specs.map((spec) =>
    resourceOf({
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      name: clusterName(plan, `zon-${zone}-${spec.tier.toLowerCase()}`),
      labels: zoneLabels(plan, zone),
      dependsOn: [logicalName('Namespace', zoneName(plan, zone))],
      body: { spec },
    }),
  );
}

/** The guards of a zone, given the zones that flows lead to it from and out of it to, itself among them, sorted. */
export function guardSpecs(
  environment: string,
  zone: string,
  declared: { readonly from: readonly string[]; readonly to: readonly string[] },
) {
  const subject = { namespaces: zoneSelector(environment, zone) };
  const others = [{ namespaces: { matchExpressions: [{ key: labelKeys.zone, operator: 'Exists' }] } }];
  const only = (zones: readonly string[]) => [
    {
      namespaces: {
        matchLabels: { [labelKeys.environment]: environment },
        matchExpressions: [{ key: labelKeys.zone, operator: 'In', values: zones }],
      },
    },
  ];
  return [
    {
      tier: 'Admin',
      priority,
      subject,
      ingress: [
        { name: 'declared-zones', action: 'Pass', from: only(declared.from) },
        { name: 'other-zones', action: 'Deny', from: others },
      ],
      egress: [
        { name: 'declared-zones', action: 'Pass', to: only(declared.to) },
        { name: 'other-zones', action: 'Deny', to: others },
      ],
    },
    {
      tier: 'Baseline',
      priority,
      subject,
      ingress: [{ name: 'closed', action: 'Deny', from: [{ namespaces: {} }] }],
      egress: [
        { name: 'closed', action: 'Deny', to: [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }] },
      ],
    },
  ] as const;
}

/** Zones at the other end of flows of a zone, itself included: what is within a zone is for its own policies. */
function zonesBeyond({ plan, flows }: PlatformSlice, zone: string, side: 'from' | 'to'): readonly string[] {
  const zones = new Map(plan.groups.map((group) => [groupKey(group.service, group.role), group.zone]));
  const zoneOf = (end: FlowEnd): string | null => {
    if (end.kind === 'zone') return end.zone;
    return end.kind === 'group' ? (zones.get(groupKey(end.service, end.role)) ?? null) : null;
  };
  const near = side === 'from' ? 'to' : 'from';
  const beyond = flows
    .filter(({ from, to }) => isAddressed(plan, from) && isAddressed(plan, to))
    .filter((flow) => zoneOf(flow[near]) === zone)
    .flatMap((flow) => zoneOf(flow[side]) ?? []);
  return [...new Set([zone, ...beyond])].sort(compareText);
}
