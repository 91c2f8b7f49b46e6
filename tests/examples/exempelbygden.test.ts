import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';

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

  it('keeps to the controls that read declaration and plan, but for what its README lists', async () => {
    const { results } = evaluateControls({
      controls: controls.filter(({ reads }) => !reads.includes('fleet')),
      declaration,
      plan: planPlatform(declaration, { environment: 'produktion' }),
      fleet: null,
      now: new Date('2026-11-24T12:00:00Z'),
    });
    const open = results.filter(({ status }) => status !== 'met');
    expect(open.map(({ control, subject, status }) => [control, subject.id, status])).toEqual([
      ['GV-07', 'skolsystem', 'finding'],
      ['GV-08', 'katalog', 'finding'],
      ['GV-29', 'vardsystem', 'finding'],
      ['GV-33', 'katalog', 'finding'],
      ['GV-33', 'vardsystem', 'finding'],
    ]);
    const readme = await readFile(join(folder, 'README.md'), 'utf8');
    for (const { control, subject } of open) expect(readme).toContain(`| ${subject.name} | ${control} |`);
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
