import type { Declaration } from '#model/declaration/declaration.ts';
import { type Endpoint, flowsThatOpen, type ReachQuestion } from '#model/platform/is-open.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import { resourcesOf, type TargetKind } from '#model/platform/rendering.ts';
import { targets } from '#stacks/targets/index.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { sliceAsIf } from '#stacks/targets/slice.ts';

/** Pseudo-random whole numbers below a limit, the same for the same seed (mulberry32). */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/**
 * Asks plan and network of a target the same random questions: half of them near what is open (an end, a port or
 * a protocol of a flow), half anywhere. Bought services are internet to either, since nobody has declared their
 * addresses; a way that the target says it does not support is not asked about.
 */
export function countDisagreements(
  declaration: Declaration,
  plan: PlatformPlan,
  kind: TargetKind,
  count: number,
  seed: number,
): { readonly disagreements: number; readonly open: number; readonly examples: readonly ReachQuestion[] } {
  const target = targets[kind];
  const slice = sliceAsIf(declaration, plan, kind);
  const renderings = renderSlice(target, slice);
  const refused = new Set(renderings.flatMap(({ unsupported }) => unsupported.map(({ key }) => key)));
  const reach = target.judgeReach(renderings.flatMap(resourcesOf), plan);
  const seen = { groups: slice.groups, flows: plan.flows.map(asNetworkSees) };
  const flowOf = new Map(plan.flows.map((flow) => [flow.key, flow]));
  const random = createRandom(seed);
  const ask = questioner(plan, seen.flows, random);
  let disagreements = 0;
  let open = 0;
  const examples: ReachQuestion[] = [];
  for (let asked = 0; asked < count; asked++) {
    const question = ask();
    const opening = flowsThatOpen(seen, question);
    if (opening.some(({ key }) => refused.has(key) && flowOf.has(key))) continue;
    if (opening.length > 0) open++;
    if (reach(question) === opening.length > 0) continue;
    disagreements++;
    if (examples.length < 10) examples.push(question);
  }
  return { disagreements, open, examples };
}

function asNetworkSees(flow: PlannedFlow): PlannedFlow {
  const seen = (end: PlannedFlow['from']): PlannedFlow['from'] =>
    end.kind === 'outside' ? { kind: 'internet' } : end;
  return { ...flow, from: seen(flow.from), to: seen(flow.to) };
}

function questioner(
  plan: PlatformPlan,
  flows: readonly PlannedFlow[],
  random: (limit: number) => number,
): () => ReachQuestion {
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[random(items.length)] ?? items[0];
  const servers = plan.groups
    .filter(({ build, zone }) => build && zone !== null)
    .map(({ service, role }): Endpoint => ({ kind: 'server', service, role }));
  const devices = plan.zones.map(({ id }): Endpoint => ({ kind: 'device', zone: id }));
  const endpoints: readonly [Endpoint, ...Endpoint[]] = [{ kind: 'internet' }, ...servers, ...devices];
  const targetsOf: readonly [Endpoint, ...Endpoint[]] = [{ kind: 'internet' }, ...servers];
  const ports: readonly [number, ...number[]] = [22, ...new Set(flows.map(({ port }) => port)), 8080];
  const protocols = ['tcp', 'tcp', 'tcp', 'udp'] as const;
  const open = flows.filter(({ build }) => build);
  const endpointOf = (end: PlannedFlow['from']): Endpoint => {
    if (end.kind === 'group') return { kind: 'server', service: end.service, role: end.role };
    return end.kind === 'zone' ? { kind: 'device', zone: end.zone } : { kind: 'internet' };
  };
  const anywhere = (): ReachQuestion => ({
    from: pick(endpoints),
    to: pick(targetsOf),
    port: pick(ports),
    protocol: pick(protocols),
  });
  return () => {
    const flow = open[random(open.length)];
    const free = anywhere();
    if (flow === undefined || random(2) === 0) return withServer(free, targetsOf, pick);
    const near = {
      from: endpointOf(flow.from),
      to: endpointOf(flow.to),
      port: flow.port,
      protocol: flow.protocol,
    };
    const changed = [
      {},
      { from: free.from },
      { to: free.to },
      { port: free.port },
      { protocol: free.protocol },
    ];
    return withServer({ ...near, ...changed[random(changed.length)] }, targetsOf, pick);
  };
}

/** A target rules only what begins or ends at its servers: from one device to another is the local network's. */
function withServer(
  question: ReachQuestion,
  targetsOf: readonly [Endpoint, ...Endpoint[]],
  pick: <Item>(items: readonly [Item, ...Item[]]) => Item,
): ReachQuestion {
  let asked = question;
  while (asked.from.kind !== 'server' && asked.to.kind !== 'server')
    asked = { ...asked, to: pick(targetsOf) };
  return asked;
}
