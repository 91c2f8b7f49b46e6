import type { RenderedResource } from '#model/platform/rendering.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';

/** One side of a rule. Azure takes one family of addresses a rule, and never addresses beside groups. */
export type Peer =
  | { readonly kind: 'group'; readonly id: string; readonly dependsOn: string }
  | { readonly kind: 'prefixes'; readonly family: 'ipv4' | 'ipv6'; readonly prefixes: readonly string[] }
  /** A service tag, or `*`. */
  | { readonly kind: 'tag'; readonly tag: string };

/** What a rule of a security group says. */
export interface RuleSpec {
  readonly securityGroup: string;
  readonly name: string;
  readonly access: 'Allow' | 'Deny';
  readonly direction: 'Inbound' | 'Outbound';
  readonly priority: number;
  readonly protocol: 'Tcp' | 'Udp' | '*';
  /** `443`, `65200-65535` or `*`. */
  readonly port: string;
  readonly from: Peer;
  readonly to: Peer;
  readonly description: string;
}

/** Everybody, or every port. */
export const anybody: Peer = { kind: 'tag', tag: '*' };

/** Priorities: what is open inside comes first, then what no zone may do by the internet's rules, then those. */
export const priorities = {
  inside: { first: 100, count: 2799 },
  /** Of the parts of one environment for containers, within its own subnet. */
  own: 2899,
  closeZones: 2900,
  internet: { first: 3000, count: 1000 },
  platform: 4000,
  closeAll: 4096,
} as const;

/** Rules that Azure takes in a security group, and application security groups that they may name. */
export const ruleLimits = { rules: 1000, applicationGroups: 100, descriptionLength: 140 } as const;

/** The rule as a resource of its own, so that a flow comes and goes without its neighbours. */
export function securityRule(
  { base }: Pick<AzureSite, 'base'>,
  { securityGroup, name, from, to, ...spec }: RuleSpec,
  dependsOn: readonly string[],
): RenderedResource {
  const groups = [from, to].flatMap((peer) => (peer.kind === 'group' ? peer.dependsOn : []));
  return azureResource(
    'azure-native:network:SecurityRule',
    `${securityGroup}-${name}`,
    {
      resourceGroupName: base.resourceGroup,
      networkSecurityGroupName: securityGroup,
      securityRuleName: name,
      access: spec.access,
      direction: spec.direction,
      priority: spec.priority,
      protocol: spec.protocol,
      sourcePortRange: '*',
      destinationPortRange: spec.port,
      ...sourceOf(from),
      ...destinationOf(to),
      description: spec.description.slice(0, ruleLimits.descriptionLength),
    },
    { dependsOn: [...dependsOn, ...new Set(groups)] },
  );
}

function sourceOf(peer: Peer) {
  switch (peer.kind) {
    case 'group':
      return { sourceApplicationSecurityGroups: [{ id: peer.id }] };
    case 'prefixes':
      return { sourceAddressPrefixes: peer.prefixes };
    case 'tag':
      return { sourceAddressPrefix: peer.tag };
  }
}

function destinationOf(peer: Peer) {
  switch (peer.kind) {
    case 'group':
      return { destinationApplicationSecurityGroups: [{ id: peer.id }] };
    case 'prefixes':
      return { destinationAddressPrefixes: peer.prefixes };
    case 'tag':
      return { destinationAddressPrefix: peer.tag };
  }
}
