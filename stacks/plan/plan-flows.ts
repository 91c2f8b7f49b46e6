import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { FlowEnd, FlowReason, PlannedFlow } from '#model/platform/planned-flows.ts';
import { sortedBy } from './by-key.ts';
import type { PlanContext } from './context.ts';
import { flowEndKey, resolveFlowEnd } from './resolve-flow-end.ts';

/** One pair of ends that one declared line opens. */
interface Opening {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly build: boolean;
  readonly reason: FlowReason;
}

/** Every flow that is open, each once with all its reasons; all else is closed. */
export function planFlows(context: PlanContext): {
  readonly flows: readonly PlannedFlow[];
  readonly issues: readonly PlanIssue[];
} {
  const read = context.services.flatMap((service) =>
    service.flows.map((flow, index) => readFlow(context, service, flow, index)),
  );
  const openings = read.flatMap((each) => each.openings);
  const flows = [...Map.groupBy(openings, flowKey)].flatMap(([key, same]) => {
    const flow = joinOpenings(key, same);
    return flow === null ? [] : [flow];
  });
  return {
    flows: sortedBy(flows, ({ key }) => key),
    issues: [...read.flatMap((each) => each.issues), ...findSharedRoles(context, flows)],
  };
}

function flowKey({ from, to, protocol, port }: Opening): string {
  return `${flowEndKey(from)}>${flowEndKey(to)}:${protocol}/${port}`;
}

function readFlow(
  context: PlanContext,
  service: Service,
  flow: Service['flows'][number],
  index: number,
): { readonly openings: readonly Opening[]; readonly issues: readonly PlanIssue[] } {
  const at = context.serviceAt(service, `/flows/${index}`);
  const from = resolveFlowEnd(context, service, flow.from);
  const to = resolveFlowEnd(context, service, flow.to);
  if (from.kind === 'other-environment' || to.kind === 'other-environment') {
    return {
      openings: [],
      issues: [
        {
          code: 'flow-leaves-environment',
          severity: 'notice',
          subject: `service:${service.id}`,
          at,
          found: {
            sv: `ett flöde från \`${flow.from}\` till \`${flow.to}\`, varav den ena hör till en annan miljö`,
            en: `a flow from \`${flow.from}\` to \`${flow.to}\`, of which one is of another environment`,
          },
          expected: {
            sv: `båda i ${context.environment.id}; flödet förblir stängt`,
            en: `both in ${context.environment.id}; the flow stays closed`,
          },
          hint: {
            sv: 'lägg till miljön i `environments` för den andra tjänsten eller zonen',
            en: 'add the environment to `environments` of the other service or zone',
          },
        },
      ],
    };
  }
  const reason: FlowReason = {
    service: service.id,
    authenticated: flow.authenticated,
    by: flow.by ?? null,
    from: flow.from,
    to: flow.to,
    at,
  };
  const { port, protocol } = flow;
  const build = isBuilt(service) && from.build && to.build;
  return {
    openings: from.ends.flatMap((source) =>
      to.ends.map((target) => ({ from: source, to: target, port, protocol, build, reason })),
    ),
    issues: [],
  };
}

function joinOpenings(key: string, same: readonly Opening[]): PlannedFlow | null {
  const [first] = same;
  if (first === undefined) return null;
  const { from, to, port, protocol } = first;
  const built = same.filter(({ build }) => build);
  // What a proposal says of login is no matter while the flow is open for others.
  const counted = built.length > 0 ? built : same;
  return {
    key,
    from,
    to,
    port,
    protocol,
    authenticated: counted.every(({ reason }) => reason.authenticated),
    build: built.length > 0,
    ours: [from, to].some(({ kind }) => kind === 'zone' || kind === 'group'),
    reasons: sortedBy(
      counted.map(({ reason }) => reason),
      ({ service, from: source, to: target, authenticated, by }) =>
        JSON.stringify([service, source, target, authenticated, by]),
    ),
  };
}

/** Roles that can reach something because another role, for which it is open, lands in the same zone. */
function findSharedRoles(
  { declaration, zoneAt, zones }: PlanContext,
  flows: readonly PlannedFlow[],
): readonly PlanIssue[] {
  return zones.flatMap((zone) => {
    const roles = declaration.network.access.filter((row) => row.zone === zone.id).map(({ role }) => role);
    const unequal = flows
      .filter(({ build, from }) => build && from.kind === 'zone' && from.zone === zone.id)
      .filter(({ reasons }) => {
        const named = new Set(reasons.map(({ from }) => from));
        return !named.has(`zone:${zone.id}`) && roles.some((role) => !named.has(`role:${role}`));
      });
    return unequal.length === 0
      ? []
      : [
          {
            code: 'role-shares-zone' as const,
            severity: 'notice' as const,
            subject: `zone:${zone.id}`,
            at: zoneAt(zone),
            found: {
              sv: `${unequal.length} flöden för några av rollerna ${roles.toSorted().join(', ')}, öppna för alla`,
              en: `${unequal.length} flows for some of the roles ${roles.toSorted().join(', ')}, open to all of them`,
            },
            expected: {
              sv: 'en zon för varje roll som når något annat, eftersom nätet skiljer på zoner',
              en: 'a zone for each role that reaches something else, since the network tells zones apart',
            },
            hint: null,
          },
        ];
  });
}
