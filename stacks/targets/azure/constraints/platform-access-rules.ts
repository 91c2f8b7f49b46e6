import type { RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { platformTags } from '../closed-group.ts';
import { listAt, textAt } from '../read/look.ts';
import { idKey, ownKey, type ResourceIndex } from '../read/resource-index.ts';
import { priorities } from '../security-rule.ts';
import { gatewayPorts } from '../site-network.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

const rules = 'azure-native:network:SecurityRule';

/** What stands behind a security group, and so what Azure's own must reach there. */
type Standing = 'gateway' | keyof typeof platformTags;

interface Access {
  readonly direction: 'Inbound' | 'Outbound';
  readonly tag: string;
  readonly protocol: string;
  readonly port: string;
}

const probes: Access = { direction: 'Inbound', tag: 'AzureLoadBalancer', protocol: '*', port: '*' };

/** What is asked of the rules by which Azure itself comes in and is reached. */
export const platformAccessRules: readonly WholeRule[] = [
  {
    about: 'Azure reaches what it runs, and machines what of Azure they need, and no more.',
    find: (index) => {
      const byWall = Map.groupBy(index.ofType(rules), wallOf);
      return index.ofType('azure-native:network:NetworkSecurityGroup').flatMap((wall) => {
        const needed = neededBehind(standingBehind(index, wall));
        const own = (byWall.get(ownKey(wall) ?? '') ?? []).filter((rule) => tagsOf(rule).length > 0);
        return [
          ...needed
            .filter((access) => !own.some((rule) => gives(rule, access)))
            .map((access) => mistake(wall, 'securityRules', 'closed', said(access))),
          ...own.flatMap((rule): readonly BodyMistake[] =>
            needed.some((access) => gives(rule, access))
              ? []
              : [mistake(rule, 'access', tagsOf(rule).join(', '), 'what of Azure is needed here, as it is')],
          ),
        ];
      });
    },
  },
];

function wallOf({ inputs }: RenderedResource): string {
  return `/resourcegroups/${textAt(inputs, 'resourceGroupName')}/providers/microsoft.network/networksecuritygroups/${textAt(inputs, 'networkSecurityGroupName')}`.toLowerCase();
}

function standingBehind(index: ResourceIndex, wall: RenderedResource): Standing {
  const subnets = index
    .ofType('azure-native:network:Subnet')
    .filter(({ inputs }) => idKey(textAt(inputs, 'networkSecurityGroup', 'id') ?? '') === ownKey(wall));
  const gatewaySubnets = index
    .ofType('azure-native:network:ApplicationGateway')
    .flatMap(({ inputs }) => listAt(inputs, 'gatewayIPConfigurations'))
    .map((configuration) => index.linked('azure-native:network:Subnet', configuration, 'subnet', 'id'));
  if (subnets.some((subnet) => gatewaySubnets.includes(subnet))) return 'gateway';
  const delegated = subnets.flatMap(({ inputs }) =>
    listAt(inputs, 'delegations').map((each) => textAt(each, 'serviceName')),
  );
  if (delegated.includes('Microsoft.App/environments')) return 'containers';
  if (delegated.includes('Microsoft.ContainerInstance/containerGroups')) return 'scripts';
  return 'zone';
}

function neededBehind(standing: Standing): readonly Access[] {
  if (standing === 'gateway') {
    const manager: Access = {
      direction: 'Inbound',
      tag: 'GatewayManager',
      protocol: 'Tcp',
      port: gatewayPorts,
    };
    return [probes, manager];
  }
  return [
    probes,
    ...platformTags[standing].map(
      (tag): Access => ({ direction: 'Outbound', tag, protocol: 'Tcp', port: '443' }),
    ),
  ];
}

/** Is a rule exactly what gives an access, after what keeps zones out and before what closes everything? */
function gives({ inputs }: RenderedResource, { direction, tag, protocol, port }: Access): boolean {
  const [far, near] =
    direction === 'Inbound' ? (['source', 'destination'] as const) : (['destination', 'source'] as const);
  const priority = Number(inputs['priority']);
  return (
    inputs['access'] === 'Allow' &&
    inputs['direction'] === direction &&
    inputs['protocol'] === protocol &&
    inputs['destinationPortRange'] === port &&
    inputs[`${far}AddressPrefix`] === tag &&
    inputs[`${near}AddressPrefix`] === '*' &&
    priority >= priorities.platform &&
    priority < priorities.closeAll
  );
}

/** Azure's own tags on either side of a rule; `*` and the internet are nobody's. */
function tagsOf({ inputs }: RenderedResource): readonly string[] {
  return ['sourceAddressPrefix', 'destinationAddressPrefix']
    .flatMap((side) => textAt(inputs, side) ?? [])
    .filter((tag) => /^[A-Z]/.test(tag) && !['Internet', 'VirtualNetwork', 'Any'].includes(tag));
}

function said({ direction, tag, protocol, port }: Access): string {
  return `${direction === 'Inbound' ? 'in from' : 'out to'} ${tag} on ${protocol}/${port}`;
}
