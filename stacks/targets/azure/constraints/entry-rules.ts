import type { JsonValue } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { keyOf, listAt, look, numberAt, textAt } from '../read/look.ts';
import { idKey, ownKey, type ResourceIndex } from '../read/resource-index.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

const gateways = 'azure-native:network:ApplicationGateway';
const balancers = 'azure-native:network:LoadBalancer';

/** What is asked of what takes in the internet. */
export const entryRules: readonly WholeRule[] = [
  {
    about: 'A name with a certificate answers by TLS, and by its name alone.',
    find: (index) => {
      const certificates = certificatesByHost(index);
      return index.ofType(gateways).flatMap((gateway) =>
        listAt(gateway.inputs, 'httpListeners').flatMap((listener, position): readonly BodyMistake[] => {
          const host = textAt(listener, 'hostName') ?? '';
          const wanted = certificates.get(host);
          const port = portOf(gateway.inputs, listener);
          if (wanted === undefined || port === 80) return [];
          const given = partOf(gateway.inputs, 'sslCertificates', textAt(listener, 'sslCertificate', 'id'));
          const settings = listAt(gateway.inputs, 'backendHttpSettingsCollection').find(
            (each) => textAt(each, 'hostName') === host && numberAt(each, 'port') === port,
          );
          const isSecure =
            textAt(listener, 'protocol') === 'Https' &&
            look(listener, 'requireServerNameIndication') === true &&
            wanted.has(textAt(given, 'keyVaultSecretId') ?? '') &&
            textAt(settings, 'protocol') === 'Https';
          return isSecure
            ? []
            : [
                mistake(
                  gateway,
                  `httpListeners.${position}`,
                  'without',
                  `TLS with the certificate of ${host}`,
                ),
              ];
        }),
      );
    },
  },
  {
    about: 'Each rule of a gateway has a place of its own in their order.',
    find: (index) =>
      index.ofType(gateways).flatMap((gateway) => {
        const places = listAt(gateway.inputs, 'requestRoutingRules').map((rule) =>
          numberAt(rule, 'priority'),
        );
        return new Set(places).size === places.length
          ? []
          : [mistake(gateway, 'requestRoutingRules', places.join(', '), 'priorities of their own')];
      }),
  },
  {
    about: 'A load balancer asks the port that it passes on.',
    find: (index) =>
      index.ofType(balancers).flatMap((balancer) =>
        listAt(balancer.inputs, 'loadBalancingRules').flatMap((rule, position): readonly BodyMistake[] => {
          const probe = partOf(balancer.inputs, 'probes', textAt(rule, 'probe', 'id'));
          const port = numberAt(probe, 'port');
          // Nothing tells whether UDP is answered.
          const isAsked =
            probe !== undefined &&
            (textAt(rule, 'protocol') !== 'Tcp' || port === numberAt(rule, 'backendPort'));
          return isAsked
            ? []
            : [mistake(balancer, `loadBalancingRules.${position}.probe`, String(port), 'the port behind')];
        }),
      ),
  },
  {
    about: 'The internet is sent to those that the name, or the load balancer, is for, and to nobody else.',
    find: (index) => [...strayBackends(index), ...strayMembers(index)],
  },
  {
    about: 'A public address is that of a gateway, a load balancer or the way out.',
    find: (index) => {
      const used = new Set(
        [
          ...([gateways, balancers] as const).flatMap((type) =>
            index
              .ofType(type)
              .flatMap(({ inputs }) => listAt(inputs, 'frontendIPConfigurations'))
              .map((frontend) => textAt(frontend, 'publicIPAddress', 'id')),
          ),
          ...index
            .ofType('azure-native:network:NatGateway')
            .flatMap(({ inputs }) => listAt(inputs, 'publicIpAddresses'))
            .map((address) => textAt(address, 'id')),
        ].map((id) => idKey(id ?? '')),
      );
      return index
        .ofType('azure-native:network:PublicIPAddress')
        .filter((address) => !used.has(ownKey(address) ?? ''))
        .map((address) => mistake(address, '', 'an address of nothing', 'one that something answers at'));
    },
  },
];

/** Addresses behind names at a gateway that the names do not have inside. */
function strayBackends(index: ResourceIndex): readonly BodyMistake[] {
  const inside = Map.groupBy(
    index.ofType('azure-native:privatedns:PrivateRecordSet'),
    ({ inputs }) => textAt(inputs, 'privateZoneName') ?? '',
  );
  return index.ofType(gateways).flatMap((gateway) =>
    listAt(gateway.inputs, 'requestRoutingRules').flatMap((rule) => {
      const part = (list: string, field: string) => partOf(gateway.inputs, list, textAt(rule, field, 'id'));
      const host = textAt(part('httpListeners', 'httpListener'), 'hostName') ?? '';
      const known = (inside.get(host) ?? [])
        .flatMap(({ inputs }) => listAt(inputs, 'aRecords'))
        .map((record) => textAt(record, 'ipv4Address'));
      return listAt(part('backendAddressPools', 'backendAddressPool'), 'backendAddresses')
        .map((each) => textAt(each, 'ipAddress') ?? textAt(each, 'fqdn') ?? '')
        .filter((address) => !known.includes(address))
        .map((address) => mistake(gateway, 'backendAddressPools', address, `an address of ${host}`));
    }),
  );
}

/** Network interfaces in a load balancer's pool that are another group's. */
function strayMembers(index: ResourceIndex): readonly BodyMistake[] {
  return index.ofType('azure-native:network:NetworkInterface').flatMap((card) => {
    const own = keyOf(card, 'server')?.replace(/\/\d+$/, '');
    return listAt(card.inputs, 'ipConfigurations')
      .flatMap((configuration) => listAt(configuration, 'loadBalancerBackendAddressPools'))
      .flatMap((pool): readonly BodyMistake[] => {
        const id = textAt(pool, 'id') ?? '';
        const balancer = index.byId(id.replace(/\/backendAddressPools\/[^/]+$/, ''));
        const group = balancer === undefined ? null : keyOf(balancer, 'group');
        return group === own ? [] : [mistake(card, 'ipConfigurations', group ?? id, `a pool of ${own}`)];
      });
  });
}

/** Secrets of the certificates that scripts ask for, by host. */
function certificatesByHost(index: ResourceIndex): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = index.ofType('azure-native:resources:AzureCliScript').map(({ inputs }) => {
    const value = (name: string) =>
      textAt(
        listAt(inputs, 'environmentVariables').find((each) => textAt(each, 'name') === name),
        'value',
      ) ?? '';
    return {
      host: value('HOST_NAME'),
      secret: `https://${value('VAULT')}.vault.azure.net/secrets/${value('NAME')}`,
    };
  });
  return new Map(
    [...Map.groupBy(asked, ({ host }) => host)].map(([host, same]) => [
      host,
      new Set(same.map(({ secret }) => secret)),
    ]),
  );
}

function portOf(inputs: JsonValue, listener: JsonValue): number | null {
  return numberAt(partOf(inputs, 'frontendPorts', textAt(listener, 'frontendPort', 'id')), 'port');
}

/** The part of a body that an id names by its last word. */
function partOf(inputs: JsonValue, list: string, id: string | null): JsonValue | undefined {
  const name = id?.split('/').at(-1);
  return listAt(inputs, list).find((each) => textAt(each, 'name') === name);
}
