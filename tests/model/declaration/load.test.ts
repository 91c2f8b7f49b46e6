import { describe, expect, it } from 'vitest';
import { decisionOf, declaredAt } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { GrundvalError } from '#model/error.ts';
import { change, changed, folderWith, mistakesIn, mistakesWith, serviceWith } from './small-declaration.ts';

describe('a right declaration', () => {
  it('is read into plain data with every default filled in', async () => {
    const declaration = await loadDeclaration(await folderWith());
    expect(declaration.organisation.organisation.id).toBe('liten');
    expect(declaration.organisation.agent).toEqual({ every: '1h' });
    expect(declaration.network.zones[0]?.maximumClass).toBe(2);
    expect(declaration.services.map(({ id, administrators }) => [id, administrators])).toEqual([
      ['arkiv', []],
    ]);
    expect(structuredClone(declaration)).toEqual(declaration);
  });

  it('may leave devices.yaml out, and nothing else', async () => {
    const declaration = await loadDeclaration(await folderWith());
    expect(declaration.devices).toEqual({ devices: [] });
    expect(await mistakesWith({ 'goals.yaml': null, 'prices.yaml': null })).toEqual([
      'goals.yaml: found nothing, expected a file of this name',
      'prices.yaml: found nothing, expected a file of this name',
    ]);
  });

  it('lists its services by id', async () => {
    const arkiv = changed('services/arkiv.yaml', 'id: arkiv', 'id: arkiv');
    const folder = await folderWith({
      'services/zon.yaml': arkiv.replace('id: arkiv', 'id: zon'),
      'services/bibliotek.yaml': arkiv.replace('id: arkiv', 'id: bibliotek'),
    });
    const { services } = await loadDeclaration(folder);
    expect(services.map(({ id }) => id)).toEqual(['arkiv', 'bibliotek', 'zon']);
  });

  it('knows where each key stands', async () => {
    const declaration = await loadDeclaration(await folderWith());
    expect(declaredAt(declaration, 'services/arkiv.yaml', '/owner')).toBe('services/arkiv.yaml:7');
    expect(declaredAt(declaration, 'network.yaml', '/zones/0/ipv4')).toBe('network.yaml:10');
    expect(declaredAt(declaration, 'services/arkiv.yaml', '/classification')).toBe('services/arkiv.yaml');
  });

  it('finds a decision by its id', async () => {
    const declaration = await loadDeclaration(await folderWith());
    expect(decisionOf(declaration, 'KS-2026-2')?.title).toBe('Gallring');
    expect(decisionOf(declaration, 'KS-2026-3')).toBeUndefined();
    expect(decisionOf(declaration, undefined)).toBeUndefined();
  });

  it('takes a byte-order mark, carriage returns, comments, aliases and other files in its stride', async () => {
    const folder = await folderWith({
      'grundval.yaml': `\uFEFF${changed('grundval.yaml', 'units:', 'units: # enheter')}`.replaceAll(
        '\n',
        '\r\n',
      ),
      'prices.yaml': changed(
        'prices.yaml',
        'storageSekPerGibYear: 1',
        'storageSekPerGibYear: &ett 1',
      ).replace('backupSekPerGibYear: 1', 'backupSekPerGibYear: *ett'),
      'README.md': '# Läs mig',
      '.dold.yaml': 'x: 1',
      'services/anteckningar.txt': 'x',
    });
    const declaration = await loadDeclaration(folder);
    expect(declaration.prices.backupSekPerGibYear).toBe(1);
    expect(declaredAt(declaration, 'grundval.yaml', '/units/1/parent')).toBe('grundval.yaml:5');
  });

  it('reads `no` as the text it is', async () => {
    const folder = await folderWith(change('services/arkiv.yaml', 'name: Arkiv', 'name: no'));
    expect((await loadDeclaration(folder)).services[0]?.name).toBe('no');
  });
});

describe('all mistakes together', () => {
  it('tells those of every file and every kind at once, in the order of files and lines', async () => {
    const folder = await folderWith({
      ...change('grundval.yaml', 'parent: kansli', 'parent: kanslie'),
      ...change('network.yaml', 'ipv4: 10.0.0.0/24', 'ipv4: 10.0.0.1/24'),
      ...change('services/arkiv.yaml', 'stage: in-use', 'stage: inuse\nclassification: { k: 9, r: 1, t: 1 }'),
      'decisions.yaml':
        'decisions: []\nexemptions: [{ control: GV-04, subject: service:arkivet, owner: role:chef, reason: x, from: 2026-01-01, until: 2028-01-01, decision: KS-2026-1 }]\n',
      'prices.yaml': 'år: [',
    });
    expect(await mistakesIn(folder)).toEqual([
      'decisions.yaml:2:32 exemptions[0].subject: found "service:arkivet", expected the id of a declared service (did you mean `arkiv`?)',
      'decisions.yaml:2:105 exemptions[0].until: found 2028-01-01, 730 days after 2026-01-01, expected a day after `from`, at most 366 days later',
      'decisions.yaml:2:124 exemptions[0].decision: found "KS-2026-1", expected the id of a declared decision',
      'grundval.yaml:5:25 units[1].parent: found "kanslie", expected the id of a declared unit (did you mean `kansli`?)',
      'network.yaml:10:5 zones[0].ipv4: found "10.0.0.1/24", expected an IPv4 network such as `10.20.0.0/22`',
      'prices.yaml:1:6: found text that does not hold together as YAML, expected valid YAML (flow sequence in block collection must be sufficiently indented and end with a ])',
      'services/arkiv.yaml:4:1 stage: found "inuse", expected one of `proposed`, `ordered`, `in-use`, `retiring` (did you mean `in-use`?)',
      'services/arkiv.yaml:5:19 classification.k: found 9, expected at most 4',
    ]);
  });

  it('puts them into one error with a count, and nothing of the stack', async () => {
    const error = await loadDeclaration(await folderWith({ 'prices.yaml': null, 'goals.yaml': '[]' })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(GrundvalError);
    const { code, message } = error as GrundvalError;
    expect(code).toBe('declaration/invalid');
    expect(message.split('\n')).toEqual([
      expect.stringMatching(/^2 mistakes in the declaration .*grundval-declaration-/),
      '  goals.yaml:1:1: found an empty list, expected a map',
      '  prices.yaml: found nothing, expected a file of this name',
    ]);
  });

  it('says "1 mistake" of one', async () => {
    await expect(loadDeclaration(await folderWith({ 'goals.yaml': null }))).rejects.toThrow(/^1 mistake in /);
  });
});

describe('follow-on mistakes', () => {
  it('are not told of ids that a file which cannot be read would define', async () => {
    const all = serviceWith(
      'runsOn: hall',
      'servers: [{ role: app, size: stor, image: debian-13 }]',
      'flows: [{ from: role:personal, to: app, port: 443, authenticated: true }]',
    );
    expect(await mistakesWith({ ...all, 'prices.yaml': 'sizes: [' })).toHaveLength(1);
    expect(await mistakesWith({ ...all, 'prices.yaml': null })).toHaveLength(1);
    expect(await mistakesWith({ ...all, 'prices.yaml': 'sizes' })).toHaveLength(1);
    expect(await mistakesWith(all)).toEqual([
      'services/arkiv.yaml:11:24 servers[0].size: found "stor", expected the id of a declared size',
    ]);
  });

  it('are not told of a list that is misspelt or no list', async () => {
    expect(await mistakesWith(change('grundval.yaml', 'units:', 'unit:'))).toEqual([
      'grundval.yaml:1:1 units: found nothing, expected a list',
      expect.stringMatching(/^grundval.yaml:3:1 unit: found the unknown key `unit`, .*did you mean `units`/),
    ]);
    expect(
      await mistakesWith({
        ...change('network.yaml', 'access:\n', 'access: inget\nlinks:\n'),
        ...serviceWith('flows: [{ from: role:drift, to: internet, port: 443, authenticated: true }]'),
      }),
    ).not.toContainEqual(expect.stringContaining('role:drift'));
  });

  it('are told of an optional list that is left out, since it defines nothing', async () => {
    const server = 'servers: [{ role: db, size: liten, image: debian-13, engine: postgresql }]';
    expect(await mistakesWith(serviceWith('runsOn: hall', server))).toEqual([
      'services/arkiv.yaml:11:54 servers[0].engine: found "postgresql", expected the id of a declared database engine',
    ]);
  });

  it('are not told of a service whose own file is broken or says another id', async () => {
    const other = changed('services/arkiv.yaml', 'id: arkiv', 'id: bibliotek');
    const broken = { 'services/bibliotek.yaml': 'id: [' };
    const renamed = { 'services/bibliotek.yaml': other.replace('id: bibliotek', 'id: biblioteket') };
    expect(await mistakesWith({ ...serviceWith('dependsOn: [bibliotek]'), ...broken })).toHaveLength(1);
    expect(await mistakesWith({ ...serviceWith('dependsOn: [bibliotek]'), ...renamed })).toEqual([
      'services/bibliotek.yaml:1:1 id: found "biblioteket", expected "bibliotek", as the file is named',
    ]);
  });

  it('are not hidden where they are mistakes of their own', async () => {
    expect(
      await mistakesWith({
        ...serviceWith('stages: in-use', 'dependsOn: [arkivet]', 'supplier: leverantoren'),
        ...change('grundval.yaml', 'name: Kansli', 'name: ""'),
      }),
    ).toEqual([
      'grundval.yaml:4:19 units[0].name: found "", expected at least 1 character',
      expect.stringContaining('services/arkiv.yaml:10:1 stages: found the unknown key `stages`'),
      'services/arkiv.yaml:11:13 dependsOn[0]: found "arkivet", expected the id of a declared service (did you mean `arkiv`?)',
      'services/arkiv.yaml:12:1 supplier: found "leverantoren", expected the id of a declared supplier (did you mean `leverantor`?)',
    ]);
  });
});
