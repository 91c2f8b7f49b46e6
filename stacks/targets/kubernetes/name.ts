import type { PlannedName } from '#model/platform/planned-publication.ts';
import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import { nameLimits, shortenName } from '#stacks/plan/shorten-name.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { serverAddresses } from './parts/address-blocks.ts';
import { fixedEndpoints } from './parts/fixed-endpoints.ts';
import { backends, gatewayName, gatewayResources, listenerName, publishedByZone } from './parts/gateway.ts';
import { answeringAddresses } from './parts/group-service.ts';
import { serviceLabels } from './parts/labels.ts';
import { logicalName, resourceOf } from './parts/manifest.ts';
import { environmentPrefix, uniqueLabel, zoneName } from './parts/names.ts';
import { planeOf } from './parts/peers.ts';

/** Annotations by which ExternalDNS keeps the records of a name. */
export const dnsAnnotations = {
  hostname: 'external-dns.alpha.kubernetes.io/hostname',
  target: 'external-dns.alpha.kubernetes.io/target',
} as const;

/** A name: its record within the network, and where the internet reaches it a route from the service's gateway. */
export const name: Component = {
  kind: 'Name',
  description: {
    sv: 'En post i den interna namntjänsten och, för det som nås från internet, en HTTPRoute.',
    en: 'A record in the internal name service and, for what the internet reaches, an HTTPRoute.',
  },
  render(slice) {
    const components: RenderedComponent[] = [];
    const unsupported: Unsupported[] = [];
    for (const planned of slice.names) {
      const { host, service, port, at } = planned;
      const key = `${host} ${service} ${port}`;
      const addresses = addressesOf(slice, planned);
      if (addresses === null) unsupported.push({ kind: 'Name', key, at, reason: withoutAddress });
      // Without a record the internet may still come by the gateway to the groups that have addresses.
      const resources = [
        ...(addresses === null ? [] : recordResources(slice, planned, addresses)),
        ...ownGateway(slice, planned),
        ...routes(slice, planned),
      ];
      if (resources.length > 0) components.push({ kind: 'Name', layer: 'services', key, at, resources });
    }
    return { components, unsupported };
  },
};

const withoutAddress = {
  sv: 'En grupp som ska svara på namnet har ingen adress i planen. Ge servrarna adresser med `addresses`.',
  en: 'A group that is to answer to the name has no address in the plan. Give its servers some by `addresses`.',
} as const;

/** Addresses behind a name; null where one of its groups has none. */
function addressesOf(
  { plan, groups }: PlatformSlice,
  { groups: keys }: PlannedName,
): readonly string[] | null {
  const each = keys.map((key) => {
    const here = groups.find((group) => group.key === key);
    if (here !== undefined && planeOf(here) === 'pods') return answeringAddresses(here);
    return serverAddresses(plan.groups.find((group) => group.key === key)?.servers ?? []);
  });
  return each.some((addresses) => addresses.length === 0) ? null : each.flat();
}

/** The record of a name within the network. */
function recordResources(
  slice: PlatformSlice,
  planned: PlannedName,
  addresses: readonly string[],
): readonly RenderedResource[] {
  const { host, service, port } = planned;
  const first = slice.groups.find(({ key }) => planned.groups.includes(key));
  if (first === undefined) return [];
  return fixedEndpoints({
    name: shortenName(
      `${environmentPrefix(slice.plan)}${uniqueLabel(`${host} ${service} ${port}`)}`,
      nameLimits.dnsLabel,
    ),
    namespace: zoneName(slice.plan, first.zone),
    labels: serviceLabels(slice.plan, service),
    annotations: { [dnsAnnotations.hostname]: host, [dnsAnnotations.target]: addresses.join(',') },
    ports: [{ port, protocol: 'tcp' }],
    addresses,
    headless: true,
  });
}

/** A service that is no e-service but has a name on the internet: its gateway comes with the first of those names. */
function ownGateway(slice: PlatformSlice, planned: PlannedName): readonly RenderedResource[] {
  const { service } = planned;
  if (slice.eServices.some((each) => each.service === service)) return [];
  const first = slice.names.find((other) => other.service === service && other.exposure === 'internet');
  return first === planned ? gatewayResources(slice, service, { labels: {}, annotations: {} }) : [];
}

/** To the groups that the internet may reach, of those that answer to the name. */
function routes(slice: PlatformSlice, planned: PlannedName): readonly RenderedResource[] {
  const { host, service, port } = planned;
  return publishedByZone(slice, service).flatMap(({ zone, ports }) => {
    const own = ports.filter(({ names }) => names.includes(planned));
    if (own.length === 0) return [];
    const parent = gatewayName(slice, service, zone);
    const groups: readonly { readonly group: PlacedGroup; readonly port: number }[] = own;
    return [
      resourceOf({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        name: `${parent}.${uniqueLabel(`${host} ${port}`)}`,
        namespace: zoneName(slice.plan, zone),
        labels: serviceLabels(slice.plan, service),
        dependsOn: [logicalName('Gateway', parent)],
        body: {
          spec: {
            parentRefs: [{ name: parent, sectionName: listenerName(planned) }],
            hostnames: [host],
            rules: [{ backendRefs: backends(groups) }],
          },
        },
      }),
    ];
  });
}
