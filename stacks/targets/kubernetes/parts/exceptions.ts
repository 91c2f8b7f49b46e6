import { labelKeys } from './labels.ts';
import type { Peer, PolicyPort, PolicySpec } from './network-policy.ts';
import { platformNamespaces } from './platform-namespaces.ts';
import type { SiteFacts } from './site-facts.ts';

/**
 * What is open though nobody declares it, because the platform itself would not work without: each is a policy of
 * its own, named by the label `grundval.se/exception`, and narrow enough to be told word by word. A reader of
 * policies builds the same spec again and takes anything else for an opening like any other.
 *
 * - `kube-dns`: containers and databases of a zone look up names in the cluster.
 * - `database`: instances of one database follow each other, are steered by the operator, read their own state from
 *   the API server, put copies in the object store and are measured.
 * - `gateway`: what the internet may reach is reached through the gateway of the service.
 */
export type ExceptionName = 'kube-dns' | 'database' | 'gateway';

const tcp = (port: number): PolicyPort => ({ protocol: 'TCP', port });
const udp = (port: number): PolicyPort => ({ protocol: 'UDP', port });

/** Ports of CloudNativePG: the database, the instance manager, its metrics. */
export const databasePorts = { postgresql: 5432, status: 8000, metrics: 9187 } as const;

/** Looking up names, for all of a zone that stands in the pod network. */
export const kubeDns: PolicySpec = {
  podSelector: {
    matchExpressions: [{ key: labelKeys.form, operator: 'In', values: ['containers', 'managed-database'] }],
  },
  policyTypes: ['Egress'],
  egress: [
    {
      to: [
        {
          namespaceSelector: namespaceNamed(platformNamespaces.dns),
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ],
      ports: [udp(53), tcp(53)],
    },
  ],
};

/** What one database cluster needs of the platform. */
export function databaseException(cluster: string, facts: SiteFacts): PolicySpec {
  const peers = [{ podSelector: { matchLabels: { 'cnpg.io/cluster': cluster } } }];
  return {
    podSelector: { matchLabels: { 'cnpg.io/cluster': cluster } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: peers, ports: [tcp(databasePorts.postgresql), tcp(databasePorts.status)] },
      {
        from: [{ namespaceSelector: namespaceNamed(platformNamespaces.databases) }],
        ports: [tcp(databasePorts.postgresql), tcp(databasePorts.status)],
      },
      {
        from: [{ namespaceSelector: namespaceNamed(platformNamespaces.monitoring) }],
        ports: [tcp(databasePorts.metrics)],
      },
    ],
    egress: [
      { to: peers, ports: [tcp(databasePorts.postgresql), tcp(databasePorts.status)] },
      { to: blocks(facts.apiServerNetworks), ports: [tcp(443), tcp(6443)] },
      { to: blocks(facts.objectStoreNetworks), ports: [tcp(443)] },
    ],
  };
}

/** The way from a service's gateway to one of its groups, on the pod network or the VLAN. */
export function gatewayException(
  plane: 'pods' | 'vlan',
  { service, role }: { readonly service: string; readonly role: string },
  gateway: string,
  ports: readonly PolicyPort[],
  facts: SiteFacts,
): PolicySpec {
  return {
    podSelector: { matchLabels: { [labelKeys.service]: service, [labelKeys.role]: role } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from:
          plane === 'vlan'
            ? blocks(facts.gatewayNetworks)
            : [
                {
                  namespaceSelector: namespaceNamed(platformNamespaces.gateways),
                  podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': gateway } },
                },
              ],
        ports,
      },
    ],
  };
}

function namespaceNamed(name: string) {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

function blocks(networks: readonly string[]): readonly Peer[] {
  return networks.map((cidr) => ({ ipBlock: { cidr } }));
}
