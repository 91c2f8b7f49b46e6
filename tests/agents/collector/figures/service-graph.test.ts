import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependenciesOf, dependentsOf, flowsOf, idsOf } from '#agents/collector/figures/service-graph.ts';
import { buildService } from '../../../builders/declaration.ts';

const services = [
  buildService({ id: 'portal', dependsOn: ['katalog', 'post'] }),
  buildService({ id: 'post', dependsOn: ['katalog'] }),
  buildService({ id: 'katalog', dependsOn: ['tid'] }),
  buildService({ id: 'tid' }),
];

describe('the service graph', () => {
  it('opens each service once and says where it stands already', () => {
    expect(dependenciesOf(services, 'portal')).toEqual([
      { id: 'katalog', below: [{ id: 'tid', below: [], repeated: false }], repeated: false },
      { id: 'post', below: [{ id: 'katalog', below: [], repeated: true }], repeated: false },
    ]);
  });

  it('finds everything that stops with a service', () => {
    expect([...idsOf(dependentsOf(services, 'tid'))].sort()).toEqual(['katalog', 'portal', 'post']);
    expect(dependentsOf(services, 'portal')).toEqual([]);
  });

  it('ends, and agrees in both directions, whatever depends on what', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(fc.array(fc.subarray(ids), { minLength: 5, maxLength: 5 }), (edges) => {
        const any = ids.map((id, index) =>
          buildService({ id, dependsOn: (edges[index] ?? []).filter((other) => other !== id) }),
        );
        for (const from of ids) {
          for (const to of ids) {
            if (from === to) continue;
            expect(idsOf(dependenciesOf(any, from)).has(to)).toBe(idsOf(dependentsOf(any, to)).has(from));
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('flowsOf', () => {
  it('finds flows that another service has declared', () => {
    const landscape = [
      buildService({
        id: 'backup',
        flows: [{ from: 'app', to: 'service:treserva', port: 8443, authenticated: true }],
      }),
      buildService({
        id: 'treserva',
        flows: [
          { from: 'role:vard', to: 'app', port: 443, authenticated: true },
          { from: 'app', to: 'db', port: 1433, authenticated: true },
          { from: 'app', to: 'internet', port: 443, authenticated: false },
        ],
      }),
    ];
    const { into, out, within } = flowsOf(landscape, 'treserva');
    expect(into.map(({ from, declaredBy }) => [from, declaredBy])).toEqual([
      ['service:backup/app', 'backup'],
      ['role:vard', 'treserva'],
    ]);
    expect(out.map(({ to }) => to)).toEqual(['internet']);
    expect(within.map(({ port }) => port)).toEqual([1433]);
  });
});
