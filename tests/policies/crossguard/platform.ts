import type { Declaration } from '#model/declaration/declaration.ts';
import type { Rendering } from '#model/platform/rendering.ts';
import { type DeclaredPlatform, declarePlatform } from '#policies/crossguard/declared-platform.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { plainTarget } from './plain-target.ts';

const stack = 'exempel.produktion.kluster.services';

/** One service on one cluster, with a server and a disk; parts of the service can be replaced. */
export function declareCluster(service: Parameters<typeof buildService>[0] = {}): Declaration {
  return buildDeclaration({
    organisation: { platformSites: [{ id: 'kluster', name: 'Klustret', kind: 'kubernetes' }] },
    network: {
      zones: [
        {
          id: 'adm',
          name: 'Administrativ',
          platform: 'administrative',
          purpose: 'Prov.',
          kind: 'server',
          ipv4: '10.1.0.0/24',
          maximumClass: 4,
          networks: [{ platformSite: 'kluster', ipv4: '10.2.0.0/24' }],
        },
      ],
    },
    services: [
      buildService({
        runsOn: 'kluster',
        servers: [
          {
            role: 'app',
            count: 1,
            size: 'small',
            image: 'debian-13',
            disks: [{ name: 'data', sizeGib: 10 }],
          },
        ],
        ...service,
      }),
    ],
  });
}

/** The same as declared to the policies, with the stack of its services. */
export function declaredCluster(declaration: Declaration = declareCluster()): {
  readonly declared: DeclaredPlatform;
  readonly rendering: Rendering;
} {
  const plan = planPlatform(declaration, { environment: 'produktion' });
  const declared = declarePlatform(declaration, plan, {
    kubernetes: plainTarget,
    azure: { ...plainTarget, kind: 'azure' },
  });
  const rendering = declared.sites
    .flatMap(({ renderings }) => renderings)
    .find((each) => each.stack === stack);
  if (rendering === undefined) throw new Error(`${stack} is not rendered`);
  return { declared, rendering };
}
