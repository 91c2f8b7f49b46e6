import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type DeclarationFile, declarationFiles, serviceFile } from '#model/declaration/files.ts';
import { jsonSchemaFileName, jsonSchemaOf } from '#model/declaration/json-schema.ts';

const root = join(import.meta.dirname, '../../..');
const schemas = join(root, 'docs/schema');
const kinds: readonly DeclarationFile[] = [...Object.values(declarationFiles), serviceFile];

async function readSchema(kind: DeclarationFile): Promise<unknown> {
  return JSON.parse(await readFile(join(schemas, jsonSchemaFileName(kind)), 'utf8')) as unknown;
}

describe('docs/schema', () => {
  it('holds one schema for each kind of file, and no other', async () => {
    const names = (await readdir(schemas)).filter((name) => name !== 'procedures');
    expect(names.sort()).toEqual(kinds.map(jsonSchemaFileName).sort());
  });

  it.each(kinds)('$name is what the code says (else: grundval schema --out docs/schema)', async (kind) => {
    expect(await readSchema(kind)).toEqual(jsonSchemaOf(kind));
  });
});

describe('the JSON Schema, read back by a validator that knows nothing of the code', () => {
  const files = new Map<string, DeclarationFile>();
  const add = (
    folder: string,
    names: readonly string[],
    kindOf: (name: string) => DeclarationFile | undefined,
  ) => {
    for (const name of names) {
      const kind = kindOf(name);
      if (kind !== undefined) files.set(`${folder}/${name}`, kind);
    }
  };

  it.each(['orkelljunga', 'exempelbygden'])('takes every file of examples/%s', async (example) => {
    files.clear();
    const folder = join(root, 'examples', example);
    add(folder, await readdir(folder), (name) => kinds.find((kind) => `${kind.name}.yaml` === name));
    add(`${folder}/services`, await readdir(`${folder}/services`), () => serviceFile);
    expect(files.size).toBeGreaterThan(8);
    for (const [path, kind] of files) {
      const validator = z.fromJSONSchema((await readSchema(kind)) as Parameters<typeof z.fromJSONSchema>[0]);
      const result = validator.safeParse(parse(await readFile(path, 'utf8')));
      expect([path, result.error?.issues ?? []]).toEqual([path, []]);
    }
  });

  it('refuses an unknown key, a missing one, a word that is none of the allowed and a wrong form', () => {
    const validator = z.fromJSONSchema(jsonSchemaOf(serviceFile) as Parameters<typeof z.fromJSONSchema>[0]);
    const service = {
      id: 'arkiv',
      name: 'Arkiv',
      purpose: 'Sparar.',
      stage: 'in-use',
      platform: 'technical',
      capability: 'archive',
      responsibleUnit: 'it',
      hosting: 'own',
    };
    expect(validator.safeParse(service).success).toBe(true);
    const { stage, ...withoutStage } = service;
    for (const wrong of [
      { ...service, stages: stage },
      withoutStage,
      { ...service, stage: 'inuse' },
      { ...service, owner: 'Anna' },
      { ...service, classification: { k: 5, r: 1, t: 1 } },
    ])
      expect([wrong, validator.safeParse(wrong).success]).toEqual([wrong, false]);
  });
});
