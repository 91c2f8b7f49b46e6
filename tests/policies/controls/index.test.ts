import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controls } from '#policies/controls/index.ts';

const files = readdirSync(new URL('../../../policies/controls/', import.meta.url))
  .filter((name) => name !== 'index.ts')
  .sort();

describe('the catalogue of controls', () => {
  it('lists exactly the files of its folder, sorted by id', async () => {
    const units = await Promise.all(
      files.map(async (name) => {
        const module: Record<string, unknown> = await import(
          `../../../policies/controls/${name.slice(0, -3)}.ts`
        );
        expect(Object.keys(module), name).toHaveLength(1);
        return Object.values(module)[0];
      }),
    );
    expect(controls).toEqual(units);
    expect(controls.map(({ id }) => id)).toEqual(controls.map(({ id }) => id).toSorted());
  });

  it('names each control once, and its file after it', () => {
    const ids = controls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(files.map((name) => name.slice(0, 5).toUpperCase())).toEqual(ids);
    for (const name of files) expect(name).toMatch(/^gv-\d\d-[a-z]+(-[a-z]+)*\.ts$/);
  });

  it.each(controls.map((control) => [control.id, control] as const))(
    '%s says what it is, why, and what to do, in both languages',
    (_, { title, why, remedy, sources, validFrom, version, profile, gate }) => {
      for (const lang of ['sv', 'en'] as const) {
        expect(title[lang]).toMatch(/^[A-ZÅÄÖ].*[^.]$/);
        expect(why[lang]).toMatch(/^[A-ZÅÄÖ].*\.$/);
        expect(remedy[lang]).toMatch(/^[A-ZÅÄÖ].*\.$/);
      }
      expect(title.sv).not.toBe(title.en);
      for (const text of [title, why, remedy]) expect(text.sv).not.toMatch(/flotta|drift\b/i);
      expect(sources.length).toBeGreaterThan(0);
      expect(sources.some(({ kind }) => kind === 'strategy')).toBe(true);
      expect(new Set(sources.map(({ reference }) => reference)).size).toBe(sources.length);
      expect(z.iso.date().safeParse(validFrom).success).toBe(true);
      expect(version).toBeGreaterThan(0);
      expect(['base', 'extended', 'high']).toContain(profile);
      expect(typeof gate).toBe('boolean');
    },
  );

  it.each(controls.map((control) => [control.id, control] as const))(
    '%s has a default for every parameter, and refuses one it does not know',
    (_, { parameters }) => {
      expect(parameters.safeParse({}).success).toBe(true);
      expect(parameters.safeParse({ noSuchParameter: 1 }).success).toBe(false);
    },
  );

  it('takes every strategy reference from a strategy', () => {
    for (const { sources } of controls) {
      for (const { kind, reference } of sources) {
        if (kind === 'strategy') expect(reference).toMatch(/^(RAG|HUD|KUN|UPB|ORK)-\d{1,2}[a-p]?$/);
      }
    }
  });
});
