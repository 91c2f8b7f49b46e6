import type { RenderedResource } from '#model/platform/rendering.ts';
import { portName, type ServicePort, servicePorts } from './group-service.ts';
import { logicalName, resourceOf } from './manifest.ts';

interface FixedEndpoints extends Pick<Parameters<typeof resourceOf>[0], 'labels' | 'annotations'> {
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly ServicePort[];
  readonly addresses: readonly string[];
  /** Has no address of its own in the cluster: for names, where the addresses themselves are the answer. */
  readonly headless: boolean;
}

/** A Service without pods, for addresses that the plan has given: one EndpointSlice a family. */
export function fixedEndpoints({
  name,
  namespace,
  labels,
  annotations,
  ports,
  addresses,
  headless,
}: FixedEndpoints): readonly RenderedResource[] {
  const families = [
    { type: 'IPv4', own: addresses.filter((address) => !address.includes(':')) },
    { type: 'IPv6', own: addresses.filter((address) => address.includes(':')) },
  ].filter(({ own }) => own.length > 0);
  return [
    resourceOf({
      apiVersion: 'v1',
      kind: 'Service',
      name,
      namespace,
      labels,
      ...(annotations === undefined ? {} : { annotations }),
      body: {
        spec: {
          type: 'ClusterIP',
          ...(headless ? { clusterIP: 'None' } : {}),
          ports: servicePorts(ports),
        },
      },
    }),
    ...families.map(({ type, own }) =>
      resourceOf({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        name: `${name}-${type.toLowerCase()}`,
        namespace,
        labels: {
          ...labels,
          'kubernetes.io/service-name': name,
          // Else the cluster's own controller would take it for one of its own.
          'endpointslice.kubernetes.io/managed-by': 'grundval',
        },
        dependsOn: [logicalName('Service', name)],
        body: {
          addressType: type,
          ports: ports.map((each) => ({
            name: portName(each),
            port: each.port,
            protocol: each.protocol === 'tcp' ? 'TCP' : 'UDP',
          })),
          endpoints: own.map((address) => ({ addresses: [address], conditions: { ready: true } })),
        },
      }),
    ),
  ];
}
