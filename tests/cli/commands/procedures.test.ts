import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { CommandIo } from '#cli/command.ts';
import { procedures as command } from '#cli/commands/procedures.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { refusalOf, runCommand } from '../run-command.ts';

const run = (args: readonly string[], parts: Partial<CommandIo> = {}) => runCommand(command, args, parts);
const refusal = async (args: readonly string[], parts: Partial<CommandIo> = {}): Promise<string> =>
  (await refusalOf(command, args, parts)).code;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-procedures-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('grundval procedures', () => {
  it('lists every procedure, in the language asked for', async () => {
    for (const lang of ['sv', 'en'] as const) {
      const { text } = await run([], { lang });
      for (const { id, title } of procedures)
        expect(text).toMatch(new RegExp(`^${id} +${title[lang]}$`, 'm'));
    }
  });

  it('shows one: what it does, takes and asks for', async () => {
    const { text } = await run(['failover-exercise'], { lang: 'en' });
    expect(text).toContain('--within-seconds N  How long it may be away, in seconds (60)');
    expect(text).toContain('  Approved by: the owner of each service concerned, not who asks');
    expect(text).toContain('grundval run failover-exercise --service TEXT --unit TEXT --url TEXT --plan');
  });

  it('gives programs the same, with a JSON Schema that takes what the procedure takes', async () => {
    const all = JSON.parse((await run(['--format', 'json'])).text);
    expect(all.procedures.map(({ id }: { id: string }) => id)).toEqual(procedures.map(({ id }) => id));
    const one = JSON.parse((await run(['reboot-in-order', '--format', 'json'])).text);
    expect(one).toEqual(all.procedures.find(({ id }: { id: string }) => id === 'reboot-in-order'));
    expect(one.parameters.map(({ flag }: { flag: string }) => flag)).toEqual([
      'service',
      'role',
      'within-minutes',
    ]);
    const { 'x-refers-to': _, ...rest } = one.parametersSchema.properties.withinMinutes;
    const validator = z.fromJSONSchema(rest);
    expect([validator.safeParse(15).success, validator.safeParse(500).success]).toEqual([true, false]);
  });

  it('writes its pages where it is told, and says where it cannot', async () => {
    const cwd = await temporaryFolder();
    const { text } = await run(['--out', 'sidor'], { cwd });
    expect(text).toBe(`${2 * procedures.length + 2} sidor skrivna i sidor`);
    expect(await readdir(join(cwd, 'sidor'))).toContain('restart-service.sv.md');
    await writeFile(join(cwd, 'fil'), '');
    expect(await refusal(['--out', 'fil'], { cwd })).toBe('procedures/cannot-write');
    expect(await refusal(['restart-service', '--out', 'sidor'], { cwd })).toBe('usage/flags-together');
  });
});
