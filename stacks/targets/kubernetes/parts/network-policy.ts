import type { RenderedResource } from '#model/platform/rendering.ts';
import { type Manifest, resourceOf } from './manifest.ts';

type Labels = { readonly [key: string]: string };

/** Which objects are meant, by their labels. Type aliases throughout, since only they are JSON to the compiler. */
export type Selector = {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
};

/** Addresses of one family. */
export type IpBlock = { readonly cidr: string; readonly except?: readonly string[] };

/** One who is let through. */
export type Peer =
  | { readonly namespaceSelector?: Selector; readonly podSelector?: Selector }
  | { readonly ipBlock: IpBlock };

/** A port that is let through. */
export type PolicyPort = { readonly protocol: 'TCP' | 'UDP'; readonly port: number };

/** Spec of a NetworkPolicy, and of a MultiNetworkPolicy, which has the same. */
export type PolicySpec = {
  readonly podSelector: Selector;
  readonly policyTypes: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly { readonly from: readonly Peer[]; readonly ports: readonly PolicyPort[] }[];
  readonly egress?: readonly { readonly to: readonly Peer[]; readonly ports: readonly PolicyPort[] }[];
};

/** Nothing in, nothing out, for all that the policy reaches. */
export const closed: PolicySpec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };

/**
 * The network a policy governs: the pod network that containers and databases stand in, or the VLAN of a zone
 * that virtual servers stand in. A NetworkPolicy does not see the latter (docs/adr/0012).
 */
export type Plane = 'pods' | 'vlan';

/** Annotation that names the network attachment a MultiNetworkPolicy is for. */
export const policyForAnnotation = 'k8s.v1.cni.cncf.io/policy-for';

type PolicyManifest = Pick<Manifest, 'name' | 'labels' | 'dependsOn'> & { readonly namespace: string };

/** A policy on a network of a zone. A zone's network attachment has the name of its namespace. */
export function policyResource(
  plane: Plane,
  { namespace, ...rest }: PolicyManifest,
  spec: PolicySpec,
): RenderedResource {
  return plane === 'pods'
    ? resourceOf({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        namespace,
        ...rest,
        body: { spec },
      })
    : resourceOf({
        apiVersion: 'k8s.cni.cncf.io/v1beta1',
        kind: 'MultiNetworkPolicy',
        namespace,
        ...rest,
        annotations: { [policyForAnnotation]: `${namespace}/${namespace}` },
        body: { spec },
      });
}
