import type { RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import type { PlatformSlice, ZoneHere } from '../slice.ts';
import type { Component } from '../target.ts';
import { kubeDns } from './parts/exceptions.ts';
import { labelKeys, none, zoneLabels } from './parts/labels.ts';
import { logicalName, resourceOf } from './parts/manifest.ts';
import { zoneName } from './parts/names.ts';
import { closed, policyResource } from './parts/network-policy.ts';
import { siteFactAnnotations } from './parts/site-facts.ts';
import { zoneGuards } from './parts/zone-guards.ts';

/** A zone: a namespace, its VLAN, and all of it closed until a flow says otherwise. */
export const zone: Component = {
  kind: 'Zone',
  description: {
    sv: 'En namnrymd med zonens VLAN, där allt är stängt in och ut tills ett flöde öppnar.',
    en: 'A namespace with the VLAN of the zone, where all is closed in and out until a flow opens it.',
  },
  render: (slice) => ({
    components: slice.zones.map((here): RenderedComponent => {
      const { id, at } = here.zone;
      return { kind: 'Zone', layer: 'base', key: `zone:${id}`, at, resources: zoneResources(slice, here) };
    }),
    unsupported: [],
  }),
};

function zoneResources(slice: PlatformSlice, here: ZoneHere): readonly RenderedResource[] {
  const { plan, site } = slice;
  const { id } = here.zone;
  const name = zoneName(plan, id);
  const labels = zoneLabels(plan, id);
  const dependsOn = [logicalName('Namespace', name)];
  return [
    resourceOf({
      apiVersion: 'v1',
      kind: 'Namespace',
      name,
      labels,
      annotations: siteFactAnnotations(site.kubernetes),
      // To delete a namespace is to delete every disk in it.
      holdsData: slice.groups.some((group) => group.zone === id && group.form !== 'containers'),
    }),
    attachment(here, name, { labels, dependsOn }),
    policyResource('pods', { name: `${name}-closed`, namespace: name, labels, dependsOn }, closed),
    policyResource('vlan', { name: `${name}-closed`, namespace: name, labels, dependsOn }, closed),
    policyResource(
      'pods',
      {
        name: `${name}-kube-dns`,
        namespace: name,
        labels: { ...labels, [labelKeys.exception]: 'kube-dns' },
        dependsOn,
      },
      kubeDns,
    ),
    ...zoneGuards(slice, id),
  ];
}

/**
 * The VLAN as a network of the hall (OVN-Kubernetes, topology `localnet`). It names no subnets: then nobody but the
 * plan gives out addresses in it, and policies for it must name addresses, which the plan has.
 */
function attachment(
  { zone: { vlan }, subnet }: ZoneHere,
  name: string,
  rest: Pick<Parameters<typeof resourceOf>[0], 'labels' | 'dependsOn'>,
): RenderedResource {
  const config = {
    cniVersion: '0.3.1',
    name,
    type: 'ovn-k8s-cni-overlay',
    topology: 'localnet',
    netAttachDefName: `${name}/${name}`,
    ...(vlan === null ? {} : { vlanID: vlan }),
  };
  return resourceOf({
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    name,
    namespace: name,
    ...rest,
    annotations: {
      'grundval.se/ipv4': subnet.ipv4,
      'grundval.se/ipv6': subnet.ipv6 ?? none,
      ...(vlan === null ? { 'grundval.se/vlan': none } : {}),
    },
    body: { spec: { config: JSON.stringify(config) } },
  });
}
