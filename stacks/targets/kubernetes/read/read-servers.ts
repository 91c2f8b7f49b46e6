import type { DiskMeaning, ServerMeaning } from '#model/platform/meaning.ts';
import type { AddressBook } from '../../target.ts';
import { groupSelector, labelKeys, none } from '../parts/labels.ts';
import { readGibibytes } from '../parts/quantity.ts';
import { topologyKeys } from '../parts/spread.ts';
import { type ClusterView, holdsData, podLabels, type SeenGroup, type SeenObject } from './cluster-view.ts';
import { at, listAt, parsedAt, textAt } from './json.ts';
import { lost } from './read-zones.ts';
import { selects } from './selector.ts';

/** A virtual server with its disks, by the names the plan has for them. */
export interface SeenMachine {
  /** `treserva/app/1` */
  readonly key: string;
  readonly group: SeenGroup;
  readonly seen: SeenObject;
  /** Data volumes it starts with, by volume name; undefined where one is not there. */
  readonly volumes: ReadonlyMap<string, SeenObject | undefined>;
}

/** Every virtual server that is to run. */
export function seeMachines(view: ClusterView): readonly SeenMachine[] {
  const volumes = new Map(view.of('DataVolume').map((seen) => [`${seen.namespace}/${seen.name}`, seen]));
  return [...view.groups.values()]
    .filter(({ form }) => form === 'machines')
    .flatMap((group) =>
      group.workloads
        .filter(({ spec }) => at(spec, 'runStrategy') === 'Always')
        .map((seen) => {
          const spec = at(seen.spec, 'template', 'spec');
          const attached = new Set(
            listAt(spec, 'domain', 'devices', 'disks').map((disk) => textAt(disk, 'name')),
          );
          return {
            key: `${group.key}/${podLabels(seen)[labelKeys.server] ?? ''}`,
            group,
            seen,
            volumes: new Map(
              listAt(spec, 'volumes')
                .filter(
                  (volume) => at(volume, 'dataVolume') !== undefined && attached.has(textAt(volume, 'name')),
                )
                .map((volume) => [
                  textAt(volume, 'name'),
                  volumes.get(`${seen.namespace}/${textAt(volume, 'dataVolume', 'name')}`),
                ]),
            ),
          };
        }),
    );
}

/** What virtual servers mean. */
export function readServers(
  view: ClusterView,
  machines: readonly SeenMachine[],
  book: AddressBook,
): readonly ServerMeaning[] {
  const types = new Map(
    view
      .of('VirtualMachineInstancetype')
      .map((seen) => [`${seen.kind} ${seen.namespace}/${seen.name}`, seen]),
  );
  const planned = new Map(
    book.groups.flatMap(({ servers }) => servers.map((server) => [server.key, server])),
  );
  return machines.map(({ key, group, seen, volumes }) => {
    const spec = at(seen.spec, 'template', 'spec');
    const kind = textAt(seen.spec, 'instancetype', 'kind');
    const type = types.get(`${kind} ${seen.namespace}/${textAt(seen.spec, 'instancetype', 'name')}`);
    const system = volumes.get('system');
    const cpu = at(type?.spec, 'cpu', 'guest');
    const addresses = addressesOf(spec);
    const server = planned.get(key);
    return {
      key,
      resources: [seen, ...(type === undefined ? [] : [type]), ...(system === undefined ? [] : [system])].map(
        ({ resource }) => resource.name,
      ),
      zone: standsOnVlan(spec, group) ? group.zone.id : lost,
      computerName: textAt(spec, 'hostname'),
      ipv4: addresses.ipv4 ?? (server?.ipv4 === null ? null : lost),
      ipv6: addresses.ipv6 ?? (server?.ipv6 === null ? null : lost),
      vcpus: typeof cpu === 'number' ? cpu : 0,
      memoryGib: readGibibytes(textAt(type?.spec, 'memory', 'guest')) ?? 0,
      image: /^docker:\/\/.+\/([^/]+)$/.exec(textAt(system?.spec, 'source', 'registry', 'url'))?.[1] ?? '',
      failureDomain: failureDomainOf(seen),
      antiAffinity: antiAffinityOf(at(spec, 'affinity', 'podAntiAffinity'), group),
    };
  });
}

/** On the VLAN of its zone and nowhere else. */
function standsOnVlan(spec: SeenObject['spec'], { zone }: SeenGroup): boolean {
  const networks = listAt(spec, 'networks');
  const interfaces = new Set(
    listAt(spec, 'domain', 'devices', 'interfaces').map((each) => textAt(each, 'name')),
  );
  return (
    networks.length > 0 &&
    interfaces.size === networks.length &&
    at(spec, 'domain', 'devices', 'autoattachPodInterface') === false &&
    networks.every(
      (network) =>
        interfaces.has(textAt(network, 'name')) &&
        at(network, 'multus', 'networkName') === `${zone.namespace}/${zone.namespace}`,
    )
  );
}

function addressesOf(spec: SeenObject['spec']): {
  readonly ipv4: string | null;
  readonly ipv6: string | null;
} {
  const cloudInit = listAt(spec, 'volumes').find((volume) => at(volume, 'cloudInitNoCloud') !== undefined);
  const network = parsedAt(cloudInit, 'cloudInitNoCloud', 'networkData');
  const addresses = Object.values(at(network, 'ethernets') ?? {}).flatMap((ethernet) =>
    listAt(ethernet, 'addresses').map((address) => String(address).split('/')[0] ?? ''),
  );
  const joined = (own: readonly string[]) => (own.length === 0 ? null : own.join(' '));
  return {
    ipv4: joined(addresses.filter((address) => !address.includes(':'))),
    ipv6: joined(addresses.filter((address) => address.includes(':'))),
  };
}

function failureDomainOf({ spec, annotations }: SeenObject): string | null {
  const domain = textAt(spec, 'template', 'spec', 'nodeSelector', topologyKeys.domain);
  if (domain !== '') return domain;
  return annotations[labelKeys.failureDomain] === none ? null : lost;
}

function antiAffinityOf(rules: SeenObject['spec'], group: SeenGroup): ServerMeaning['antiAffinity'] {
  const keepsApart = (term: SeenObject['spec']): boolean => {
    const selector = at(term, 'labelSelector');
    return (
      textAt(term, 'topologyKey') === topologyKeys.host &&
      selector !== undefined &&
      selects(selector, groupSelector(group))
    );
  };
  if (listAt(rules, 'requiredDuringSchedulingIgnoredDuringExecution').some(keepsApart)) return 'required';
  const preferred = listAt(rules, 'preferredDuringSchedulingIgnoredDuringExecution');
  return preferred.some((each) => keepsApart(at(each, 'podAffinityTerm'))) ? 'preferred' : 'none';
}

/** Data disks that a server starts with. */
export function readDisks(machines: readonly SeenMachine[]): readonly DiskMeaning[] {
  return machines.flatMap(({ key, group, volumes }) =>
    [...volumes].flatMap(([name, volume]): readonly DiskMeaning[] => {
      if (name === 'system' || volume === undefined) return [];
      return [
        {
          key: `${key}/${volume.labels[labelKeys.disk] ?? ''}`,
          resources: [volume.resource.name],
          sizeGib: readGibibytes(textAt(volume.spec, 'storage', 'resources', 'requests', 'storage')) ?? 0,
          // To delete a namespace is to delete the disks in it.
          holdsData: holdsData(volume) && holdsData(group.zone.seen),
        },
      ];
    }),
  );
}
