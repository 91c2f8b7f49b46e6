import type { PlannedAddress, PlannedServer } from '#model/platform/planned-servers.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { assignSlots } from './assign-slots.ts';
import { availabilityZone } from './availability-zone.ts';
import { azureName } from './azure-names.ts';
import { type AzureNetwork, applicationGroupName } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { tagsOf } from './azure-tags.ts';
import { dataDiskName } from './data-disk-name.ts';
import { backendPoolId, loadBalancerName } from './load-balancer.ts';
import { osTypeOf } from './server-image.ts';
import { spreadSetName } from './spread-set.ts';

/** Disks that Azure can attach to one machine. */
const diskPlaces = 64;

/** Name of a server's machine. */
export function machineName({ hostName }: Pick<PlannedServer, 'hostName'>): string {
  return azureName('vm', hostName, 'machine');
}

/** Id of a server's machine. */
export function machineId(site: AzureSite, server: Pick<PlannedServer, 'hostName'>): string {
  return site.servicesId('Microsoft.Compute/virtualMachines', machineName(server));
}

/** Where each data disk of a server is attached, by its name: a disk that is added moves none that is there. */
export function placeDisks(server: string, disks: readonly string[]): ReadonlyMap<string, number> {
  return assignSlots(`lun ${server}`, disks, diskPlaces);
}

interface Choices {
  readonly size: string;
  /** Has the group a load balancer? */
  readonly balanced: boolean;
}

/** A server: its network interface and the machine. */
export function virtualMachine(
  slice: PlatformSlice,
  network: AzureNetwork,
  group: PlacedGroup,
  server: PlannedServer,
  { size, balanced }: Choices,
): readonly RenderedResource[] {
  const { site } = network;
  const name = machineName(server);
  const tags = tagsOf(slice, group.service, `server:${server.key}`);
  const common = { resourceGroupName: site.services.resourceGroup, location: site.location, tags };
  const interfaceName = azureName('nic', server.hostName);
  const zone = availabilityZone(slice.site.failureDomains, server.failureDomain);
  const spread = spreadSetName(group);
  const luns = placeDisks(
    server.key,
    group.disks.map((disk) => disk.name),
  );
  return [
    azureResource(
      'azure-native:network:NetworkInterface',
      interfaceName,
      {
        ...common,
        tags: { ...tags, addresses: familiesOf(server).join(' ') },
        networkInterfaceName: interfaceName,
        ipConfigurations: ipConfigurations(network, group, server, balanced),
      },
      { dependsOn: [applicationGroupName(group), ...(balanced ? [loadBalancerName(group)] : [])] },
    ),
    azureResource(
      'azure-native:compute:VirtualMachine',
      name,
      {
        ...common,
        tags: {
          ...tags,
          ...(server.failureDomain === null ? {} : { failureDomain: server.failureDomain }),
        },
        vmName: name,
        identity: { type: 'SystemAssigned' },
        hardwareProfile: { vmSize: size },
        ...(zone === null ? {} : { zones: [zone] }),
        ...(spread === null
          ? {}
          : {
              virtualMachineScaleSet: {
                id: site.servicesId('Microsoft.Compute/virtualMachineScaleSets', spread),
              },
            }),
        networkProfile: {
          networkInterfaces: [
            {
              id: site.servicesId('Microsoft.Network/networkInterfaces', interfaceName),
              primary: true,
              deleteOption: 'Detach',
            },
          ],
        },
        osProfile: osProfile(slice, group, server),
        securityProfile: {
          securityType: 'TrustedLaunch',
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
          encryptionAtHost: true,
        },
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
        storageProfile: {
          imageReference: {
            id: site.baseId('Microsoft.Compute/galleries/images', site.gallery, group.image),
          },
          osDisk: {
            name: azureName('disk', `${server.hostName}-os`),
            createOption: 'FromImage',
            caching: 'ReadWrite',
            // What is on it is built from the image again; data stand on disks of their own.
            deleteOption: 'Delete',
            managedDisk: { storageAccountType: 'Premium_LRS' },
          },
          dataDisks: group.disks.map((disk) => ({
            lun: luns.get(disk.name) ?? 0,
            createOption: 'Attach',
            caching: 'None' as const,
            deleteOption: 'Detach',
            managedDisk: { id: site.servicesId('Microsoft.Compute/disks', dataDiskName(server, disk)) },
          })),
        },
      },
      {
        dependsOn: [
          interfaceName,
          ...(spread === null ? [] : [spread]),
          ...group.disks.map((disk) => dataDiskName(server, disk)),
        ],
      },
    ),
  ];
}

/** Families in which the plan gives a server an address. */
function familiesOf({ ipv4, ipv6 }: PlannedServer): readonly string[] {
  return [...(ipv4 === null ? [] : ['ipv4']), ...(ipv6 === null ? [] : ['ipv6'])];
}

function ipConfigurations(
  { site, subnetOf, subnetId, applicationGroupId }: AzureNetwork,
  group: PlacedGroup,
  { ipv4, ipv6 }: PlannedServer,
  balanced: boolean,
) {
  const subnet = subnetOf(group, ipv4?.address ?? null);
  const common = {
    subnet: { id: subnetId(subnet?.name ?? '') },
    applicationSecurityGroups: [{ id: applicationGroupId(group) }],
  };
  const fixed = (version: 'IPv4' | 'IPv6', planned: PlannedAddress) => ({
    ...common,
    name: version.toLowerCase(),
    primary: version === 'IPv4',
    privateIPAddressVersion: version,
    privateIPAllocationMethod: 'Static',
    privateIPAddress: planned.address,
  });
  return [
    ...(ipv4 === null
      ? []
      : [
          {
            ...fixed('IPv4', ipv4),
            ...(balanced ? { loadBalancerBackendAddressPools: [{ id: backendPoolId(site, group) }] } : {}),
          },
        ]),
    ...(ipv6 === null || subnet?.ipv6 === null ? [] : [fixed('IPv6', ipv6)]),
  ];
}

function osProfile(slice: PlatformSlice, group: PlacedGroup, { computerName }: PlannedServer) {
  const common = { computerName, adminUsername: 'grundval', allowExtensionOperations: true };
  // The platform installs updates, but only when a maintenance window says so.
  const patches = {
    patchMode: 'AutomaticByPlatform',
    assessmentMode: 'AutomaticByPlatform',
    automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
  } as const;
  if (osTypeOf(slice, group.image) === 'Windows') {
    return {
      ...common,
      adminPassword: { $secret: `${group.name}.adminPassword` },
      windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: true, patchSettings: patches },
    };
  }
  return {
    ...common,
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      provisionVMAgent: true,
      patchSettings: patches,
      ssh: {
        publicKeys: [
          {
            path: '/home/grundval/.ssh/authorized_keys',
            keyData: { $secret: `${group.name}.adminPublicKey` },
          },
        ],
      },
    },
  };
}
