import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { sortedTexts } from '#stacks/plan/by-key.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import type { AzureTags } from './azure-tags.ts';
import { anybody, type Peer, priorities, type RuleSpec, securityRule } from './security-rule.ts';

/** What Azure itself must reach for machines to be watched, containers to run, and scripts to do their work. */
export const platformTags = {
  zone: ['AzureMonitor'],
  containers: [
    'AzureMonitor',
    'AzureActiveDirectory',
    'MicrosoftContainerRegistry',
    'AzureFrontDoor.FirstParty',
  ],
  scripts: [
    'AzureActiveDirectory',
    'AzureKeyVault',
    'AzureResourceManager',
    'AzureFrontDoor.FirstParty',
    'MicrosoftContainerRegistry',
    'Storage',
  ],
} as const;

/**
 * A security group in which nothing is open. Azure's own last rules open the whole network and the internet,
 * so they are closed before they count; the rules for the internet come after one that keeps all zones out of
 * them, since a zone that is reached by a tunnel, or by IPv6, is internet to Azure.
 */
export function closedGroup(
  zones: readonly PlannedZone[],
  site: AzureSite,
  name: string,
  { stands, tags, own = null, dependsOn = [] }: ClosedGroup,
): readonly RenderedResource[] {
  return [
    azureResource(
      'azure-native:network:NetworkSecurityGroup',
      name,
      {
        resourceGroupName: site.base.resourceGroup,
        networkSecurityGroupName: name,
        location: site.location,
        tags,
      },
      { dependsOn },
    ),
    ...baseRules(name, zones, site, stands, own).map((rule) => securityRule(site, rule, [name])),
  ];
}

interface ClosedGroup {
  /** What stands behind it. */
  readonly stands: keyof typeof platformTags;
  readonly tags: AzureTags;
  /** Network whose parts reach each other whatever is declared; null where none do. */
  readonly own?: string | null;
  readonly dependsOn?: readonly string[];
}

function baseRules(
  securityGroup: string,
  zones: readonly PlannedZone[],
  { platformPrefix }: AzureSite,
  stands: keyof typeof platformTags,
  own: string | null,
): readonly RuleSpec[] {
  const subnets = zones.flatMap((zone) => zone.subnets);
  const ipv4 = sortedTexts([...subnets.map((subnet) => subnet.ipv4), platformPrefix]);
  const ipv6 = sortedTexts(subnets.flatMap((subnet) => subnet.ipv6 ?? []));
  const inside: readonly Peer[] = [
    { kind: 'prefixes' as const, family: 'ipv4' as const, prefixes: ipv4 },
    { kind: 'prefixes' as const, family: 'ipv6' as const, prefixes: ipv6 },
  ].filter(({ prefixes }) => prefixes.length > 0);
  const every = { securityGroup, protocol: '*', port: '*' } as const;
  return [
    ...inside.flatMap((peer, index): readonly RuleSpec[] => {
      const closed = { ...every, access: 'Deny', priority: priorities.closeZones + index } as const;
      const family = peer.kind === 'prefixes' ? peer.family : '';
      const description = 'Zones are never the internet.';
      return [
        {
          ...closed,
          name: `close-zones-in-${family}`,
          direction: 'Inbound',
          from: peer,
          to: anybody,
          description,
        },
        {
          ...closed,
          name: `close-zones-out-${family}`,
          direction: 'Outbound',
          from: anybody,
          to: peer,
          description,
        },
      ];
    }),
    {
      ...every,
      name: 'platform-probes-in',
      access: 'Allow',
      direction: 'Inbound',
      priority: priorities.platform,
      from: { kind: 'tag', tag: 'AzureLoadBalancer' },
      to: anybody,
      description: 'Azure asks whether machines answer.',
    },
    ...platformTags[stands].map((tag, index): RuleSpec => {
      return {
        ...every,
        protocol: 'Tcp',
        port: '443',
        name: `platform-${tag.toLowerCase().replace('.', '-')}-out`,
        access: 'Allow',
        direction: 'Outbound',
        priority: priorities.platform + index,
        from: anybody,
        to: { kind: 'tag', tag },
        description: 'Logs and metrics go to the platform, and images come from it.',
      };
    }),
    ...(own === null ? [] : ownRules(securityGroup, own)),
    ...(['Inbound', 'Outbound'] as const).map((direction): RuleSpec => {
      return {
        ...every,
        name: direction === 'Inbound' ? 'close-all-in' : 'close-all-out',
        access: 'Deny',
        direction,
        priority: priorities.closeAll,
        from: anybody,
        to: anybody,
        description: 'What no flow opens is closed.',
      };
    }),
  ];
}

/** The parts of an environment for containers talk to each other within its subnet, which holds nothing else. */
function ownRules(securityGroup: string, prefix: string): readonly RuleSpec[] {
  const own: Peer = { kind: 'prefixes', family: 'ipv4', prefixes: [prefix] };
  return (['Inbound', 'Outbound'] as const).map((direction) => ({
    securityGroup,
    name: direction === 'Inbound' ? 'platform-own-in' : 'platform-own-out',
    access: 'Allow',
    direction,
    priority: priorities.own,
    protocol: '*',
    port: '*',
    from: own,
    to: own,
    description: 'The parts of the environment reach each other.',
  }));
}
