import { describe, expect, it } from 'vitest';
import { proceduresForService, proceduresForSites } from '#agents/collector/figures/procedures-for.ts';
import { summariseProcedure } from '#cli/run/summarise-procedure.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';

const catalogue = procedures.map(summariseProcedure);
const declaration = buildDeclaration();
const linux = (...roles: readonly string[]) =>
  buildService({
    id: 'wiki',
    servers: roles.map((role) => ({ role, count: 1, size: 'small', image: 'debian-13' })),
  });
const commandsFor = (service: ReturnType<typeof linux>, standards = declaration.standards) =>
  new Map(
    proceduresForService(catalogue, service, { standards }).map(({ procedure, command, filled }) => [
      procedure.id,
      { command, filled },
    ]),
  );

describe('procedures for a service', () => {
  it('have its id in the command, and a gap for what only the reader knows', () => {
    const found = commandsFor(linux('app'));
    expect(found.get('restart-service')).toEqual({
      command: 'grundval run restart-service --unit … --service wiki --plan',
      filled: { service: 'wiki' },
    });
    expect(found.get('restore-test')?.command).toBe(
      'grundval run restore-test --group wiki/app --folder … --plan',
    );
  });

  it('leave the group open where there are several', () => {
    expect(commandsFor(linux('app', 'db')).get('restore-test')).toEqual({
      command: 'grundval run restore-test --group … --folder … --plan',
      filled: {},
    });
  });

  it('are those written for its operating systems', () => {
    expect([...commandsFor(linux('app')).keys()]).not.toContain('patch-windows-servers');
    const images = declaration.standards.images.map((image) => ({ ...image, product: 'windows-server' }));
    const windows = [...commandsFor(linux('app'), { ...declaration.standards, images }).keys()];
    expect(windows).toContain('patch-windows-servers');
    expect(windows).not.toContain('restart-service');
  });

  it('are none for a service without servers, nor those that take a single server', () => {
    expect([...commandsFor(linux()).keys()]).toEqual([]);
    expect([...commandsFor(linux('app')).keys()]).not.toContain('decommission');
  });

  it('begin with those that its own runbooks name', () => {
    const service = buildService({
      ...linux('app'),
      procedures: [{ task: 'start-stop', procedure: 'restart-service' }],
    });
    expect([...commandsFor(service).keys()][0]).toBe('restart-service');
  });
});

describe('procedures for a site', () => {
  it('are the emergencies of a whole site, which is filled in where there is one', () => {
    const one = proceduresForSites(catalogue, [{ id: 'hall' }]);
    expect(one.map(({ procedure }) => procedure.id)).toEqual(['cooling-loss', 'power-loss']);
    expect(one[1]?.command).toBe('grundval run power-loss --platform-site hall --plan');
    const two = proceduresForSites(catalogue, [{ id: 'hall' }, { id: 'moln' }]);
    expect(two[1]?.command).toBe('grundval run power-loss --platform-site … --plan');
  });
});
