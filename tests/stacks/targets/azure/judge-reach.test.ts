import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Endpoint, flowsThatOpen, type ReachQuestion } from '#model/platform/is-open.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { azureTarget } from '#stacks/targets/azure/index.ts';
import { flowMeaningKey } from '#stacks/targets/planned-meaning.ts';
import { arbitraryPlatform } from '../../../builders/arbitrary-platform.ts';
import { declareEverything, type RenderedSlice, renderAzure, renderOrkelljunga } from './render-azure.ts';

describe('judgeReach', () => {
  it('says of Örkelljunga what the model says', async () => {
    const rendered = await renderOrkelljunga();
    const judge = azureTarget.judgeReach(rendered.resources, rendered.slice.plan);
    const model = modelOf(rendered);
    let open = 0;
    fc.assert(
      fc.property(questions(rendered), (question) => {
        const expected = model(question);
        open += expected ? 1 : 0;
        return judge(question) === expected;
      }),
      { numRuns: 5000 },
    );
    expect(open).toBeGreaterThan(500);
  });

  it('says of any platform what the model says, but for what is not supported', () => {
    fc.assert(
      fc.property(
        arbitraryPlatform(),
        fc.constantFrom('produktion', 'test'),
        fc.infiniteStream(fc.nat()),
        (declaration, environment, random) => {
          const rendered = renderAzure(declaration, { environment });
          const judge = azureTarget.judgeReach(rendered.resources, rendered.slice.plan);
          const model = modelOf(rendered);
          for (const question of sampleQuestions(rendered, random, 60)) {
            expect({ question, open: judge(question) }).toEqual({ question, open: model(question) });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes what stands elsewhere by its addresses', async () => {
    const { loadDeclaration } = await import('#model/declaration/load.ts');
    const rendered = renderAzure(await loadDeclaration('examples/orkelljunga'), { site: 'moln-1' });
    const judge = azureTarget.judgeReach(rendered.resources, rendered.slice.plan);
    const web: Endpoint = { kind: 'server', service: 'webbplats', role: 'webb' };
    const ask = (from: Endpoint, port: number) => judge({ from, to: web, port, protocol: 'tcp' });
    expect(ask({ kind: 'device', zone: 'personal' }, 443)).toBe(true);
    expect(ask({ kind: 'device', zone: 'gast' }, 443)).toBe(false);
    expect(ask({ kind: 'internet' }, 443)).toBe(true);
    expect(ask({ kind: 'internet' }, 22)).toBe(false);
    expect(ask({ kind: 'server', service: 'castor', role: 'app' }, 443)).toBe(false);
  });
});

describe('judgeReach of changed resources', () => {
  const rendered = renderAzure(declareEverything(), { site: 'moln' });
  const judgeOf = (resources: readonly RenderedResource[]) =>
    azureTarget.judgeReach(resources, rendered.slice.plan);
  const server = (service: string, role: string): Endpoint => ({ kind: 'server', service, role });
  const without = (test: (resource: RenderedResource) => boolean) =>
    rendered.resources.filter((resource) => !test(resource));
  const isRule = (name: string) => (resource: RenderedResource) => resource.name.includes(name);
  const database: ReachQuestion = {
    from: server('arkiv', 'app'),
    to: server('arkiv', 'db'),
    port: 5432,
    protocol: 'tcp',
  };

  it('opens inside a zone only what is said both ways', () => {
    expect(judgeOf(rendered.resources)(database)).toBe(true);
    expect(judgeOf(without(isRule('group-arkiv-app-group-arkiv-db-tcp-5432')))(database)).toBe(false);
    expect(judgeOf(without(({ name }) => /arkiv-db-tcp-5432.*-in/.test(name)))(database)).toBe(false);
    expect(judgeOf(without(({ name }) => /arkiv-db-tcp-5432.*-out/.test(name)))(database)).toBe(false);
  });

  it("lets Azure's own rules open the whole network where nothing closes it", () => {
    const open = { ...database, port: 22 };
    expect(judgeOf(rendered.resources)(open)).toBe(false);
    expect(judgeOf(without(isRule('nsg-adm-close-')))(open)).toBe(true);
  });

  it('lets nobody in from the internet without a way in, or out without a way out', () => {
    const mail: ReachQuestion = {
      from: { kind: 'internet' },
      to: server('post', 'grind'),
      port: 25,
      protocol: 'tcp',
    };
    expect(judgeOf(rendered.resources)(mail)).toBe(true);
    expect(judgeOf(without(({ type }) => type === 'azure-native:network:LoadBalancer'))(mail)).toBe(false);
    const web: ReachQuestion = { ...mail, to: server('webb', 'webb'), port: 443 };
    expect(judgeOf(rendered.resources)(web)).toBe(true);
    expect(judgeOf(without(({ type }) => type === 'azure-native:network:ApplicationGateway'))(web)).toBe(
      false,
    );
    const out: ReachQuestion = { ...mail, from: server('arkiv', 'app'), to: { kind: 'internet' }, port: 443 };
    expect(judgeOf(rendered.resources)(out)).toBe(true);
    const closed = rendered.resources.map((resource) =>
      resource.type === 'azure-native:network:Subnet'
        ? { ...resource, inputs: { ...resource.inputs, natGateway: {} } }
        : resource,
    );
    expect(judgeOf(closed)(out)).toBe(false);
  });

  it('never takes a zone for the internet, even by IPv6', () => {
    const fromZone: ReachQuestion = {
      from: { kind: 'device', zone: 'adm' },
      to: server('post', 'grind'),
      port: 25,
      protocol: 'tcp',
    };
    expect(judgeOf(rendered.resources)(fromZone)).toBe(false);
    const elsewhere: ReachQuestion = {
      from: server('arkiv', 'app'),
      to: { kind: 'device', zone: 'publik' },
      port: 443,
      protocol: 'tcp',
    };
    expect(judgeOf(rendered.resources)(elsewhere)).toBe(false);
    expect(judgeOf(without(isRule('close-zones-out')))(elsewhere)).toBe(true);
  });

  it('takes the first rule that matches', () => {
    const first = (access: string): RenderedResource => ({
      name: 'extra',
      type: 'azure-native:network:SecurityRule',
      holdsData: false,
      dependsOn: [],
      inputs: {
        resourceGroupName:
          rendered.resources.find(({ name }) => name === 'nsg-adm')?.inputs['resourceGroupName'] ?? '',
        networkSecurityGroupName: 'nsg-adm',
        securityRuleName: 'extra',
        access,
        direction: 'Inbound',
        priority: 100,
        protocol: 'Tcp',
        sourcePortRange: '*',
        destinationPortRange: '5000-6000',
        sourceAddressPrefix: 'VirtualNetwork',
        destinationAddressPrefix: '*',
      },
    });
    expect(judgeOf([...rendered.resources, first('Deny')])(database)).toBe(false);
    expect(judgeOf([...rendered.resources, first('Allow')])(database)).toBe(true);
  });
});

/**
 * The model's own answer: what is open by flows that Azure can do, bought services being somewhere on the internet.
 * Of what begins or ends at a server the whole plan answers, whatever the slice has left out; from one device to
 * another the local network answers, of which only the slice's part is here.
 */
function modelOf({ slice, renderings }: RenderedSlice): (question: ReachQuestion) => boolean {
  const excused = new Set(
    renderings.flatMap(({ unsupported }) =>
      unsupported.flatMap(({ kind, key }) => (kind === 'Flow' ? [key] : [])),
    ),
  );
  const done = (flows: RenderedSlice['slice']['flows']) =>
    flows
      .map((flow) => ({ ...flow, from: asInternet(flow.from), to: asInternet(flow.to) }))
      .filter((flow) => !excused.has(flowMeaningKey(flow)));
  const [here, everywhere] = [done(slice.flows), done(slice.plan.flows)];
  return ({ from, to, ...rest }) =>
    flowsThatOpen(
      {
        flows: from.kind === 'server' || to.kind === 'server' ? everywhere : here,
        groups: slice.plan.groups,
      },
      { from: asInternet(from), to: asInternet(to), ...rest },
    ).length > 0;
}

type Known = { readonly kind: 'internet' };

function asInternet<End extends { readonly kind: string }>(
  end: End,
): Exclude<End, { kind: 'outside' }> | Known {
  return end.kind === 'outside' ? { kind: 'internet' } : (end as Exclude<End, { kind: 'outside' }>);
}

function endpointsOf({ slice }: RenderedSlice): readonly Endpoint[] {
  return [
    { kind: 'internet' },
    { kind: 'outside', service: 'navet' },
    ...slice.plan.zones.map(({ id }): Endpoint => ({ kind: 'device', zone: id })),
    ...slice.groups.map(({ service, role }): Endpoint => ({ kind: 'server', service, role })),
  ];
}

/** Half of the questions are about what is declared, or nearly: of the rest hardly any is open. */
function questionsAbout(rendered: RenderedSlice) {
  const endpoints = endpointsOf(rendered);
  const ports = [...new Set([22, 443, 3389, ...rendered.slice.flows.map(({ port }) => port)])];
  const inZone = (end: Endpoint): readonly Endpoint[] =>
    rendered.slice.groups
      .filter(({ zone }) => end.kind === 'device' && end.zone === zone)
      .map(({ service, role }) => ({ kind: 'server', service, role }));
  const declared = rendered.slice.flows.flatMap(({ from, to, port, protocol }): readonly ReachQuestion[] => {
    const ends = { from: endpointOf(from), to: endpointOf(to), port, protocol };
    // What opens a zone opens its servers, too.
    return [ends, ...inZone(ends.from).map((server) => ({ ...ends, from: server }))];
  });
  return { endpoints, ports, declared };
}

function endpointOf(end: RenderedSlice['slice']['flows'][number]['from']): Endpoint {
  switch (end.kind) {
    case 'zone':
      return { kind: 'device', zone: end.zone };
    case 'group':
      return { kind: 'server', service: end.service, role: end.role };
    default:
      return end;
  }
}

function questions(rendered: RenderedSlice): fc.Arbitrary<ReachQuestion> {
  const { endpoints, ports, declared } = questionsAbout(rendered);
  const end = fc.constantFrom(...endpoints);
  const port = fc.constantFrom(...ports);
  const protocol = fc.constantFrom('tcp' as const, 'tcp' as const, 'udp' as const);
  return fc.oneof(
    fc.record({ from: end, to: end, port, protocol }),
    fc.constantFrom(...declared),
    fc.record({ base: fc.constantFrom(...declared), from: end }).map(({ base, from }) => ({ ...base, from })),
    fc
      .record({ base: fc.constantFrom(...declared), port })
      .map(({ base, port: other }) => ({ ...base, port: other })),
  );
}

function sampleQuestions(
  rendered: RenderedSlice,
  random: Iterator<number>,
  count: number,
): readonly ReachQuestion[] {
  const { endpoints, ports, declared } = questionsAbout(rendered);
  const pick = <Item>(items: readonly Item[]): Item | undefined =>
    items[Number(random.next().value) % Math.max(items.length, 1)];
  return Array.from({ length: count }, (_, turn) => {
    const base = turn % 2 === 0 ? pick(declared) : undefined;
    const [from, to, port] = [pick(endpoints), pick(endpoints), pick(ports)];
    const internet: Endpoint = { kind: 'internet' };
    return (
      base ?? {
        from: from ?? internet,
        to: to ?? internet,
        port: port ?? 443,
        protocol: turn % 3 === 0 ? ('udp' as const) : ('tcp' as const),
      }
    );
  });
}
