import type { RenderedResource } from '#model/platform/rendering.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { applicationGroup } from './application-group.ts';
import { azureName } from './azure-names.ts';
import type { AzureNetwork, ContainerPlace } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { tagsOf } from './azure-tags.ts';
import { closedGroup } from './closed-group.ts';
import { privateEndpoint } from './private-endpoint.ts';
import { findImage } from './server-image.ts';

/** Largest container of the shared profile. */
const largest = { vcpus: 4, memoryGib: 8 } as const;

/** Name of the app of a group of containers. */
export function containerAppName({ name }: Pick<PlacedGroup, 'name'>): string {
  return azureName('ca', name, 'containerApp');
}

/**
 * Containers of a group: a subnet and an environment of their own, the app, and the endpoint in the zone at which
 * they answer. An image without a reference cannot be fetched; then there is no app.
 */
export function containerGroup(
  slice: PlatformSlice,
  network: AzureNetwork,
  place: ContainerPlace,
  subnetBefore: string | undefined,
): readonly RenderedResource[] {
  const { site, subnetId, securityGroupId } = network;
  const { group, environment, subnet, securityGroup, prefix } = place;
  const tags = tagsOf(slice, group.service, `group:${group.key}`);
  const environmentId = site.servicesId('Microsoft.App/managedEnvironments', environment);
  const [first] = group.servers;
  return [
    applicationGroup(slice, site, group),
    ...closedGroup(slice.plan.zones, site, securityGroup, { stands: 'containers', tags, own: prefix }),
    azureResource(
      'azure-native:network:Subnet',
      subnet,
      {
        resourceGroupName: site.base.resourceGroup,
        virtualNetworkName: site.virtualNetwork,
        subnetName: subnet,
        addressPrefixes: [prefix],
        networkSecurityGroup: { id: securityGroupId(securityGroup) },
        natGateway: { id: site.baseId('Microsoft.Network/natGateways', site.natGateway) },
        defaultOutboundAccess: false,
        delegations: [{ name: 'containers', serviceName: 'Microsoft.App/environments' }],
      },
      { dependsOn: [securityGroup, ...(subnetBefore === undefined ? [] : [subnetBefore])] },
    ),
    azureResource(
      'azure-native:app:ManagedEnvironment',
      environment,
      {
        resourceGroupName: site.services.resourceGroup,
        environmentName: environment,
        location: site.location,
        vnetConfiguration: { infrastructureSubnetId: subnetId(subnet), internal: false },
        publicNetworkAccess: 'Disabled',
        zoneRedundant: group.antiAffinity === 'required',
        workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
        appLogsConfiguration: { destination: 'azure-monitor' },
        tags,
      },
      { dependsOn: [subnet] },
    ),
    ...containerApp(slice, network, group, environmentId, environment),
    ...(first === undefined
      ? []
      : [
          privateEndpoint(slice, network, group, first, {
            id: environmentId,
            dependsOn: environment,
            part: 'managedEnvironments',
          }),
        ]),
  ];
}

function containerApp(
  slice: PlatformSlice,
  { site }: AzureNetwork,
  group: PlacedGroup,
  environmentId: string,
  environment: string,
): readonly RenderedResource[] {
  const image = findImage(slice, group.image)?.reference;
  if (image === undefined) return [];
  const name = containerAppName(group);
  const ports = portsInto(slice, group);
  const [port = 443, ...more] = ports;
  const hosts = new Set(
    slice.names.filter(({ groups }) => groups.includes(group.key)).map(({ host }) => host),
  );
  const vcpus = Math.min(group.vcpus, largest.vcpus);
  return [
    azureResource(
      'azure-native:app:ContainerApp',
      name,
      {
        resourceGroupName: site.services.resourceGroup,
        containerAppName: name,
        location: site.location,
        environmentId,
        workloadProfileName: 'Consumption',
        configuration: {
          activeRevisionsMode: 'Single',
          ...(ports.length === 0
            ? {}
            : {
                ingress: {
                  external: true,
                  allowInsecure: false,
                  targetPort: port,
                  transport: 'auto',
                  customDomains: [...hosts].sort().map((host) => ({ name: host, bindingType: 'Disabled' })),
                  additionalPortMappings: more.map((other) => ({
                    external: true,
                    targetPort: other,
                    exposedPort: other,
                  })),
                },
              }),
        },
        template: {
          containers: [
            {
              name: 'app',
              image,
              // The shared profile knows two GiB for each processor.
              resources: { cpu: vcpus, memory: `${vcpus * (largest.memoryGib / largest.vcpus)}Gi` },
            },
          ],
          scale: { minReplicas: group.servers.length, maxReplicas: group.maxCount },
        },
        tags: tagsOf(slice, group.service, `group:${group.key}`),
      },
      { dependsOn: [environment] },
    ),
  ];
}

/** Ports that flows open into a group, 443 first. */
function portsInto({ flows }: PlatformSlice, group: PlacedGroup): readonly number[] {
  const ports = flows.flatMap(({ to, port, protocol }) =>
    to.kind === 'group' && groupKey(to.service, to.role) === group.key && protocol === 'tcp' ? [port] : [],
  );
  return [...new Set(ports)].sort((a, b) => Number(b === 443) - Number(a === 443) || a - b);
}
