import type { RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { availabilityZone } from '../availability-zone.ts';
import type { AzureType } from '../azure-resource.ts';
import { keyOf, listAt, look, numberAt, tagOf, textAt } from '../read/look.ts';
import { textsAt } from '../read/network-model.ts';
import type { ResourceIndex } from '../read/resource-index.ts';
import { placeDisks } from '../virtual-machine.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

const machines = 'azure-native:compute:VirtualMachine';
const cards = 'azure-native:network:NetworkInterface';
const databases = 'azure-native:dbforpostgresql:Server';

/** What is asked of machines and databases with what belongs to them. */
export const machineRules: readonly WholeRule[] = [
  {
    about: 'A data disk stands in the zone of its machine, attached where its name says.',
    find: (index) =>
      index.ofType(machines).flatMap((machine) => {
        const disks = listAt(machine.inputs, 'storageProfile', 'dataDisks').map((place) => ({
          lun: numberAt(place, 'lun'),
          disk: index.linked('azure-native:compute:Disk', place, 'managedDisk', 'id'),
        }));
        const nameOf = (disk: RenderedResource | undefined) =>
          (disk === undefined ? null : keyOf(disk, 'disk'))?.split('/').at(-1) ?? '';
        const places = placeDisks(
          keyOf(machine, 'server') ?? '',
          disks.map(({ disk }) => nameOf(disk)),
        );
        return disks.flatMap(({ lun, disk }): readonly BodyMistake[] => {
          const expected = places.get(nameOf(disk));
          return [
            ...(lun === expected
              ? []
              : [mistake(machine, 'storageProfile.dataDisks', `lun ${lun}`, `lun ${expected}`)]),
            ...(disk === undefined || zonesOf(disk) === zonesOf(machine)
              ? []
              : [mistake(disk, 'zones', zonesOf(disk), zonesOf(machine))]),
          ];
        });
      }),
  },
  {
    about: 'Machines, and what belongs to them, say which part of the plan they are.',
    find: (index) => {
      const byCard = new Map(
        index
          .ofType(machines)
          .flatMap((machine) =>
            listAt(machine.inputs, 'networkProfile', 'networkInterfaces').map(
              (each) => [index.linked(cards, each, 'id'), machine] as const,
            ),
          ),
      );
      const unnamed = (type: AzureType, ...kinds: readonly string[]) =>
        index
          .ofType(type)
          .filter((resource) => !kinds.some((kind) => (keyOf(resource, kind) ?? '') !== ''))
          .map((resource) =>
            mistake(resource, 'tags.key', tagOf(resource, 'key') ?? 'nothing', kinds[0] ?? ''),
          );
      return [
        ...unnamed(machines, 'server'),
        ...unnamed('azure-native:compute:Disk', 'disk'),
        ...unnamed(databases, 'group', 'server'),
        ...unnamed('azure-native:app:ContainerApp', 'group'),
        ...unnamed('azure-native:network:PrivateEndpoint', 'server'),
        ...index.ofType(cards).flatMap((card): readonly BodyMistake[] => {
          const [own, its] = [card, byCard.get(card)].map((each) =>
            each === undefined ? null : keyOf(each, 'server'),
          );
          return own === its && own !== null
            ? []
            : [mistake(card, 'tags.key', own ?? 'nothing', its ?? 'that of a machine')];
        }),
      ];
    },
  },
  {
    about: 'A scale set has the zones of its machines.',
    find: (index) =>
      index.ofType('azure-native:compute:VirtualMachineScaleSet').flatMap((set) => {
        const own = index
          .ofType(machines)
          .filter(
            ({ inputs }) =>
              index.linked(
                'azure-native:compute:VirtualMachineScaleSet',
                inputs,
                'virtualMachineScaleSet',
                'id',
              ) === set,
          );
        const expected = [...new Set(own.flatMap(({ inputs }) => textsAt(inputs, 'zones')))].sort().join(' ');
        return own.length === 0 || zonesOf(set) === expected
          ? []
          : [mistake(set, 'zones', zonesOf(set), expected)];
      }),
  },
  {
    about: 'A database stands in its part of the site, and what stands by for it in another.',
    find: (index) =>
      index.ofType(databases).flatMap((server) => {
        const zone = textAt(server.inputs, 'availabilityZone');
        const standby = textAt(server.inputs, 'highAvailability', 'standbyAvailabilityZone');
        const expected = availabilityZone(domainsOf(index, server), tagOf(server, 'failureDomain'));
        return [
          ...(zone === expected
            ? []
            : [mistake(server, 'availabilityZone', zone ?? 'nothing', expected ?? 'nothing')]),
          ...(look(server.inputs, 'highAvailability', 'mode') !== 'ZoneRedundant' ||
          (standby !== null && standby !== zone)
            ? []
            : [mistake(server, 'highAvailability', standby ?? 'nothing', `another zone than ${zone}`)]),
        ];
      }),
  },
];

function zonesOf({ inputs }: RenderedResource): string {
  return textsAt(inputs, 'zones').toSorted().join(' ');
}

function domainsOf(index: ResourceIndex, { inputs }: RenderedResource): readonly string[] {
  const group = index
    .ofType('azure-native:resources:ResourceGroup')
    .find((each) => each.inputs['resourceGroupName'] === inputs['resourceGroupName']);
  return (group === undefined ? null : tagOf(group, 'failureDomains'))?.split(' ') ?? [];
}
