import type { RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { availabilityZone } from '../availability-zone.ts';
import databaseSizes from '../database-sizes.json' with { type: 'json' };
import { keyOf, listAt, look, numberAt, tagOf, textAt } from '../read/look.ts';
import { textsAt } from '../read/network-model.ts';
import type { ResourceIndex } from '../read/resource-index.ts';
import { placeDisks } from '../virtual-machine.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

const machines = 'azure-native:compute:VirtualMachine';
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
    about: 'A database has at least the room and the power that was asked for.',
    find: (index) =>
      index.ofType(databases).flatMap((server) => {
        const size = databaseSizes.sizes.find(({ name }) => name === textAt(server.inputs, 'sku', 'name'));
        const has = {
          vcpus: size?.vcpus ?? 0,
          memoryGib: size?.memoryGib ?? 0,
          storageGib: numberAt(server.inputs, 'storage', 'storageSizeGB') ?? 0,
        };
        return (['vcpus', 'memoryGib', 'storageGib'] as const).flatMap((part): readonly BodyMistake[] => {
          const asked = Number(tagOf(server, part) ?? Number.NaN);
          return has[part] >= asked
            ? []
            : [mistake(server, part, String(has[part]), `at least ${asked}, as was asked for`)];
        });
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
