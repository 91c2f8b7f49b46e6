import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { schema } from '#cli/commands/schema.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { refusalOf, runCommand } from '../run-command.ts';

const run = (args: readonly string[], parts: Partial<CommandIo> = {}) => runCommand(schema, args, parts);
const refusal = (args: readonly string[], parts: Partial<CommandIo> = {}) => refusalOf(schema, args, parts);

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-schema-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('grundval schema', () => {
  it('writes one JSON Schema of draft 2020-12 for each kind of file, into a folder that it makes', async () => {
    const cwd = await temporaryFolder();
    const { status, lines } = await run(['--out', 'docs/schema'], { cwd });
    expect([status, lines]).toEqual([0, [`${10 + procedures.length} scheman skrivna i docs/schema`]]);
    const names = (await readdir(join(cwd, 'docs/schema'))).sort();
    expect(names).toEqual([
      'decisions.schema.json',
      'devices.schema.json',
      'goals.schema.json',
      'grundval.schema.json',
      'network.schema.json',
      'prices.schema.json',
      'procedures',
      'service-levels.schema.json',
      'service.schema.json',
      'standards.schema.json',
      'suppliers.schema.json',
    ]);
    const ofProcedures = await readdir(join(cwd, 'docs/schema/procedures'));
    expect(ofProcedures.sort()).toEqual(procedures.map(({ id }) => `${id}.schema.json`));
    for (const name of [
      ...names.filter((one) => one !== 'procedures'),
      ...ofProcedures.map((one) => `procedures/${one}`),
    ]) {
      const written = JSON.parse(await readFile(join(cwd, 'docs/schema', name), 'utf8')) as Record<
        string,
        unknown
      >;
      expect(written).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: expect.stringMatching(/./) as string,
        description: expect.stringMatching(/\.$/) as string,
        type: 'object',
        additionalProperties: false,
      });
    }
  });

  it('speaks English where asked, and writes the same again', async () => {
    const cwd = await temporaryFolder();
    expect((await run(['--out', 'a'], { cwd, lang: 'en' })).lines).toEqual([
      `${10 + procedures.length} schemas written to a`,
    ]);
    const first = await readFile(join(cwd, 'a/service.schema.json'), 'utf8');
    await run(['--out', 'a'], { cwd });
    expect(await readFile(join(cwd, 'a/service.schema.json'), 'utf8')).toBe(first);
  });

  it('needs to be told where', async () => {
    const { code, hint } = await refusal([]);
    expect([code, hint]).toEqual(['usage/missing-flag', 'grundval schema --out docs/schema']);
  });

  it('says where it cannot write', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'fil'), '');
    const { code, message } = await refusal(['--out', 'fil'], { cwd });
    expect([code, message]).toEqual([
      'schema/cannot-write',
      'The schemas cannot be written to fil (EEXIST).',
    ]);
  });
});
