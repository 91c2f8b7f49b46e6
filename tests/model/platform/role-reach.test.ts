import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Service } from '#model/declaration/service.ts';
import { type Endpoint, flowsThatOpen } from '#model/platform/is-open.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { reachByRole, reachByZone, whoReaches } from '#model/platform/role-reach.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { declarationOf, someServices } from '../../stacks/plan/arbitrary-declaration.ts';

const environment = 'produktion';
const planOf = (services: readonly Service[]): PlatformPlan =>
  planPlatform(declarationOf(services), { environment });

/** Everything that stands somewhere, or will. */
const endpointsOf = ({ zones, groups, services }: PlatformPlan): readonly Endpoint[] => [
  { kind: 'internet' },
  ...zones.map(({ id }) => ({ kind: 'device' as const, zone: id })),
  ...groups
    .filter(({ build }) => build)
    .map(({ service, role }) => ({ kind: 'server' as const, service, role })),
  ...services.map(({ id }) => ({ kind: 'outside' as const, service: id })),
];
const transports = [22, 25, 443, 1433].flatMap((port) =>
  (['tcp', 'udp'] as const).map((protocol) => ({ port, protocol })),
);

/** Services of which some lead to a whole zone, where the shared builder has the internet. */
const servicesWithZoneFlows = fc
  .tuple(someServices, fc.constantFrom('internet', 'zone:adm', 'role:gast'))
  .map(([services, to]) =>
    services.map((service) => ({
      ...service,
      flows: service.flows.map((flow) => (flow.to === 'internet' ? { ...flow, to } : flow)),
    })),
  );

describe('what a device in a zone reaches', () => {
  it('is what flowsThatOpen says of every endpoint, port and protocol, with the same login and lines', () => {
    fc.assert(
      fc.property(servicesWithZoneFlows, (services) => {
        const plan = planOf(services);
        for (const { zone, reaches } of reachByZone(plan)) {
          for (const to of endpointsOf(plan)) {
            for (const transport of transports) {
              const flows = flowsThatOpen(plan, { from: { kind: 'device', zone }, to, ...transport });
              const found = reaches.filter(
                (each) =>
                  each.port === transport.port &&
                  each.protocol === transport.protocol &&
                  JSON.stringify(each.to) === JSON.stringify(to),
              );
              expect(found.map(({ authenticated }) => authenticated)).toEqual(
                flows.length === 0 ? [] : [flows.every(({ authenticated }) => authenticated)],
              );
              const lines = found.flatMap(({ reasons }) => reasons.map(({ at }) => at.pointer));
              expect(lines.toSorted()).toEqual(
                flows.flatMap(({ reasons }) => reasons.map(({ at }) => at.pointer)).toSorted(),
              );
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('and what it does not reach are together all that is built', () => {
    fc.assert(
      fc.property(servicesWithZoneFlows, (services) => {
        const plan = planOf(services);
        for (const { reaches, closedServices, closedGroups } of reachByZone(plan)) {
          const targets = reaches.map(({ to }) => to);
          const built = plan.services.filter(({ build }) => build).map(({ id }) => id);
          const reached = new Set(targets.flatMap((to) => ('service' in to ? to.service : [])));
          expect(closedServices).toEqual(built.filter((id) => !reached.has(id)));
          const groups = new Set(
            targets.flatMap((to) => (to.kind === 'server' ? `${to.service}/${to.role}` : [])),
          );
          expect(groups.size + closedGroups.length).toBe(plan.groups.filter(({ build }) => build).length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is nothing where no flow is declared', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const plan = planOf(services.map((service) => ({ ...service, flows: [] })));
        for (const { reaches } of reachByZone(plan)) expect(reaches).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('who reaches a service', () => {
  it('is the inverse of what zones reach', () => {
    fc.assert(
      fc.property(servicesWithZoneFlows, (services) => {
        const plan = planOf(services);
        const forth = reachByZone(plan).flatMap(({ zone, reaches }) =>
          reaches.flatMap(({ to, port, protocol }) =>
            'service' in to ? [JSON.stringify([zone, to, port, protocol])] : [],
          ),
        );
        const back = services.flatMap(({ id }) =>
          whoReaches(plan, id).flatMap(({ from, to, port, protocol }) =>
            from.kind === 'zone' ? [JSON.stringify([from.zone, to, port, protocol])] : [],
          ),
        );
        expect(back.toSorted()).toEqual(forth.toSorted());
      }),
      { numRuns: 40 },
    );
  });
});

const zone = (id: string, ipv4: string, kind: 'client' | 'server') =>
  ({ id, name: id, platform: 'administrative', purpose: 'Prov.', kind, ipv4, maximumClass: 3 }) as const;
const shared = buildDeclaration({
  network: {
    zones: [zone('kontor', '10.0.0.0/24', 'client'), zone('server', '10.0.1.0/24', 'server')],
    access: ['chef', 'personal', 'vikarie'].map((role) => ({
      role,
      name: role,
      zone: 'kontor',
      authentication: '802.1x-certificate' as const,
    })),
  },
  services: [
    buildService({
      id: 'arkiv',
      runsOn: 'hall',
      servers: [{ role: 'app', size: 'small', image: 'debian-13' }],
      flows: [
        { from: 'role:chef', to: 'app', port: 443, authenticated: true },
        { from: 'zone:kontor', to: 'internet', port: 443, authenticated: false },
      ],
    }),
    buildService({ id: 'lon', hosting: 'cloud' }),
  ],
});
const plan = planPlatform(shared, { environment });

describe('roles that share a zone', () => {
  it('reach the same, and it is said for whom each thing is open', () => {
    const reach = reachByRole(plan);
    expect(reach.map(({ role, sharesZoneWith }) => [role, sharesZoneWith])).toEqual([
      ['chef', ['personal', 'vikarie']],
      ['personal', ['chef', 'vikarie']],
      ['vikarie', ['chef', 'personal']],
    ]);
    expect(reach.map(({ reaches }) => reaches.map(({ openFor }) => openFor))).toEqual([
      ['zone', 'role'],
      ['zone', 'other-role'],
      ['zone', 'other-role'],
    ]);
  });

  it('are all told of a service that one of them is let in to', () => {
    expect(whoReaches(plan, 'arkiv')).toMatchObject([
      {
        from: { kind: 'zone', zone: 'kontor' },
        roles: ['chef', 'personal', 'vikarie'],
        to: { kind: 'server', service: 'arkiv', role: 'app' },
        port: 443,
        authenticated: true,
        reasons: [{ from: 'role:chef', at: { file: 'services/arkiv.yaml', pointer: '/flows/0' } }],
      },
    ]);
    expect(whoReaches(plan, 'lon')).toEqual([]);
  });

  it('are told what stays closed', () => {
    expect(reachByRole(plan)[0]).toMatchObject({ zone: 'kontor', closedServices: ['lon'], closedGroups: [] });
  });
});
