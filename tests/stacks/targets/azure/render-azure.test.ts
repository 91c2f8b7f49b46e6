import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { componentKinds, type RenderedResource, resourcesOf } from '#model/platform/rendering.ts';
import { armTypes } from '#stacks/targets/azure/arm-types.ts';
import { azureTarget } from '#stacks/targets/azure/index.ts';
import { findPlainSecrets } from '#stacks/targets/find-plain-secrets.ts';
import { arbitraryPlatform } from '../../../builders/arbitrary-platform.ts';
import { buildService } from '../../../builders/declaration.ts';
import { declareEverything, renderAzure, renderOrkelljunga } from './render-azure.ts';

describe('the azure target', () => {
  it('has one component of each kind', () => {
    expect(azureTarget.components.map(({ kind }) => kind).toSorted()).toEqual(componentKinds.toSorted());
  });

  it('says of each component in a sentence what it becomes', () => {
    for (const { description } of azureTarget.components) {
      expect(description.sv).toMatch(/^[A-ZÅÄÖ].+\.$/);
      expect(description.en).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('makes a resource of every kind that it knows', () => {
    const { resources } = renderAzure(declareEverything(), { site: 'moln' });
    expect([...new Set(resources.map(({ type }) => type))].sort()).toEqual(Object.keys(armTypes).sort());
  });
});

describe('renderings', () => {
  it('can do all of Örkelljunga', async () => {
    const { renderings } = await renderOrkelljunga();
    expect(renderings.flatMap(({ unsupported }) => unsupported)).toEqual([]);
  });

  it('name each resource once in a stack, and wait only for what is in it', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), (declaration) => {
        for (const rendering of renderAzure(declaration).renderings) {
          const names = resourcesOf(rendering).map(({ name }) => name);
          expect(new Set(names).size).toBe(names.length);
          const needed = resourcesOf(rendering).flatMap(({ dependsOn }) => dependsOn);
          expect(needed.filter((name) => !names.includes(name))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('never wait in a circle', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), (declaration) => {
        for (const rendering of renderAzure(declaration).renderings) {
          const left = new Map(resourcesOf(rendering).map(({ name, dependsOn }) => [name, dependsOn]));
          for (let before = -1; before !== left.size; ) {
            before = left.size;
            for (const [name, needed] of left) if (!needed.some((each) => left.has(each))) left.delete(name);
          }
          expect([...left.keys()]).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('do not depend on the order that services are declared in', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), (declaration) => {
        const turned = { ...declaration, services: declaration.services.toReversed() };
        expect(renderAzure(turned).resources).toEqual(renderAzure(declaration).resources);
      }),
      { numRuns: 30 },
    );
  });

  it('hold no secret in plain text', () => {
    expect(findPlainSecrets(renderAzure(declareEverything(), { site: 'moln' }).resources)).toEqual([]);
  });

  it('move hardly a rule when a service is added', async () => {
    const declaration = await loadDeclaration('examples/orkelljunga');
    const added = buildService({
      id: 'tillagd',
      runsOn: 'hall-1',
      serviceLevel: { class: 'silver' },
      servers: [{ role: 'app', size: 'small', image: 'debian-13' }],
      flows: [
        { from: 'role:personal', to: 'app', port: 443, authenticated: true },
        { from: 'app', to: 'service:katalog/katalog', port: 636, authenticated: true },
      ],
    });
    const before = prioritiesOf(renderAzure(declaration).resources);
    const after = prioritiesOf(
      renderAzure({ ...declaration, services: [...declaration.services, added] }).resources,
    );
    expect(after.size).toBeGreaterThan(before.size);
    expect([...before].filter(([name, priority]) => after.get(name) !== priority).length).toBeLessThanOrEqual(
      1,
    );
  });

  it('put Azure subnets in the network one after another', () => {
    const { resources } = renderAzure(declareEverything(), { site: 'moln' });
    const subnets = resources.filter(({ type }) => type === 'azure-native:network:Subnet');
    const before = subnets.map(({ dependsOn }) => dependsOn.filter((name) => name.startsWith('snet-')));
    // Two layers are two stacks, and the base layer is there first: each begins a chain.
    expect(before.map((names) => names.length).sort()).toEqual([0, 0, 1, 1, 1]);
    expect(new Set(before.flat()).size).toBe(3);
  });

  it('keep to the site and its region', () => {
    const { resources } = renderAzure(declareEverything(), { site: 'moln' });
    const places = new Set(resources.flatMap(({ inputs }) => inputs['location'] ?? []));
    expect([...places].sort()).toEqual(['global', 'swedencentral']);
    expect(JSON.stringify(resources)).not.toContain('00000000-0000');
  });
});

describe('what Azure cannot do', () => {
  const unsupportedOf = (parts: Parameters<typeof buildService>[0]) => {
    const declaration = declareEverything();
    const services = [...declaration.services, buildService({ id: 'ny', runsOn: 'moln', ...parts })];
    return renderAzure({ ...declaration, services }, { site: 'moln' })
      .renderings.flatMap(({ unsupported }) => unsupported)
      .filter(({ key }) => key.includes('ny'))
      .map(({ kind, key }) => `${kind} ${key}`);
  };

  it('is UDP to containers', () => {
    const servers = [{ role: 'app', size: 'small', image: 'webb' }];
    const flows = [
      { from: 'zone:publik', to: 'app', port: 53, protocol: 'udp' as const, authenticated: false },
    ];
    expect(unsupportedOf({ serviceLevel: null, servers, flows })).toEqual([
      'Flow zone:publik>group:ny/app:udp/53',
    ]);
  });

  it('is a database on the internet', () => {
    const servers = [{ role: 'db', size: 'small', image: 'debian-13', engine: 'postgresql-18' }];
    const flows = [{ from: 'internet', to: 'db', port: 5432, authenticated: true }];
    expect(unsupportedOf({ serviceLevel: null, servers, flows })).toEqual([
      'Flow internet>group:ny/db:tcp/5432',
    ]);
  });

  it('is machines that become more by themselves', () => {
    const servers = [{ role: 'webb', count: 1, maxCount: 3, size: 'small', image: 'debian-13' }];
    const flows = [{ from: 'internet', to: 'webb', port: 443, authenticated: false }];
    expect(unsupportedOf({ platform: 'public', serviceLevel: null, servers, flows })).toEqual([
      'EService ny',
    ]);
  });

  it('is a copy of a machine every hour', () => {
    const declaration = declareEverything();
    const [gold] = declaration.serviceLevels.classes;
    if (gold === undefined) throw new Error('no class');
    const hourly = { ...gold, backup: { ...gold.backup, every: '1h' } };
    const { renderings } = renderAzure(
      { ...declaration, serviceLevels: { classes: [hourly, ...declaration.serviceLevels.classes.slice(1)] } },
      { site: 'moln' },
    );
    const keys = renderings.flatMap(({ unsupported }) =>
      unsupported.flatMap(({ kind, key }) => (kind === 'BackupPlan' ? [key] : [])),
    );
    expect(keys).toEqual(['arkiv/app', 'webb/webb']);
  });

  it('is a server in a zone without a network here', async () => {
    const declaration = await loadDeclaration('examples/orkelljunga');
    const services = declaration.services.map((service) =>
      service.id === 'castor' ? { ...service, runsOn: 'moln-1' } : service,
    );
    const { renderings, resources } = renderAzure({ ...declaration, services }, { site: 'moln-1' });
    const kinds = renderings.flatMap(({ unsupported }) =>
      unsupported.filter(({ key }) => key.startsWith('castor/app')).map(({ kind }) => kind),
    );
    expect(kinds).toEqual(['ServerGroup', 'BackupPlan', 'MaintenanceWindow']);
    expect(resources.some(({ name }) => name.includes('vm-castor'))).toBe(false);
  });
});

function prioritiesOf(resources: readonly RenderedResource[]): ReadonlyMap<string, unknown> {
  return new Map(
    resources
      .filter(({ type }) => type === 'azure-native:network:SecurityRule')
      .map(({ name, inputs }) => [name, inputs['priority']]),
  );
}
