import fc from 'fast-check';
import type { Endpoint, ReachQuestion } from '#model/platform/is-open.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';

/** Questions about who reaches whom: half at random, half about what is near a planned flow, since most is closed. */
export function arbitraryQuestion({
  groups,
  zones,
  flows,
}: Pick<PlatformPlan, 'groups' | 'zones' | 'flows'>): fc.Arbitrary<ReachQuestion> {
  const servers = groups.map(({ service, role }): Endpoint => ({ kind: 'server', service, role }));
  const devices = zones.map(({ id }): Endpoint => ({ kind: 'device', zone: id }));
  const endpoint = fc.constantFrom<Endpoint>(
    { kind: 'internet' },
    { kind: 'outside', service: 'x' },
    ...devices,
    ...servers,
    ...servers,
  );
  const ports = [...new Set([22, 443, 65_535, ...flows.map(({ port }) => port)])];
  const anything = fc.record({
    from: endpoint,
    to: endpoint,
    port: fc.constantFrom(...ports),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  });
  if (flows.length === 0) return anything;
  const near = fc
    .record({
      flow: fc.constantFrom(...flows),
      other: anything,
      keep: fc.subarray(['from', 'to', 'port', 'protocol'] as const, { minLength: 2 }),
    })
    .map(({ flow, other, keep }) => {
      const asked = { ...flow, from: endpointOf(flow.from), to: endpointOf(flow.to) };
      return { ...other, ...Object.fromEntries(keep.map((field) => [field, asked[field]])) };
    });
  return fc.oneof(anything, near);
}

function endpointOf(end: PlatformPlan['flows'][number]['from']): Endpoint {
  switch (end.kind) {
    case 'group':
      return { kind: 'server', service: end.service, role: end.role };
    case 'zone':
      return { kind: 'device', zone: end.zone };
    case 'outside':
      return end;
    case 'internet':
      return { kind: 'internet' };
  }
}
