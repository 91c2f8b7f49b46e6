import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';

/**
 * An organisation of at least so many services: those declared, and whole sets of copies of them, each set referring
 * to its own. Zones of servers get a /16, and sites room for all.
 */
export function multiplyDeclaration(declaration: Declaration, count: number): Declaration {
  const { services, network, organisation } = declaration;
  const sets = Math.ceil(count / services.length);
  const copies = Array.from({ length: sets }, (_, set) => services.map((service) => copyOf(service, set)));
  const zones = network.zones.map((zone, at) =>
    zone.kind === 'client' || zone.kind === 'guest'
      ? zone
      : {
          ...zone,
          ipv4: `10.${100 + at}.0.0/16`,
          networks: zone.networks.map((one) => ({ ...one, ipv4: `10.${150 + at}.0.0/16` })),
        },
  );
  const platformSites = organisation.platformSites.map((site) => ({
    ...site,
    ...(site.capacity === undefined
      ? {}
      : {
          capacity: {
            ...site.capacity,
            vcpus: site.capacity.vcpus * sets,
            memoryGib: site.capacity.memoryGib * sets,
            storageGib: site.capacity.storageGib * sets,
          },
        }),
  }));
  return {
    ...declaration,
    organisation: { ...organisation, platformSites },
    network: { ...network, zones },
    services: copies.flat(),
  };
}

/** The first set keeps its names, which decisions and standards refer to. */
function copyOf(service: Service, set: number): Service {
  if (set === 0)
    return { ...service, servers: service.servers.map((server) => ({ ...server, addresses: [] })) };
  const renamed = (end: string) => end.replace(/^service:([a-z0-9-]+)/, `service:$1-${set}`);
  return {
    ...service,
    id: `${service.id}-${set}`,
    dependsOn: service.dependsOn.map((id) => `${id}-${set}`),
    flows: service.flows.map((flow) => ({ ...flow, from: renamed(flow.from), to: renamed(flow.to) })),
    checks: service.checks.map((check) => ({ ...check, url: check.url.replace('://', `://s${set}.`) })),
    servers: service.servers.map((server) => ({ ...server, addresses: [] })),
  };
}
