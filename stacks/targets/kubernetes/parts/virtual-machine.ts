import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../../slice.ts';
import { contains, hostCidr } from './address-blocks.ts';
import { groupLabels, labelKeys, none } from './labels.ts';
import { logicalName, resourceOf } from './manifest.ts';
import { zoneName } from './names.ts';
import { gibibytes } from './quantity.ts';
import { antiAffinityOf, topologyKeys } from './spread.ts';
import { systemDisk, systemVolume, volumeName } from './volumes.ts';

const instancetypeKind = 'VirtualMachineInstancetype';
const networkName = 'zon';

/** A group of virtual servers: one size, and for each server its system disk and the machine. */
export function machineResources(slice: PlatformSlice, group: PlacedGroup): readonly RenderedResource[] {
  const waves = new Map(slice.maintenance.map(({ server, wave }) => [server, wave]));
  return [
    instancetype(slice, group),
    ...group.servers.flatMap((server) => [
      systemVolume(slice, group, server),
      virtualMachine(slice, group, server, waves.get(server.key)),
    ]),
  ];
}

function instancetype({ plan }: PlatformSlice, group: PlacedGroup): RenderedResource {
  return resourceOf({
    apiVersion: 'instancetype.kubevirt.io/v1beta1',
    kind: instancetypeKind,
    name: group.name,
    namespace: zoneName(plan, group.zone),
    labels: groupLabels(plan, group),
    body: { spec: { cpu: { guest: group.vcpus }, memory: { guest: gibibytes(group.memoryGib) } } },
  });
}

function virtualMachine(
  slice: PlatformSlice,
  group: PlacedGroup,
  server: PlannedServer,
  wave: number | undefined,
): RenderedResource {
  const { plan } = slice;
  const namespace = zoneName(plan, group.zone);
  const labels = {
    ...groupLabels(plan, group),
    [labelKeys.server]: String(server.number),
    ...(wave === undefined ? {} : { [labelKeys.wave]: String(wave) }),
  };
  const disks = [systemDisk, ...group.disks.map(({ name }) => name)];
  const volumes = disks.map((disk) => ({
    name: diskName(disk),
    dataVolume: { name: volumeName(server, disk) },
  }));
  return resourceOf({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    name: server.hostName,
    namespace,
    labels,
    annotations: { [labelKeys.failureDomain]: server.failureDomain ?? none },
    dependsOn: [
      logicalName(instancetypeKind, group.name),
      ...disks.map((disk) => logicalName('DataVolume', volumeName(server, disk))),
    ],
    body: {
      spec: {
        runStrategy: 'Always',
        instancetype: { kind: instancetypeKind, name: group.name },
        template: {
          metadata: { labels: { ...labels, [labelKeys.logs]: 'central' } },
          spec: {
            hostname: server.computerName,
            evictionStrategy: 'LiveMigrate',
            terminationGracePeriodSeconds: 180,
            ...(server.failureDomain === null
              ? {}
              : { nodeSelector: { [topologyKeys.domain]: server.failureDomain } }),
            affinity: antiAffinityOf(group),
            domain: {
              devices: {
                // The only way in and out is the VLAN of the zone.
                autoattachPodInterface: false,
                // What the guest writes on its console goes the same way as the logs of containers.
                logSerialConsole: true,
                rng: {},
                interfaces: [{ name: networkName, bridge: {}, model: 'virtio' }],
                disks: [
                  ...disks.map((disk, index) => ({
                    name: diskName(disk),
                    disk: { bus: 'virtio' },
                    ...(index === 0 ? { bootOrder: 1 } : {}),
                  })),
                  { name: 'cloudinit', disk: { bus: 'virtio' } },
                ],
              },
            },
            networks: [{ name: networkName, multus: { networkName: `${namespace}/${namespace}` } }],
            volumes: [...volumes, { name: 'cloudinit', cloudInitNoCloud: cloudInit(slice, group, server) }],
          },
        },
      },
    },
  });
}

function diskName(disk: string): string {
  return disk === systemDisk ? 'system' : `disk-${disk}`;
}

/** The name and fixed addresses of a guest, as cloud-init and cloudbase-init read them. JSON is YAML. */
function cloudInit(
  slice: PlatformSlice,
  group: PlacedGroup,
  server: PlannedServer,
): { readonly [key: string]: JsonValue } {
  const zone = slice.zones.find((each) => each.zone.id === group.zone);
  const networks = (zone?.zone.subnets ?? []).flatMap(({ ipv4, ipv4Router, ipv6, ipv6Router }) => [
    { cidr: ipv4, router: ipv4Router },
    ...(ipv6 === null ? [] : [{ cidr: ipv6, router: ipv6Router }]),
  ]);
  const families = [server.ipv4, server.ipv6].flatMap((planned) => {
    const own = networks.find(({ cidr }) => planned !== null && contains(cidr, hostCidr(planned.address)));
    if (planned === null || own === undefined) return [];
    return [{ address: `${planned.address}/${own.cidr.split('/')[1]}`, router: own.router }];
  });
  const network = {
    version: 2,
    ethernets: {
      [networkName]: {
        match: { name: 'e*' },
        dhcp4: false,
        dhcp6: false,
        addresses: families.map(({ address }) => address),
        routes: families.flatMap(({ router }) =>
          router === null ? [] : [{ to: router.includes(':') ? '::/0' : '0.0.0.0/0', via: router }],
        ),
      },
    },
  };
  return {
    userData: `#cloud-config\n${JSON.stringify({ hostname: server.computerName, manage_etc_hosts: true })}\n`,
    networkData: JSON.stringify(network),
  };
}
