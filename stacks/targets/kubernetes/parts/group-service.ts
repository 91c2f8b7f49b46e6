import { compareText } from '#model/compare-text.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../../slice.ts';
import { serverAddresses } from './address-blocks.ts';
import { groupLabels, groupSelector } from './labels.ts';
import { resourceOf } from './manifest.ts';
import { clusterName, zoneName } from './names.ts';
import { zoneSelector } from './peers.ts';

/** Annotation by which MetalLB gives a service the addresses it asks for. */
export const loadBalancerAddresses = 'metallb.io/loadBalancerIPs';

/** A port of a service, as flows open it. */
export interface ServicePort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** Ports that flows open into a group, each once, sorted. */
export function portsInto({ flows }: PlatformSlice, { service, role }: PlacedGroup): readonly ServicePort[] {
  const ports = flows
    .filter(({ to }) => to.kind === 'group' && to.service === service && to.role === role)
    .map(({ port, protocol }) => ({ port, protocol }));
  return [...new Map(ports.map((each) => [portName(each), each])).values()].sort((a, b) =>
    compareText(portName(a), portName(b)),
  );
}

/** `tcp-443` */
export function portName({ port, protocol }: ServicePort): string {
  return `${protocol}-${port}`;
}

/** Ports as a Service has them. */
export function servicePorts(ports: readonly ServicePort[]) {
  return ports.map((each) => ({
    name: portName(each),
    port: each.port,
    targetPort: each.port,
    protocol: each.protocol === 'tcp' ? 'TCP' : 'UDP',
  }));
}

/**
 * The address in its zone at which containers or a database answer: that of the first server of the group that has
 * one, in each family. A Service has one a family.
 */
export function answeringAddresses(group: Pick<PlacedGroup, 'servers'>): readonly string[] {
  const addresses = serverAddresses(group.servers);
  const first = [
    addresses.find((address) => !address.includes(':')),
    addresses.find((address) => address.includes(':')),
  ];
  return first.flatMap((address) => address ?? []);
}

/**
 * How containers or a database stand in their zone: they answer at one planned address, and what they ask of others
 * comes from the planned addresses of the group, so that rules on the VLAN know them.
 */
export function zonePresence(
  slice: PlatformSlice,
  group: PlacedGroup,
  selector: { readonly [key: string]: string },
): readonly RenderedResource[] {
  const { plan } = slice;
  const labels = groupLabels(plan, group);
  const ports = portsInto(slice, group);
  const answering = answeringAddresses(group);
  const leaving = serverAddresses(group.servers);
  const hasBoth = answering.length === 2;
  const service = resourceOf({
    apiVersion: 'v1',
    kind: 'Service',
    name: group.name,
    namespace: zoneName(plan, group.zone),
    labels,
    annotations: { [loadBalancerAddresses]: answering.join(',') },
    body: {
      spec: {
        type: answering.length === 0 ? 'ClusterIP' : 'LoadBalancer',
        // Else nodes would put their own address in place of the sender's, which rules go by.
        ...(answering.length === 0
          ? {}
          : { externalTrafficPolicy: 'Local', allocateLoadBalancerNodePorts: false }),
        ipFamilyPolicy: hasBoth ? 'PreferDualStack' : 'SingleStack',
        selector,
        ports: servicePorts(ports),
      },
    },
  });
  const egress = resourceOf({
    apiVersion: 'k8s.ovn.org/v1',
    kind: 'EgressIP',
    name: clusterName(plan, group.name),
    labels,
    body: {
      spec: {
        egressIPs: leaving,
        namespaceSelector: zoneSelector(plan.environment, group.zone),
        podSelector: { matchLabels: groupSelector(group) },
      },
    },
  });
  return [...(ports.length === 0 ? [] : [service]), ...(leaving.length === 0 ? [] : [egress])];
}
