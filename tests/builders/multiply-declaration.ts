import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';

/** An organisation of many services: copies of those declared, each set referring to its own, in /16 zones. */
export function multiplyDeclaration(declaration: Declaration, count: number): Declaration {
  const { services, network } = declaration;
  const sets = Math.ceil(count / services.length);
  const copies = Array.from({ length: sets }, (_, set) =>
    services.map((service): Service => {
      const renamed = (end: string) => end.replace(/^service:([a-z0-9-]+)/, `service:$1-${set}`);
      return {
        ...service,
        id: `${service.id}-${set}`,
        dependsOn: service.dependsOn.map((id) => `${id}-${set}`),
        flows: service.flows.map((flow) => ({ ...flow, from: renamed(flow.from), to: renamed(flow.to) })),
        checks: service.checks.map((check) => ({ ...check, url: check.url.replace('://', `://s${set}.`) })),
      };
    }),
  );
  const zones = network.zones.map((zone, at) =>
    zone.kind === 'client' || zone.kind === 'guest'
      ? zone
      : { ...zone, ipv4: `10.${100 + at}.0.0/16`, networks: [] },
  );
  return { ...declaration, network: { ...network, zones }, services: copies.flat().slice(0, count) };
}
