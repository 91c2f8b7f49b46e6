import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Endpoint, flowsThatOpen, type ReachQuestion } from '#model/platform/is-open.ts';
import type { FlowEnd } from '#model/platform/planned-flows.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { kubernetesTarget } from '#stacks/targets/kubernetes/index.ts';
import { flowMeaningKey } from '#stacks/targets/planned-meaning.ts';
import { arbitraryPlatform } from '../../../builders/arbitrary-platform.ts';
import { arbitraryQuestion } from '../../../builders/arbitrary-question.ts';
import { withChange, without } from './fault.ts';
import { type Rendered, renderAsIf, renderOrkelljunga } from './rendered.ts';
import { smallDeclaration } from './small-declaration.ts';

/** What the whole plan says, as a network sees it: bought services are the internet, and what is unsupported is closed. */
function modelOf({ plan, unsupported }: Rendered): (question: ReachQuestion) => boolean {
  const excused = new Set(unsupported.flatMap(({ kind, key }) => (kind === 'Flow' ? [key] : [])));
  const flows = plan.flows
    .map((flow) => ({ ...flow, from: seenEnd(flow.from), to: seenEnd(flow.to) }))
    .filter((flow) => !excused.has(flowMeaningKey(flow)));
  return ({ from, to, ...rest }) =>
    flowsThatOpen({ flows, groups: plan.groups }, { ...rest, from: seenEndpoint(from), to: seenEndpoint(to) })
      .length > 0;
}

function seenEnd(end: FlowEnd): Exclude<FlowEnd, { kind: 'outside' }> {
  return end.kind === 'outside' ? { kind: 'internet' } : end;
}

function seenEndpoint(endpoint: Endpoint): Endpoint {
  return endpoint.kind === 'outside' ? { kind: 'internet' } : endpoint;
}

/** Traffic that passes the cluster: what neither begins nor ends there is not for it to judge. */
function passes({ slice }: Rendered, { from, to }: ReachQuestion): boolean {
  return [from, to].some(
    (end) =>
      end.kind === 'server' &&
      slice.groups.some(({ service, role }) => service === end.service && role === end.role),
  );
}

describe('the judge of a cluster agrees with the model', () => {
  it('on thousands of questions about Örkelljunga', async () => {
    const orkelljunga = await renderOrkelljunga();
    const judge = kubernetesTarget.judgeReach(orkelljunga.resources, orkelljunga.plan);
    const model = modelOf(orkelljunga);
    let open = 0;
    fc.assert(
      fc.property(arbitraryQuestion(orkelljunga.plan), (question) => {
        fc.pre(passes(orkelljunga, question));
        const answer = judge(question);
        if (answer) open += 1;
        expect(answer).toBe(model(question));
      }),
      { numRuns: 5000 },
    );
    expect(open).toBeGreaterThan(300);
  });

  it('on thousands of questions about any declaration', () => {
    fc.assert(
      fc.property(
        arbitraryPlatform().chain((declaration) => {
          const rendered = renderAsIf(declaration);
          const questions = fc.array(arbitraryQuestion(rendered.plan), { minLength: 60, maxLength: 60 });
          return fc.record({ rendered: fc.constant(rendered), questions });
        }),
        ({ rendered, questions }) => {
          const judge = kubernetesTarget.judgeReach(rendered.resources, rendered.plan);
          const model = modelOf(rendered);
          const asked = questions.filter((question) => passes(rendered, question));
          expect(asked.filter((question) => judge(question) !== model(question))).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('and says of what never passes the cluster that it is closed there', () => {
    const judge = kubernetesTarget.judgeReach(small.resources, small.plan);
    expect(
      judge({
        from: { kind: 'device', zone: 'personal' },
        to: { kind: 'internet' },
        port: 443,
        protocol: 'tcp',
      }),
    ).toBe(false);
  });
});

const small = renderAsIf(smallDeclaration());
const db: Endpoint = { kind: 'server', service: 'portal', role: 'db' };
const webb: Endpoint = { kind: 'server', service: 'portal', role: 'webb' };
const app: Endpoint = { kind: 'server', service: 'journal', role: 'app' };
const personal: Endpoint = { kind: 'device', zone: 'personal' };
const internet: Endpoint = { kind: 'internet' };

const selector = (service: string, role: string) => ({
  matchLabels: { 'grundval.se/service': service, 'grundval.se/role': role },
});
const policy = (spec: object, namespace = 'zon-publik'): RenderedResource => ({
  name: 'network-policy/extra',
  type: 'kubernetes:networking.k8s.io/v1:NetworkPolicy',
  inputs: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'extra', namespace },
    spec: spec as never,
  },
  holdsData: false,
  dependsOn: [],
});
const guard = (spec: object): RenderedResource => ({
  ...policy(spec),
  name: 'cluster-network-policy/extra',
  inputs: {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'extra' },
    spec: spec as never,
  },
});

describe('the judge knows of Kubernetes that', () => {
  const asks = (
    resources: readonly RenderedResource[],
    from: Endpoint,
    to: Endpoint,
    port: number,
  ): boolean => kubernetesTarget.judgeReach(resources, small.plan)({ from, to, port, protocol: 'tcp' });
  const all = small.resources;
  const out = (spec: object) =>
    policy({ podSelector: selector('portal', 'webb'), policyTypes: ['Egress'], egress: [spec] });
  const into = (spec: object) =>
    policy({ podSelector: selector('portal', 'db'), policyTypes: ['Ingress'], ingress: [spec] });
  const both = [{ namespaceSelector: {} }];

  it('what is declared is open, both ways out and in', () => {
    expect(asks(all, webb, db, 5432)).toBe(true);
    expect(asks(all, webb, app, 8443)).toBe(true);
    expect(asks(all, personal, app, 443)).toBe(true);
    expect(asks(all, internet, webb, 443)).toBe(true);
    expect(asks(all, db, webb, 5432)).toBe(false);
  });

  it('letting in is not enough without letting out, nor the other way round', () => {
    expect(asks([...all, into({ from: both, ports: [{ port: 9 }] })], webb, db, 9)).toBe(false);
    expect(asks([...all, out({ to: both, ports: [{ port: 9 }] })], webb, db, 9)).toBe(false);
    const opened = [
      ...all,
      into({ from: both, ports: [{ port: 9 }] }),
      { ...out({ to: both, ports: [{ port: 9 }] }), name: 'network-policy/extra-2' },
    ];
    expect(asks(opened, webb, db, 9)).toBe(true);
    expect(asks(without(all, 'network-policy/portal.webb--portal.db--tcp-5432--in'), webb, db, 5432)).toBe(
      false,
    );
  });

  it('rules without ports or peers are for all of them, and a range is for those within', () => {
    expect(asks([...all, into({}), { ...out({}), name: 'network-policy/extra-2' }], webb, db, 4711)).toBe(
      true,
    );
    const range = [
      ...all,
      into({ from: both, ports: [{ port: 100, endPort: 200 }] }),
      { ...out({}), name: 'network-policy/extra-2' },
    ];
    expect([99, 100, 200, 201].map((port) => asks(range, webb, db, port))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('a selector of pods alone is for the own namespace', () => {
    const opened = [
      ...all,
      into({ from: [{ podSelector: selector('portal', 'webb') }] }),
      { ...out({}), name: 'network-policy/extra-2' },
    ];
    expect(asks(opened, webb, db, 9)).toBe(true);
    const elsewhere = {
      ...policy({ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }, 'zon-adm'),
      name: 'network-policy/extra-3',
    };
    expect(asks([...all, elsewhere, { ...out({}), name: 'network-policy/extra-2' }], webb, app, 9)).toBe(
      false,
    );
  });

  it('a NetworkPolicy does nothing for a virtual server on its VLAN', () => {
    const opened = policy({ podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }, 'zon-adm');
    expect(asks([...all, opened], personal, app, 22)).toBe(false);
    const vlan = all.filter(({ type }) => !type.endsWith(':MultiNetworkPolicy'));
    expect(asks(vlan, personal, app, 22)).toBe(true);
  });

  it('a zone that lost its closing policy is still closed by the guard below', () => {
    const policies = all.filter(({ type }) => !type.endsWith(':NetworkPolicy'));
    expect(asks(policies, webb, db, 9)).toBe(false);
    const unguarded = policies.filter(({ type }) => !type.endsWith(':ClusterNetworkPolicy'));
    expect(asks(unguarded, webb, db, 9)).toBe(true);
  });

  it('the guard above goes before every policy, the lower priority first', () => {
    const subject = { namespaces: { matchLabels: { 'grundval.se/zone': 'publik' } } };
    const rule = (action: string) => ({
      ingress: [{ action, from: [{ namespaces: {} }] }],
      egress: [{ action, to: [{ namespaces: {} }] }],
    });
    expect(
      asks([...all, guard({ tier: 'Admin', priority: 1, subject, ...rule('Deny') })], webb, db, 5432),
    ).toBe(false);
    expect(
      asks([...all, guard({ tier: 'Admin', priority: 1, subject, ...rule('Accept') })], webb, db, 9),
    ).toBe(true);
    expect(
      asks([...all, guard({ tier: 'Admin', priority: 500, subject, ...rule('Accept') })], webb, db, 9),
    ).toBe(false);
  });

  it('an address outside the block, or in one of its exceptions, is not let in', () => {
    const name = 'multi-network-policy/zone-personal--journal.app--tcp-443--in';
    const block = (ipBlock: object) =>
      withChange(all, name, ['spec', 'ingress', 0, 'from'], [{ ipBlock }] as never);
    expect(asks(block({ cidr: '10.1.3.0/24' }), personal, app, 443)).toBe(true);
    expect(asks(block({ cidr: '10.1.4.0/24' }), personal, app, 443)).toBe(false);
    expect(asks(block({ cidr: '10.1.0.0/16', except: ['10.1.3.0/24'] }), personal, app, 443)).toBe(false);
  });

  it('containers that leave from other addresses than planned are not known on a VLAN', () => {
    expect(asks(without(all, 'egress-ip/grundval-portal-webb'), webb, app, 8443)).toBe(false);
  });
});
