import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { durationSeconds } from '#model/declaration/values.ts';
import { evidenceNames } from '#model/evidence/run-evidence.ts';
import { secretNames } from '#runbooks/engine/plan/secret-parameters.ts';
import { procedures } from '#runbooks/procedures/index.ts';

const folder = new URL('../../../runbooks/procedures/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .sort();

/** Fields of a parameter that is made of several. */
function partsOf(schema: unknown): readonly (readonly [string, unknown])[] {
  return typeof schema === 'object' && schema !== null && 'properties' in schema
    ? Object.entries(schema.properties as object)
    : [];
}

/** Lines of a procedure besides its texts, its imports and what is blank. */
function linesOfCode(source: string): number {
  const text = /\b(sv|en):\s*(`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"),?/g;
  const rest = source
    .replace(/^import [^;]*;$/gms, '')
    .replace(/\/\*\*.*?\*\//gs, '')
    .replace(text, '')
    .replace(/^\s*(title|docs): \{\s*\},?$/gms, '')
    .replace(/^\s*\{\s*\},?$/gms, '');
  return rest.split('\n').filter((line) => line.trim() !== '').length;
}

describe('the shipped procedures', () => {
  it('are exactly the files of their folder, sorted by id', async () => {
    const units = await Promise.all(
      files.map(async (name) => {
        const module: Record<string, unknown> = await import(
          `../../../runbooks/procedures/${name.slice(0, -3)}.ts`
        );
        expect(Object.keys(module), name).toHaveLength(1);
        return Object.values(module)[0];
      }),
    );
    expect(procedures).toEqual(units);
  });

  it('have an id each, which is the name of their file', () => {
    expect(procedures.map(({ id }) => `${id}.ts`)).toEqual(files);
  });

  it.each(files)('%s is short: at most 40 lines besides its texts', (name) => {
    const lines = linesOfCode(readFileSync(new URL(name, folder), 'utf8'));
    expect(lines).toBeGreaterThan(8);
    expect(lines).toBeLessThanOrEqual(40);
  });

  it.each(procedures.map((procedure) => [procedure.id, procedure] as const))(
    '%s says what it does and when it is used, in both languages, and names every parameter',
    (_, { title, docs, params }) => {
      for (const lang of ['sv', 'en'] as const) {
        expect(title[lang]).toMatch(/^[A-ZÅÄÖ].*[^.]$/);
        expect(docs[lang]).toMatch(/^[A-ZÅÄÖ].+\.$/s);
        expect(docs[lang].split('\n\n').length).toBeGreaterThan(1);
      }
      expect(title.sv).not.toBe(title.en);
      for (const text of [title, docs]) expect(text.sv).not.toMatch(/flotta|drift\b/i);
      const { properties = {} } = z.toJSONSchema(params, { io: 'input' });
      for (const [name, schema] of Object.entries(properties)) {
        expect(typeof schema, name).toBe('object');
        for (const [part, node] of [[name, schema], ...partsOf(schema)] as [
          string,
          Record<string, string>,
        ][]) {
          const { description = '', 'x-description-en': english = '' } = node;
          for (const text of [description, english]) expect(text, part).toMatch(/^[A-ZÅÄÖ].*[^.]$/);
          expect(english, part).not.toMatch(/[åäöÅÄÖ]/);
        }
      }
    },
  );

  it.each(procedures.map((procedure) => [procedure.id, procedure] as const))(
    '%s names the evidence that it leaves, and no other',
    (id, { evidence = {} }) => {
      const source = readFileSync(new URL(`${id}.ts`, folder), 'utf8');
      const left = [...source.matchAll(/ctx\.evidence\(\s*(?:'([^']+)'|evidenceNames\.(\w+))/g)].map(
        ([, name, key]) => name ?? evidenceNames[key as keyof typeof evidenceNames],
      );
      expect(Object.keys(evidence).sort()).toEqual(left.sort());
      for (const text of Object.values(evidence)) expect(text.sv).not.toBe(text.en);
    },
  );

  it('say how they were tried as the tests have it: crashed at every point, and on a machine where they are', () => {
    const testsOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const simulated = testsOf('runbooks/procedures/simulated.test.ts');
    const onMachine = testsOf('system/runbooks/procedures/procedures.test.ts');
    for (const { id, tried, systems } of procedures) {
      const file = `'#runbooks/procedures/${id}.ts'`;
      expect(simulated, id).toContain(file);
      expect(tried === 'machine', id).toBe(onMachine.includes(file));
      if (!systems.includes('linux')) expect(tried, id).toBe('built-answers');
    }
  });

  it.each(procedures.map((procedure) => [procedure.id, procedure] as const))(
    '%s is approved and rolled out by rules that hold together',
    (_, { approve, rollout, systems, change, params }) => {
      expect(durationSeconds(approve.validFor)).toBeLessThanOrEqual(24 * 3600);
      if (change !== 'standard') expect(approve.notRequester).toBe(true);
      if (rollout.soak !== undefined) expect(durationSeconds(rollout.soak)).toBeGreaterThan(0);
      expect(rollout.batches.length).toBeGreaterThan(0);
      expect(systems.length).toBeGreaterThan(0);
      for (const name of Object.keys(params.shape)) {
        if (/password|key$/i.test(name)) expect(secretNames(params)).toContain(name);
      }
    },
  );
});
