import type { DiskMeaning, ServerMeaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { AddressBook } from '../../target.ts';
import { availabilityZone } from '../availability-zone.ts';
import machineSizes from '../machine-sizes.json' with { type: 'json' };
import { keyOf, listAt, numberAt, tagOf, textAt } from './look.ts';
import type { NetworkModel } from './network-model.ts';
import { zoneFinder } from './read-ends.ts';
import type { ResourceIndex } from './resource-index.ts';

const machines = 'azure-native:compute:VirtualMachine';

/** Servers: machines with their network interface. */
export function readServers(
  index: ResourceIndex,
  model: NetworkModel,
  book: AddressBook,
): readonly ServerMeaning[] {
  const zoneOf = zoneFinder(book);
  return index.ofType(machines).flatMap((machine): readonly ServerMeaning[] => {
    const key = keyOf(machine, 'server');
    if (key === null) return [];
    const [reference] = listAt(machine.inputs, 'networkProfile', 'networkInterfaces');
    const card = index.linked('azure-native:network:NetworkInterface', reference, 'id');
    const faces = model.faces.filter(({ resource }) => resource === card);
    const subnet = faces[0]?.subnet ?? firstSubnet(index, model, card);
    const size = machineSizes.sizes.find(
      ({ name }) => name === textAt(machine.inputs, 'hardwareProfile', 'vmSize'),
    );
    const image = index.linked(
      'azure-native:compute:GalleryImage',
      machine.inputs,
      'storageProfile',
      'imageReference',
      'id',
    );
    const expected = (card === undefined ? null : tagOf(card, 'addresses'))?.split(' ') ?? [];
    const address = (family: 'ipv4' | 'ipv6') =>
      faces.find((face) => face.address.family === family)?.text ??
      // A zone without IPv6 here cannot give an address of it.
      (expected.includes(family) && subnet?.ranges.some((range) => range.family === family) === true
        ? 'none'
        : null);
    return [
      {
        key,
        resources: [machine.name, ...(card === undefined ? [] : [card.name])],
        zone: (subnet === undefined ? null : zoneOf(subnet)) ?? 'none',
        computerName: textAt(machine.inputs, 'osProfile', 'computerName') ?? '',
        ipv4: address('ipv4'),
        ipv6: address('ipv6'),
        vcpus: size?.vcpus ?? 0,
        memoryGib: size?.memoryGib ?? 0,
        image: textAt(image?.inputs, 'galleryImageName') ?? 'none',
        failureDomain: readDomain(index, machine),
        antiAffinity: isSpread(index, machine) ? 'required' : 'preferred',
      },
    ];
  });
}

function firstSubnet(index: ResourceIndex, model: NetworkModel, card: RenderedResource | undefined) {
  const [configuration] = listAt(card?.inputs, 'ipConfigurations');
  const resource = index.linked('azure-native:network:Subnet', configuration, 'subnet', 'id');
  return model.subnets.find((subnet) => subnet.resource === resource);
}

/** The part of the site that a machine says it stands in, where its availability zone is that part's. */
function readDomain(index: ResourceIndex, machine: RenderedResource): string | null {
  const domain = tagOf(machine, 'failureDomain');
  const zone = textAt(machine.inputs, 'zones', 0);
  if (domain === null) return zone === null ? null : `zone ${zone}`;
  const group = index
    .ofType('azure-native:resources:ResourceGroup')
    .find(({ inputs }) => inputs['resourceGroupName'] === machine.inputs['resourceGroupName']);
  const domains = (group === undefined ? null : tagOf(group, 'failureDomains'))?.split(' ') ?? [];
  return zone !== null && availabilityZone(domains, domain) === zone ? domain : `zone ${zone ?? 'none'}`;
}

function isSpread(index: ResourceIndex, machine: RenderedResource): boolean {
  const set = index.linked(
    'azure-native:compute:VirtualMachineScaleSet',
    machine.inputs,
    'virtualMachineScaleSet',
    'id',
  );
  return set?.inputs['orchestrationMode'] === 'Flexible';
}

/** Data disks: what is attached to the machine of its server. */
export function readDisks(index: ResourceIndex): readonly DiskMeaning[] {
  const attached = new Map(
    index.ofType(machines).flatMap((machine) =>
      listAt(machine.inputs, 'storageProfile', 'dataDisks').flatMap((place) => {
        const disk = index.linked('azure-native:compute:Disk', place, 'managedDisk', 'id');
        // What is deleted with its machine is none that holds data.
        const isKept = textAt(place, 'deleteOption') !== 'Delete';
        return disk === undefined ? [] : [[disk, { server: keyOf(machine, 'server'), isKept }] as const];
      }),
    ),
  );
  return index.ofType('azure-native:compute:Disk').flatMap((disk) => {
    const key = keyOf(disk, 'disk');
    const place = attached.get(disk);
    if (key === null || place === undefined || place.server !== key.replace(/\/[^/]*$/, '')) return [];
    return [
      {
        key,
        resources: [disk.name],
        sizeGib: numberAt(disk.inputs, 'diskSizeGB') ?? 0,
        holdsData: disk.holdsData && place.isKept,
      },
    ];
  });
}
