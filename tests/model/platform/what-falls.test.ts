import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowestUsers } from '#model/platform/lowest-users.ts';
import { whatFallsWith } from '#model/platform/what-falls.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';

const organisation = {
  municipalities: [{ id: 'exempel', name: 'Exempel', inhabitants: 9000 }],
  units: [
    { id: 'it', name: 'IT' },
    { id: 'bildning', name: 'Bildning' },
    { id: 'skola-a', name: 'Skola A', parent: 'bildning' },
    { id: 'skola-b', name: 'Skola B', parent: 'bildning' },
  ],
};
const declare = (...services: readonly Parameters<typeof buildService>[0][]) =>
  buildDeclaration({ organisation, services: services.map((parts) => buildService(parts)) });

describe('what falls with a service', () => {
  const declaration = declare(
    { id: 'katalog', users: [{ unit: 'it', count: 5 }] },
    { id: 'epost', dependsOn: ['katalog'], users: [{ unit: 'bildning', count: 40 }] },
    {
      id: 'arende',
      dependsOn: ['epost'],
      essential: true,
      users: [{ unit: 'skola-a', count: 12 }, { unit: 'skola-b' }],
    },
    { id: 'portal', dependsOn: ['arende'], platform: 'public' },
    { id: 'framtid', dependsOn: ['katalog'], stage: 'ordered' },
    { id: 'fristaende', users: [{ unit: 'it', count: 900 }] },
  );

  it('is what depends on it, directly and through others; what is only ordered stands on nothing yet', () => {
    expect(whatFallsWith(declaration, 'katalog')).toEqual({
      services: ['arende', 'epost', 'portal'],
      essential: ['arende'],
      users: { atLeast: 45, atMost: 57, uncounted: ['arende', 'portal'] },
      inhabitants: 9000,
    });
  });

  it('is itself alone where nothing depends on it', () => {
    expect(whatFallsWith(declaration, 'fristaende')).toEqual({
      services: [],
      essential: [],
      users: { atLeast: 900, atMost: 900, uncounted: [] },
      inhabitants: 0,
    });
  });

  it('can be asked of several at once, none of which is told as falling', () => {
    expect(whatFallsWith(declaration, ['katalog', 'epost']).services).toEqual(['arende', 'portal']);
  });

  it('does not guess inhabitants that are not stated', () => {
    const silent = buildDeclaration({ services: [buildService({ platform: 'public' })] });
    expect(whatFallsWith(silent, 'tjanst').inhabitants).toBeNull();
  });

  it('is told in reasonable time of a chain of ten thousand', () => {
    const services = Array.from({ length: 10_000 }, (_, at) => ({
      ...buildService(),
      id: `t${at}`,
      dependsOn: at === 0 ? [] : [`t${at - 1}`],
    }));
    expect(whatFallsWith({ ...declaration, services }, 't0').services).toHaveLength(9999);
  });
});

describe('the fewest users behind several counts', () => {
  const units = organisation.units;
  const users = fc.array(
    fc.record({
      unit: fc.constantFrom('it', 'bildning', 'skola-a', 'skola-b'),
      count: fc.option(fc.nat(100), { nil: undefined }),
    }),
  );

  it('takes a department to hold its schools', () => {
    const count = (bildning: number) =>
      lowestUsers(units, [
        { unit: 'bildning', count: bildning },
        { unit: 'skola-a', count: 12 },
        { unit: 'skola-b', count: 35 },
      ]);
    expect([count(40), count(60)]).toEqual([47, 60]);
  });

  it('lies between the largest count and the sum of all', () => {
    fc.assert(
      fc.property(users, (drawn) => {
        const counts = drawn.map(({ count = 0 }) => count);
        const least = lowestUsers(units, drawn);
        expect(least).toBeGreaterThanOrEqual(Math.max(0, ...counts));
        expect(least).toBeLessThanOrEqual(counts.reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});
