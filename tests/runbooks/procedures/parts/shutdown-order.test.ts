import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNeeded, shutdownOrder } from '#runbooks/procedures/parts/shutdown-order.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';

/** Services by number; each stands on some of those with higher numbers, so there are no rings. */
const arbitraryServices = fc
  .array(
    fc.record({
      essential: fc.boolean(),
      level: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
      dependsOn: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) =>
    parts.map(({ essential, level, dependsOn }, index) =>
      buildService({
        id: `s${index}`,
        capability: `formaga-${index}`,
        essential,
        classification: level === null ? null : { k: level, r: 0, t: 0, decision: 'KS-2026-1' },
        dependsOn: [...new Set(dependsOn.map((step) => index + step))]
          .filter((at) => at < parts.length)
          .map((at) => `s${at}`),
      }),
    ),
  )
  .map((services) => ({ services: buildDeclaration({ services }).services }));

describe('the order in which hosts are switched off', () => {
  it('never switches off what something else still stands on', () => {
    fc.assert(
      fc.property(arbitraryServices, (declared) => {
        for (const service of declared.services) {
          for (const needed of service.dependsOn) {
            expect(shutdownOrder(declared, { service: service.id, role: null })).toBeLessThan(
              shutdownOrder(declared, { service: needed, role: null }),
            );
          }
        }
      }),
    );
  });

  it('switches off nothing that is essential, or needed by that, before anything that is not', () => {
    fc.assert(
      fc.property(arbitraryServices, (declared) => {
        const hosts = declared.services.map(({ id }) => ({ service: id, role: null }));
        for (const host of hosts.filter((one) => !isNeeded(declared, one))) {
          for (const needed of hosts.filter((one) => isNeeded(declared, one))) {
            expect(shutdownOrder(declared, host)).toBeLessThan(shutdownOrder(declared, needed));
          }
        }
      }),
    );
  });

  it('takes the application before the database that it reaches, and a host of no service first', () => {
    const service = buildService({
      id: 'gis',
      servers: [
        { role: 'app', size: 'small', image: 'debian-13' },
        { role: 'db', size: 'small', image: 'debian-13' },
      ],
      flows: [
        { from: 'role:personal', to: 'app', port: 443, authenticated: true },
        { from: 'app', to: 'db', port: 5432, authenticated: true },
      ],
    });
    const order = (role: string | null, id: string | null = 'gis') =>
      shutdownOrder({ services: [service] }, { service: id, role });
    expect(order('app')).toBeLessThan(order('db'));
    expect(order(null, null)).toBeLessThan(order('app'));
    expect(order(null, 'finns-inte')).toBe(0);
  });

  it('takes a class that nobody has decided for the highest', () => {
    const services = [
      buildService({ id: 'okand', classification: null }),
      buildService({
        id: 'lag',
        capability: 'b',
        classification: { k: 1, r: 1, t: 1, decision: 'KS-2026-1' },
      }),
    ];
    const order = (id: string) => shutdownOrder({ services }, { service: id, role: null });
    expect(order('lag')).toBeLessThan(order('okand'));
  });
});
