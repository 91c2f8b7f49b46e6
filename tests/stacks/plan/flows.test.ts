import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Service } from '#model/declaration/service.ts';
import { type Endpoint, flowsThatOpen, type ReachQuestion } from '#model/platform/is-open.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf, someServices } from './arbitrary-declaration.ts';

const environment = 'produktion';
const plan = (services: readonly Service[]): PlatformPlan =>
  planPlatform(declarationOf(services), { environment });

const serviceIds = ['arkiv', 'bygg', 'fastighet', 'kart', 'skola', 'vard'];
const endpoints: readonly Endpoint[] = [
  { kind: 'internet' },
  ...['adm', 'adm-3', 'pub', 'tek', 'klient', 'gast'].map((zone) => ({ kind: 'device' as const, zone })),
  ...serviceIds.flatMap((service) =>
    ['app', 'db'].map((role) => ({ kind: 'server' as const, service, role })),
  ),
  ...serviceIds.map((service) => ({ kind: 'outside' as const, service })),
];
/** Every question there is about six services with two server roles each: 5,000 of them. */
const questions: readonly ReachQuestion[] = endpoints.flatMap((from) =>
  endpoints.flatMap((to) =>
    [25, 443, 1433, 22].flatMap((port) =>
      (['tcp', 'udp'] as const).map((protocol) => ({ from, to, port, protocol })),
    ),
  ),
);

/** Whether some declared line opens the way, read without the compiler: end by end, straight from the texts. */
function isDeclared(
  services: readonly Service[],
  { groups }: Pick<PlatformPlan, 'groups'>,
  { from, to, port, protocol }: ReachQuestion,
): boolean {
  const here = services.filter(
    ({ environments }) => environments.length === 0 || environments.includes(environment),
  );
  const means = (owner: Service, text: string, end: Endpoint): boolean => {
    const [scheme, id = ''] = text.includes(':') ? text.split(':') : ['', text];
    if (text === 'internet') return end.kind === 'internet';
    if (scheme === 'role' || scheme === 'zone') {
      const zone = id === 'personal' ? 'klient' : id;
      if (end.kind === 'device') return end.zone === zone;
      return (
        end.kind === 'server' &&
        groups.some((group) => group.key === `${end.service}/${end.role}` && group.zone === zone)
      );
    }
    if (scheme === '') return end.kind === 'server' && end.service === owner.id && end.role === id;
    const [other, only] = id.split('/');
    const named = services.find((service) => service.id === other);
    if (named === undefined || named.stage === 'proposed') return false;
    if (named.servers.length === 0) return end.kind === 'outside' && end.service === other;
    return (
      here.includes(named) &&
      end.kind === 'server' &&
      end.service === other &&
      (only === undefined || end.role === only) &&
      named.servers.some(({ role }) => role === end.role)
    );
  };
  return here.some(
    (service) =>
      service.stage !== 'proposed' &&
      service.flows.some(
        (flow) =>
          flow.port === port &&
          flow.protocol === protocol &&
          means(service, flow.from, from) &&
          means(service, flow.to, to),
      ),
  );
}

describe('what may reach what', () => {
  it('is what some service in the environment declares, and nothing else', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const planned = plan(services);
        const wrong = questions.filter(
          (each) => flowsThatOpen(planned, each).length > 0 !== isDeclared(services, planned, each),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is nothing where no flow is declared', () => {
    fc.assert(
      fc.property(someServices, fc.constantFrom(...questions), (services, each) => {
        const planned = plan(services.map((service) => ({ ...service, flows: [] })));
        expect(planned.flows).toEqual([]);
        expect(flowsThatOpen(planned, each)).toEqual([]);
      }),
    );
  });

  it('never grows when a flow is taken out', () => {
    fc.assert(
      fc.property(someServices, fc.nat(), (services, chosen) => {
        const lines = services.flatMap(({ id, flows }) => flows.map((flow) => ({ id, flow })));
        fc.pre(lines.length > 0);
        const out = lines[chosen % lines.length];
        const fewer = plan(
          services.map((service) => ({
            ...service,
            flows: service.flows.filter((flow) => flow !== out?.flow),
          })),
        );
        const all = plan(services);
        const open = new Set(all.flows.filter(({ build }) => build).map(({ key }) => key));
        for (const flow of fewer.flows) if (flow.build) expect(open).toContain(flow.key);
      }),
    );
  });
});

const servers = [
  { role: 'app', size: 'small', image: 'debian-13' },
  { role: 'db', size: 'small', image: 'debian-13' },
];
const login = { port: 443, authenticated: true } as const;

describe('a compiled flow', () => {
  it('keeps every line that opens it, and counts as open to all where one of them does', () => {
    const planned = plan([
      buildService({
        id: 'bygg',
        flows: [{ from: 'service:bygg', to: 'service:kart', ...login }],
        hosting: 'cloud',
      }),
      buildService({
        id: 'kart',
        runsOn: 'hall',
        servers: servers.slice(0, 1),
        flows: [{ from: 'service:bygg', to: 'app', port: 443, authenticated: false }],
      }),
    ]);
    expect(planned.flows).toMatchObject([
      {
        key: 'outside:bygg>group:kart/app:tcp/443',
        authenticated: false,
        reasons: [
          { service: 'bygg', authenticated: true, at: { file: 'services/bygg.yaml', pointer: '/flows/0' } },
          { service: 'kart', authenticated: false, at: { file: 'services/kart.yaml', pointer: '/flows/0' } },
        ],
      },
    ]);
  });

  it('to a service goes to every server role of it', () => {
    const planned = plan([
      buildService({
        id: 'bygg',
        hosting: 'cloud',
        flows: [{ from: 'internet', to: 'service:kart', ...login }],
      }),
      buildService({ id: 'kart', runsOn: 'hall', servers }),
    ]);
    expect(planned.flows.map(({ key }) => key)).toEqual([
      'internet>group:kart/app:tcp/443',
      'internet>group:kart/db:tcp/443',
    ]);
  });

  it('to one server role of another service goes there alone', () => {
    const planned = plan([
      buildService({
        id: 'bygg',
        hosting: 'cloud',
        flows: [{ from: 'internet', to: 'service:kart/app', ...login }],
      }),
      buildService({ id: 'kart', runsOn: 'hall', servers }),
    ]);
    expect(planned.flows.map(({ key }) => key)).toEqual(['internet>group:kart/app:tcp/443']);
  });

  it('of a proposal is planned and stays closed', () => {
    const planned = plan([
      buildService({
        id: 'kart',
        stage: 'proposed',
        runsOn: 'hall',
        servers,
        flows: [{ from: 'internet', to: 'app', ...login }],
      }),
    ]);
    expect(planned.flows).toMatchObject([{ key: 'internet>group:kart/app:tcp/443', build: false }]);
    const to = { kind: 'server', service: 'kart', role: 'app' } as const;
    expect(flowsThatOpen(planned, { from: { kind: 'internet' }, to, port: 443, protocol: 'tcp' })).toEqual(
      [],
    );
  });

  it('to a service that is only proposed stays closed', () => {
    const planned = plan([
      buildService({
        id: 'bygg',
        hosting: 'cloud',
        flows: [{ from: 'internet', to: 'service:kart', ...login }],
      }),
      buildService({ id: 'kart', stage: 'proposed', runsOn: 'hall', servers }),
    ]);
    expect(planned.flows.map(({ build }) => build)).toEqual([false, false]);
  });

  it('never leaves the environment', () => {
    const services = [
      buildService({ id: 'kart', runsOn: 'hall', servers }),
      buildService({
        id: 'prov',
        environments: ['test'],
        flows: [{ from: 'service:prov', to: 'service:kart', ...login }],
      }),
    ];
    const { flows, issues } = planPlatform(declarationOf(services), { environment: 'test' });
    expect(flows).toEqual([]);
    expect(issues.map(({ code }) => code)).toContain('flow-leaves-environment');
  });

  it('for one of two roles that share a zone is told as open to both', () => {
    const declaration = declarationOf([
      buildService({
        id: 'kart',
        runsOn: 'hall',
        servers,
        flows: [{ from: 'role:personal', to: 'app', ...login }],
      }),
    ]);
    const [personal, ...rest] = declaration.network.access;
    const codes = (access: typeof declaration.network.access) =>
      planPlatform({ ...declaration, network: { ...declaration.network, access } }, { environment })
        .issues.filter(({ subject }) => subject === 'zone:klient')
        .map(({ code }) => code);
    expect(codes([...declaration.network.access])).toEqual([]);
    expect(personal === undefined ? [] : codes([personal, { ...personal, role: 'elev' }, ...rest])).toEqual([
      'role-shares-zone',
    ]);
  });
});
