import { compareText } from '#model/compare-text.ts';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { nameLimits, shortenName } from '#stacks/plan/shorten-name.ts';
import type { PlatformSlice } from '../../slice.ts';
import { certificateName } from './certificate-name.ts';
import { gatewayException } from './exceptions.ts';
import { fixedEndpoints } from './fixed-endpoints.ts';
import { portName } from './group-service.ts';
import { groupLabels, labelKeys, serviceLabels } from './labels.ts';
import { logicalName, resourceOf } from './manifest.ts';
import { environmentPrefix, uniqueLabel, zoneName } from './names.ts';
import { policyResource } from './network-policy.ts';
import { planeOf } from './peers.ts';
import { isEncrypted, type PublishedPort, publishedPorts } from './published.ts';

const gatewayApi = 'gateway.networking.k8s.io/v1';

/** Name of the gateway of a service in a zone: one each, so that routes stay within their namespace. */
export function gatewayName(slice: PlatformSlice, service: string, zone: string): string {
  return shortenName(`${environmentPrefix(slice.plan)}${service}-i-${zone}`, nameLimits.dnsLabel);
}

/** The published ports of a service by the zone of their groups. */
export function publishedByZone(
  slice: PlatformSlice,
  service: string,
): readonly { readonly zone: string; readonly ports: readonly PublishedPort[] }[] {
  return [...Map.groupBy(publishedPorts(slice, service), ({ group }) => group.zone)]
    .map(([zone, ports]) => ({ zone, ports }))
    .sort((a, b) => compareText(a.zone, b.zone));
}

/** Gateways of a service: listeners for what is published, routes for what has no name, and the way to each group. */
export function gatewayResources(
  slice: PlatformSlice,
  service: string,
  extra: Pick<Parameters<typeof resourceOf>[0], 'labels'> & {
    readonly annotations: { readonly [key: string]: string };
  },
): readonly RenderedResource[] {
  return publishedByZone(slice, service).flatMap(({ zone, ports }) => [
    gateway(slice, service, zone, ports, extra),
    ...portRoutes(slice, service, zone, ports),
    ...ways(slice, service, zone, ports),
  ]);
}

function gateway(
  slice: PlatformSlice,
  service: string,
  zone: string,
  ports: readonly PublishedPort[],
  { labels, annotations }: Parameters<typeof gatewayResources>[2],
): RenderedResource {
  const named = ports.flatMap(({ names }) => names);
  const unnamed = ports.filter(({ names }) => names.length === 0);
  const listeners = [
    ...[...new Map(named.map((name) => [`${name.host} ${name.port}`, name])).values()].map((name) => {
      const encrypted = isEncrypted(slice, name);
      return {
        name: listenerName(name),
        hostname: name.host,
        port: name.port,
        protocol: encrypted ? 'HTTPS' : 'HTTP',
        allowedRoutes: { namespaces: { from: 'Same' } },
        ...(encrypted
          ? { tls: { mode: 'Terminate', certificateRefs: [{ name: certificateName(name) }] } }
          : {}),
      };
    }),
    ...[...new Map(unnamed.map((each) => [portName(each), each])).values()].map((each) => ({
      name: portName(each),
      port: each.port,
      protocol: each.protocol.toUpperCase(),
      allowedRoutes: { namespaces: { from: 'Same' } },
    })),
  ];
  return resourceOf({
    apiVersion: gatewayApi,
    kind: 'Gateway',
    name: gatewayName(slice, service, zone),
    namespace: zoneName(slice.plan, zone),
    labels: { ...serviceLabels(slice.plan, service), ...labels },
    annotations,
    body: { spec: { gatewayClassName: slice.site.kubernetes.gatewayClass, listeners } },
  });
}

/** A listener's name: `https` names differ by host and port. */
export function listenerName({ host, port }: { readonly host: string; readonly port: number }): string {
  return uniqueLabel(`${host} ${port}`);
}

/** Routes for published ports that no name answers on: whatever comes to the port goes to its groups. */
function portRoutes(
  slice: PlatformSlice,
  service: string,
  zone: string,
  ports: readonly PublishedPort[],
): readonly RenderedResource[] {
  const unnamed = Map.groupBy(
    ports.filter(({ names }) => names.length === 0),
    portName,
  );
  const parent = gatewayName(slice, service, zone);
  return [...unnamed].map(([section, same]) =>
    resourceOf({
      apiVersion: gatewayApi,
      kind: section.startsWith('udp') ? 'UDPRoute' : 'TCPRoute',
      name: `${parent}.${section}`,
      namespace: zoneName(slice.plan, zone),
      labels: serviceLabels(slice.plan, service),
      dependsOn: [logicalName('Gateway', parent)],
      body: {
        spec: {
          parentRefs: [{ name: parent, sectionName: section }],
          rules: [{ backendRefs: backends(same) }],
        },
      },
    }),
  );
}

/** Groups as what a route leads to. */
export function backends(
  ports: readonly Pick<PublishedPort, 'group' | 'port'>[],
): readonly { readonly [key: string]: JsonValue }[] {
  return ports.map(({ group, port }) => ({ name: group.name, port }));
}

/** For each group behind a gateway: an opening for the gateway, and for virtual servers a Service that knows their addresses. */
function ways(
  slice: PlatformSlice,
  service: string,
  zone: string,
  ports: readonly PublishedPort[],
): readonly RenderedResource[] {
  const byGroup = Map.groupBy(ports, ({ group }) => group);
  const namespace = zoneName(slice.plan, zone);
  return [...byGroup].flatMap(([group, published]) => {
    const plane = planeOf(group);
    const policyPorts = published.map(({ port, protocol }) => ({
      protocol: protocol === 'tcp' ? ('TCP' as const) : ('UDP' as const),
      port,
    }));
    const opening = policyResource(
      plane,
      {
        name: `${group.name}-gateway`,
        namespace,
        labels: { ...groupLabels(slice.plan, group), [labelKeys.exception]: 'gateway' },
      },
      gatewayException(plane, group, gatewayName(slice, service, zone), policyPorts, slice.site.kubernetes),
    );
    const addresses = group.servers.flatMap(({ ipv4, ipv6 }) =>
      [ipv4, ipv6].flatMap((address) => address?.address ?? []),
    );
    const endpoints = {
      name: group.name,
      namespace,
      labels: groupLabels(slice.plan, group),
      ports: published,
      addresses,
      headless: false,
    };
    return [
      opening,
      ...(plane === 'pods' ? [] : fixedEndpoints(endpoints)),
      ...published.flatMap((each) => encryptedWay(slice, namespace, each)),
    ];
  });
}

/** What is encrypted to the gateway is encrypted from there on, too. */
function encryptedWay(
  slice: PlatformSlice,
  namespace: string,
  { group, names, ...port }: PublishedPort,
): readonly RenderedResource[] {
  const named = names.find((name) => isEncrypted(slice, name));
  if (named === undefined) return [];
  return [
    resourceOf({
      apiVersion: gatewayApi,
      kind: 'BackendTLSPolicy',
      name: `${group.name}.${portName(port)}`,
      namespace,
      labels: groupLabels(slice.plan, group),
      body: {
        spec: {
          targetRefs: [{ group: '', kind: 'Service', name: group.name, sectionName: portName(port) }],
          validation: { hostname: named.host, wellKnownCACertificates: 'System' },
        },
      },
    }),
  ];
}
