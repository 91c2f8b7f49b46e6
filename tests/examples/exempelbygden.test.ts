import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';

const folder = resolve(import.meta.dirname, '../../examples/exempelbygden');
const register = resolve(import.meta.dirname, '../../../shared/data/se/municipalities.csv');
const declaration = await loadDeclaration(folder);

describe('the joint IT board', () => {
  it('is marked as invented, in the file and in the README', async () => {
    expect(declaration.organisation.organisation).toMatchObject({ kind: 'joint-body', fictional: true });
    expect(declaration.organisation.municipalities.map(({ code }) => code)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('**Allt är påhittat**');
  });

  it('shares its costs among three municipalities, each with services of its own', () => {
    const { municipalities } = declaration.organisation;
    expect(municipalities.reduce((sum, { sharePercent = 0 }) => sum + sharePercent, 0)).toBe(100);
    const consumers = new Map(declaration.services.map(({ id, consumers: by }) => [id, by]));
    expect(consumers).toEqual(
      new Map([
        ['katalog', ['almdala', 'bjorkvalla', 'cedervik']],
        ['skolsystem', ['cedervik']],
        ['vardsystem', ['almdala', 'bjorkvalla']],
      ]),
    );
  });

  it.skipIf(!existsSync(register))(
    'has no municipality that Sweden has (needs ../shared/data/se/municipalities.csv)',
    async () => {
      const real = (await readFile(register, 'utf8')).split('\n').map((line) => line.split(',')[2]);
      expect(real).toContain('Örkelljunga');
      for (const { name } of declaration.organisation.municipalities) expect(real).not.toContain(name);
    },
  );
});
