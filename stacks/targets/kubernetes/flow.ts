import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import { flowMeaningKey } from '../planned-meaning.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { environmentLabels, groupSelector, labelKeys } from './parts/labels.ts';
import { flowName, zoneName } from './parts/names.ts';
import {
  type Peer,
  type Plane,
  type PolicySpec,
  policyResource,
  type Selector,
} from './parts/network-policy.ts';
import { findGroup, isAddressed, peersOf, planeOf } from './parts/peers.ts';

/** A flow: let out where it begins and let in where it ends, on the network that either end stands in. */
export const flow: Component = {
  kind: 'Flow',
  description: {
    sv: 'NetworkPolicy ut ur källan och in till målet; för virtuella servrar på VLAN MultiNetworkPolicy.',
    en: 'NetworkPolicy out of the source and into the target; MultiNetworkPolicy for virtual servers on a VLAN.',
  },
  render(slice) {
    const components: RenderedComponent[] = [];
    const unsupported: Unsupported[] = [];
    for (const planned of slice.flows) {
      const at = planned.reasons[0]?.at ?? null;
      if (![planned.from, planned.to].every((end) => isAddressed(slice.plan, end))) {
        unsupported.push(withoutAddress(planned, at));
        continue;
      }
      const resources = flowResources(slice, planned);
      components.push({ kind: 'Flow', layer: 'services', key: planned.key, at, resources });
    }
    return { components, unsupported };
  },
};

/** An end on the site: whose traffic a policy governs. */
interface Subject {
  readonly zone: string;
  readonly podSelector: Selector;
  readonly planes: readonly Plane[];
}

function flowResources(slice: PlatformSlice, planned: PlannedFlow): readonly RenderedResource[] {
  const { from, to, port } = planned;
  const ports = [{ protocol: planned.protocol === 'tcp' ? 'TCP' : 'UDP', port }] as const;
  const halves = [
    {
      subject: subjectOf(slice, from),
      peer: to,
      suffix: 'out',
      specOf: (podSelector: Selector, peers: readonly Peer[]): PolicySpec => ({
        podSelector,
        policyTypes: ['Egress'],
        egress: [{ to: peers, ports }],
      }),
    },
    {
      subject: subjectOf(slice, to),
      peer: from,
      suffix: 'in',
      specOf: (podSelector: Selector, peers: readonly Peer[]): PolicySpec => ({
        podSelector,
        policyTypes: ['Ingress'],
        ingress: [{ from: peers, ports }],
      }),
    },
  ];
  const resources: RenderedResource[] = [];
  for (const { subject, peer, suffix, specOf } of halves) {
    if (subject === null) continue;
    for (const plane of subject.planes) {
      const peers = peersOf(slice, plane, peer);
      resources.push(
        policyResource(
          plane,
          {
            name: `${flowName(planned)}--${suffix}`,
            namespace: zoneName(slice.plan, subject.zone),
            labels: flowLabels(slice, planned),
          },
          specOf(subject.podSelector, peers),
        ),
      );
    }
  }
  return resources;
}

function subjectOf(slice: PlatformSlice, end: FlowEnd): Subject | null {
  if (end.kind === 'zone') {
    const isHere = slice.zones.some(({ zone }) => zone.id === end.zone);
    return isHere ? { zone: end.zone, podSelector: {}, planes: ['pods', 'vlan'] } : null;
  }
  const group = end.kind === 'group' ? findGroup(slice, end) : undefined;
  return group === undefined
    ? null
    : { zone: group.zone, podSelector: { matchLabels: groupSelector(group) }, planes: [planeOf(group)] };
}

/** The service that declares the flow, so that its owner is known. */
function flowLabels({ plan }: PlatformSlice, { reasons }: PlannedFlow): { readonly [key: string]: string } {
  const [reason] = reasons;
  return {
    ...environmentLabels(plan),
    ...(reason === undefined ? {} : { [labelKeys.service]: reason.service }),
  };
}

function withoutAddress(planned: PlannedFlow, at: Unsupported['at']): Unsupported {
  const { from, to, port, protocol } = planned;
  return {
    kind: 'Flow',
    // As the network knows it, where bought services are the internet.
    key: flowMeaningKey({ from: asOpen(from), to: asOpen(to), port, protocol }),
    at,
    reason: {
      sv: 'Servrarna i ena änden har ingen adress, och på ett VLAN känner nätet bara igen adresser. Ge dem adresser med `addresses`.',
      en: 'The servers at one end have no address, and on a VLAN the network knows addresses only. Give them some by `addresses`.',
    },
  };
}

function asOpen(end: FlowEnd): Exclude<FlowEnd, { kind: 'outside' }> {
  return end.kind === 'outside' ? { kind: 'internet' } : end;
}
