import type { NameMeaning } from '#model/platform/meaning.ts';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { sortedTexts } from '#stacks/plan/by-key.ts';
import { listAt, look, textAt } from './look.ts';
import type { NetworkModel } from './network-model.ts';
import { balancedPorts, gatewayListeners } from './public-ways.ts';
import { idKey, type ResourceIndex } from './resource-index.ts';

/** Names: private records, linked to the network, and whether a public one leads to the same. */
export function readNames(index: ResourceIndex, model: NetworkModel): readonly NameMeaning[] {
  const linked = new Set(
    index
      .ofType('azure-native:privatedns:VirtualNetworkLink')
      .filter((link) =>
        index.linked('azure-native:network:VirtualNetwork', link.inputs, 'virtualNetwork', 'id'),
      )
      .map(({ inputs }) => inputs['privateZoneName']),
  );
  const zones = new Set(
    index.ofType('azure-native:privatedns:PrivateZone').map(({ inputs }) => inputs['privateZoneName']),
  );
  const records = index
    .ofType('azure-native:privatedns:PrivateRecordSet')
    .filter(
      ({ inputs }) =>
        linked.has(inputs['privateZoneName'] ?? null) && zones.has(inputs['privateZoneName'] ?? null),
    );
  const isPublic = publicJudge(index, model);
  return [...Map.groupBy(records, hostOf)].flatMap(([host, same]) => {
    const addresses = same.flatMap(addressesOf);
    const strangers = addresses.filter((text) => !model.faces.some((face) => face.text === text));
    return portsOf(same).map(({ port, service, groups: named }): NameMeaning => {
      const groups = named.filter((group) => {
        const own = (model.facesByGroup.get(group) ?? []).map(({ text }) => text);
        return own.length > 0 && own.every((text) => addresses.includes(text));
      });
      return {
        key: `${host} ${service} ${port}`,
        resources: same.map(({ name }) => name),
        host,
        port,
        groups: sortedTexts([...groups, ...strangers, ...intruders(model, addresses, same)]),
        exposure: isPublic(host, port, service, groups) ? 'internet' : 'internal',
      };
    });
  });
}

function hostOf({ inputs }: RenderedResource): string {
  const [zone, label] = [
    textAt(inputs, 'privateZoneName') ?? '',
    textAt(inputs, 'relativeRecordSetName') ?? '@',
  ];
  return label === '@' ? zone : `${label}.${zone}`;
}

function addressesOf({ inputs }: RenderedResource): readonly string[] {
  return [
    ...listAt(inputs, 'aRecords').flatMap((record) => textAt(record, 'ipv4Address') ?? []),
    ...listAt(inputs, 'aaaaRecords').flatMap((record) => textAt(record, 'ipv6Address') ?? []),
  ];
}

/** Groups whose addresses stand in a record of which no port names them. */
function intruders(
  { faces }: NetworkModel,
  addresses: readonly string[],
  records: readonly RenderedResource[],
): readonly string[] {
  const named = new Set(portsOf(records).flatMap(({ groups }) => groups));
  return faces
    .filter(({ text, group }) => addresses.includes(text) && !named.has(group))
    .map(({ group }) => group);
}

function portsOf(records: readonly RenderedResource[]) {
  const entries = new Map(
    records.flatMap(({ inputs }) =>
      Object.entries((look(inputs, 'metadata') ?? {}) as Record<string, JsonValue>),
    ),
  );
  return [...entries].flatMap(([name, groups]) => {
    const [, port, service] = /^port-(\d+)-(.+)$/.exec(name) ?? [];
    if (port === undefined || service === undefined || typeof groups !== 'string') return [];
    return [{ port: Number(port), service, groups: groups.split(' ').filter((group) => group !== '') }];
  });
}

/** Does a public name lead to one of the groups behind it? */
function publicJudge(index: ResourceIndex, model: NetworkModel) {
  const listeners = gatewayListeners(index);
  const balanced = balancedPorts(index);
  const records = index
    .ofType('azure-native:dns:RecordSet')
    .filter(({ inputs }) =>
      index.ofType('azure-native:dns:Zone').some((zone) => zone.inputs['zoneName'] === inputs['zoneName']),
    );
  return (host: string, port: number, service: string, groups: readonly string[]): boolean => {
    const faces = groups.flatMap((group) => model.facesByGroup.get(group) ?? []);
    return records.some(({ inputs }) => {
      const address = idKey(textAt(inputs, 'targetResource', 'id') ?? '');
      if (inputs['zoneName'] !== host || look(inputs, 'metadata', `port-${port}-${service}`) === undefined) {
        return false;
      }
      const byGateway = listeners.some(
        (listener) =>
          listener.host === host &&
          listener.port === port &&
          listener.publicAddress === address &&
          faces.some(({ text }) => listener.addresses.includes(text)),
      );
      const byBalancer = balanced.some(
        (each) =>
          each.port === port &&
          each.publicAddress === address &&
          faces.some(({ pools }) => pools.has(each.pool)),
      );
      return byGateway || byBalancer;
    });
  };
}
