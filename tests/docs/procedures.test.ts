import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commands } from '#cli/commands/index.ts';
import { findCommand } from '#cli/find-command.ts';
import { procedureSchema, procedureSchemaFile } from '#cli/run/procedure-schema.ts';
import { procedurePages } from '#cli/run/write-procedure-pages.ts';
import { procedures } from '#runbooks/procedures/index.ts';

const docs = new URL('../../docs/', import.meta.url);
const read = (path: string) => readFile(new URL(path, docs), 'utf8');
const pages = procedurePages();

describe('docs/procedures', () => {
  it('holds two pages for each procedure and two lists, and no other', async () => {
    expect((await readdir(new URL('procedures', docs))).sort()).toEqual([...pages.keys()].sort());
    expect(pages.size).toBe(2 * (procedures.length + 1));
  });

  it.each([...pages])(
    '%s is what the code says (else: grundval procedures --out docs/procedures)',
    async (name, text) => {
      expect(await read(`procedures/${name}`)).toBe(text);
    },
  );

  it.each([...pages])(
    '%s leads only to pages that are there, and names commands that are there',
    async (_, text) => {
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g))
        expect(pages.has(target), target).toBe(true);
      for (const [, call = ''] of text.matchAll(/^grundval (.+)$/gm)) {
        const { command, rest } = findCommand(commands, call.split(' '));
        const flags = (await command.usageFor?.(rest))?.flags.map(({ flag }) => flag.split(' ')[0]) ?? [];
        for (const word of rest.filter((one) => one.startsWith('--'))) expect(flags, call).toContain(word);
      }
    },
  );

  it('shows every parameter, and no table that a sign of its own breaks', () => {
    for (const { id, params } of procedures) {
      const text = pages.get(`${id}.md`) ?? '';
      const rows = text.split('\n').filter((line) => line.startsWith('| `--'));
      expect(rows).toHaveLength(Object.keys(params.shape).length);
      for (const row of rows) expect(row.replaceAll('\\|', '').split('|'), row).toHaveLength(6);
    }
  });

  it('is English in English', () => {
    for (const [name, text] of pages) {
      if (name.endsWith('.sv.md')) continue;
      expect(text.replace('På svenska', ''), name).not.toMatch(/[åäöÅÄÖ]/);
    }
  });
});

describe('docs/schema/procedures', () => {
  it('holds one schema for each procedure, and no other', async () => {
    const names = await readdir(new URL('schema/procedures', docs));
    expect(names.map((name) => `procedures/${name}`).sort()).toEqual(
      procedures.map(procedureSchemaFile).sort(),
    );
  });

  it.each(procedures.map((procedure) => [procedure.id, procedure] as const))(
    '%s is what the code says (else: grundval schema --out docs/schema)',
    async (_, procedure) => {
      const written: unknown = JSON.parse(await read(`schema/${procedureSchemaFile(procedure)}`));
      expect(written).toEqual(procedureSchema(procedure));
    },
  );
});
