import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { declarationOf, someServices } from './arbitrary-declaration.ts';

/** Without the places in files, which do move when lines change places. */
function meaning(plan: unknown): unknown {
  return JSON.parse(JSON.stringify(plan, (key, value) => (key === 'at' ? undefined : value)));
}

/** The same declaration with every list in another order. */
function shuffled(declaration: Declaration, seed: number): Declaration {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state;
  };
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value
        .map((item) => ({ item: visit(item), rank: next() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ item }) => item);
    }
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(declaration) as Declaration;
}

describe('the plan of a platform', () => {
  it('is made of every valid declaration, in every environment, as plain data', () => {
    fc.assert(
      fc.property(someServices, fc.constantFrom('produktion', 'test'), (services, environment) => {
        const plan = planPlatform(declarationOf(services), { environment });
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
    );
  });

  it('is the same whatever order things are declared in', () => {
    fc.assert(
      fc.property(someServices, fc.integer(), (services, seed) => {
        const declaration = declarationOf(services);
        const options = { environment: 'produktion' };
        expect(meaning(planPlatform(shuffled(declaration, seed), options))).toEqual(
          meaning(planPlatform(declaration, options)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('names only groups, zones and services that are in it', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const plan = planPlatform(declarationOf(services), { environment: 'produktion' });
        const groups = new Set(plan.groups.map(({ key }) => key));
        const zones = new Set(plan.zones.map(({ id }) => id));
        const servers = new Set(plan.groups.flatMap((group) => group.servers.map(({ key }) => key)));
        for (const { zone } of plan.groups) expect(zone === null || zones.has(zone)).toBe(true);
        for (const end of plan.flows.flatMap(({ from, to }) => [from, to])) {
          if (end.kind === 'group') expect(groups).toContain(`${end.service}/${end.role}`);
          if (end.kind === 'zone') expect(zones).toContain(end.zone);
        }
        for (const { group } of [...plan.backups, ...plan.databases]) expect(groups).toContain(group);
        for (const name of plan.names) for (const group of name.groups) expect(groups).toContain(group);
        expect(new Set(plan.maintenance.map(({ server }) => server))).toEqual(servers);
      }),
    );
  });
});
