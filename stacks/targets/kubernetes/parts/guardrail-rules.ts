import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { GuardrailKey } from '../../guardrails.ts';
import { zoneCidrs } from './address-blocks.ts';
import { loadBalancerAddresses } from './group-service.ts';
import { labelKeys } from './labels.ts';

/** Kinds that a rule is asked about. */
type GuardedKinds = {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE')[];
  readonly resources: readonly string[];
};

/** What a guardrail refuses: an expression in CEL that must be true, and what is said where it is not. */
export interface GuardrailRule {
  readonly kinds: readonly GuardedKinds[];
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
}

const write = ['CREATE', 'UPDATE'] as const;
const kinds = (
  apiGroup: string,
  version: string,
  resources: readonly string[],
  operations: GuardedKinds['operations'] = write,
): GuardedKinds => ({ apiGroups: [apiGroup], apiVersions: [version], operations, resources });

const workloads = [
  kinds('apps', 'v1', ['deployments', 'statefulsets', 'daemonsets']),
  kinds('kubevirt.io', 'v1', ['virtualmachines']),
  kinds('cdi.kubevirt.io', 'v1beta1', ['datavolumes']),
  kinds('postgresql.cnpg.io', 'v1', ['clusters']),
];

/** What each guardrail asks, given the zones of the plan and the images of the standard. */
export function guardrailRule(
  key: GuardrailKey,
  {
    zones,
    images,
  }: { readonly zones: readonly Pick<PlannedZone, 'subnets'>[]; readonly images: readonly string[] },
): GuardrailRule {
  switch (key) {
    case 'approved-images':
      return {
        kinds: workloads,
        variables: [{ name: 'approved', expression: celList(images) }],
        validations: [
          {
            expression: `!has(object.spec.template) || !has(object.spec.template.spec.containers) || object.spec.template.spec.containers.all(c, c.image in variables.approved)`,
            message: 'Containers start from the images of standards.yaml only.',
          },
          {
            expression: `!has(object.spec.source) || !has(object.spec.source.registry) || object.spec.source.registry.url in variables.approved`,
            message: 'Disks are filled from the images of standards.yaml only.',
          },
          {
            expression: `!has(object.spec.imageName) || object.spec.imageName in variables.approved`,
            message: 'Databases start from the engines of standards.yaml only.',
          },
        ],
      };
    case 'closed-by-default':
      return {
        kinds: [
          kinds('networking.k8s.io', 'v1', ['networkpolicies']),
          kinds('k8s.cni.cncf.io', 'v1beta1', ['multi-networkpolicies']),
        ],
        variables: [],
        validations: (['ingress', 'egress'] as const).map((direction) => {
          const peers = direction === 'ingress' ? 'from' : 'to';
          return {
            expression: `!has(object.spec.${direction}) || object.spec.${direction}.all(r, has(r.ports) && r.ports.size() > 0 && has(r.${peers}) && r.${peers}.size() > 0 && r.${peers}.all(p, !has(p.ipBlock) || !p.ipBlock.cidr.endsWith('/0') || has(p.ipBlock.except)))`,
            message: `A rule of ${direction} names its ports and its peers, and the internet never includes our zones.`,
          };
        }),
      };
    case 'no-public-address':
      return {
        kinds: [kinds('', 'v1', ['services']), kinds('kubevirt.io', 'v1', ['virtualmachines'])],
        variables: [
          { name: 'zones', expression: celList(zones.flatMap(zoneCidrs)) },
          {
            name: 'wanted',
            expression: `has(object.metadata.annotations) && '${loadBalancerAddresses}' in object.metadata.annotations ? object.metadata.annotations['${loadBalancerAddresses}'].split(',') : []`,
          },
          {
            name: 'isGateway',
            expression: `has(object.metadata.labels) && 'gateway.networking.k8s.io/gateway-name' in object.metadata.labels`,
          },
        ],
        validations: [
          {
            expression: `!has(object.spec.externalIPs) && (!has(object.spec.type) || object.spec.type != 'NodePort')`,
            message: 'Servers answer in their zone only: no external addresses, no ports of nodes.',
          },
          {
            expression: `!has(object.spec.type) || object.spec.type != 'LoadBalancer' || variables.isGateway || (variables.wanted.size() > 0 && variables.wanted.all(a, variables.zones.exists(z, cidr(z).containsIP(a))))`,
            message: 'A service has an address of its zone. E-services answer on the internet by a Gateway.',
          },
          {
            expression: `!has(object.spec.template) || !has(object.spec.template.spec.networks) || object.spec.template.spec.networks.all(n, has(n.multus))`,
            message: 'Virtual servers stand on the VLAN of their zone only.',
          },
        ],
      };
    case 'protected-data':
      return {
        kinds: [
          kinds('', 'v1', ['persistentvolumeclaims', 'namespaces'], ['DELETE']),
          kinds('cdi.kubevirt.io', 'v1beta1', ['datavolumes'], ['DELETE']),
          kinds('postgresql.cnpg.io', 'v1', ['clusters', 'scheduledbackups'], ['DELETE']),
          kinds('velero.io', 'v1', ['schedules'], ['DELETE']),
        ],
        variables: [],
        validations: [
          {
            expression: `!has(oldObject.metadata.labels) || !('${labelKeys.holdsData}' in oldObject.metadata.labels) || (has(oldObject.metadata.annotations) && '${labelKeys.released}' in oldObject.metadata.annotations)`,
            message: `It holds data. Release it first, by decision: annotate it with ${labelKeys.released}.`,
          },
        ],
      };
    case 'owner-label':
      return {
        kinds: workloads,
        variables: [],
        validations: [
          {
            expression: `has(object.metadata.labels) && '${labelKeys.service}' in object.metadata.labels && object.metadata.labels['${labelKeys.service}'] != ''`,
            message: `Everything names its service by the label ${labelKeys.service}, and thereby its owner.`,
          },
        ],
      };
  }
}

/** A list of texts in CEL. */
function celList(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}
