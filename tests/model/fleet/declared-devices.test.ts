import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredDevices, tenantIds } from '#model/fleet/declared-devices.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';

const server = (role: string, count: number) => ({ role, count, size: 'small', image: 'debian-13' });
const board = {
  organisation: { id: 'namnden', name: 'Nämnden', kind: 'joint-body' as const },
  municipalities: [
    { id: 'almdala', name: 'Almdala' },
    { id: 'cedervik', name: 'Cedervik' },
  ],
  units: [
    { id: 'it', name: 'IT' },
    { id: 'skola', name: 'Skola', municipality: 'cedervik' },
    { id: 'norra', name: 'Norra skolan', parent: 'skola' },
  ],
};
const device = (id: string, unit: string) => ({
  id,
  name: id,
  kind: 'client' as const,
  profile: 'pupil' as const,
  unit,
});

describe('declared devices', () => {
  it('are numbered servers of services in use or on their way out, and of no others', () => {
    const ids = (stage: 'proposed' | 'ordered' | 'in-use' | 'retiring') =>
      declaredDevices(
        buildDeclaration({
          services: [
            buildService({ id: 'gis', stage, runsOn: 'hall', servers: [server('app', 2), server('db', 1)] }),
          ],
        }),
      ).map(({ id }) => id);
    expect(ids('in-use')).toEqual(['gis-app-1', 'gis-app-2', 'gis-db-1']);
    expect(ids('retiring')).toHaveLength(3);
    expect(ids('ordered')).toEqual([]);
    expect(ids('proposed')).toEqual([]);
  });

  it('keep the ids they have when there come to be more of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }), (count, more) => {
        const ids = (total: number) =>
          declaredDevices(
            buildDeclaration({ services: [buildService({ servers: [server('app', total)] })] }),
          ).map(({ id }) => id);
        expect(ids(count + more)).toEqual(expect.arrayContaining(ids(count)));
        expect(new Set(ids(count)).size).toBe(count);
      }),
    );
  });

  it('say more of a server where devices.yaml names it', () => {
    const declared = declaredDevices(
      buildDeclaration({
        services: [buildService({ servers: [server('app', 1)] })],
        devices: [{ ...device('tjanst-app-1', 'it'), kind: 'server', profile: 'server', serial: 'S1' }],
      }),
    );
    expect(declared).toMatchObject([{ id: 'tjanst-app-1', serial: 'S1', serviceIds: ['tjanst'] }]);
  });

  it('belong to the municipality of their unit or the nearest one above it, else to the organisation', () => {
    const tenants = declaredDevices(
      buildDeclaration({
        organisation: board,
        services: [buildService({ servers: [server('app', 1)] })],
        devices: [device('a', 'it'), device('b', 'skola'), device('c', 'norra')],
      }),
    ).map(({ id, tenant }) => [id, tenant]);
    expect(Object.fromEntries(tenants)).toEqual({
      a: 'namnden',
      b: 'cedervik',
      c: 'cedervik',
      'tjanst-app-1': 'namnden',
    });
  });
});

it('tenants are the organisation and its municipalities, each once', () => {
  expect(tenantIds(buildDeclaration({ organisation: board }))).toEqual(['namnden', 'almdala', 'cedervik']);
  expect(tenantIds(buildDeclaration())).toEqual(['exempel']);
});
