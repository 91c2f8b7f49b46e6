import { resolve } from 'node:path';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import type { Service } from '#model/declaration/service.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { type Figure, figure, median, publish, rounded } from './figures.ts';

/**
 * How long the plan of a platform takes: Örkelljunga as it is, and an organisation of 300 services made of
 * copies of Örkelljunga's, in server zones made large enough. Prints a table; `-- --json FILE` writes it.
 */
const runs = 15;
const environment = 'produktion';

function measure(name: string, declaration: Declaration, goalMs: number): readonly Figure[] {
  const { groups, flows } = planPlatform(declaration, { environment });
  const servers = groups.flatMap((group) => group.servers).length;
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    planPlatform(declaration, { environment });
    return performance.now() - start;
  });
  const size = `${declaration.services.length} services, ${servers} servers, ${flows.length} flows`;
  return [figure(name, rounded(median(times)), 'ms', goalMs, `median of ${runs} in one process; ${size}`)];
}

/** Copies of the services, each set referring to its own, in /16 zones. */
function multiplied(declaration: Declaration, count: number): Declaration {
  const { services, network } = declaration;
  const sets = Math.ceil(count / services.length);
  const renamed = (end: string, set: number): string =>
    end.replace(/^service:([a-z0-9-]+)/, `service:$1-${set}`);
  const copies = Array.from({ length: sets }, (_, set) =>
    services.map(
      (service): Service => ({
        ...service,
        id: `${service.id}-${set}`,
        dependsOn: service.dependsOn.map((id) => `${id}-${set}`),
        flows: service.flows.map((flow) => ({
          ...flow,
          from: renamed(flow.from, set),
          to: renamed(flow.to, set),
        })),
      }),
    ),
  );
  const zones = network.zones.map((zone, at) =>
    zone.kind === 'client' || zone.kind === 'guest' ? zone : { ...zone, ipv4: `10.${100 + at}.0.0/16` },
  );
  return { ...declaration, network: { ...network, zones }, services: copies.flat().slice(0, count) };
}

const declaration = await loadDeclaration(resolve(import.meta.dirname, '../../examples/orkelljunga'));
publish('Plan of the platform', [
  // Of the whole check, 3 s and 10 s, a tenth may go to the plan.
  ...measure('Örkelljunga', declaration, 300),
  ...measure('300 services', multiplied(declaration, 300), 1000),
]);
