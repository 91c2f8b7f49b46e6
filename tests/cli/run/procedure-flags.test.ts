import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { run } from '#cli/commands/run.ts';
import { parseArguments } from '#cli/parse-args.ts';
import { flagHelp, flagSpec, parameterFlags, readParameters } from '#cli/run/procedure-flags.ts';
import { sourceHash } from '#cli/run/source-hash.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { said } from '#runbooks/procedures/parts/said.ts';

const params = z.object({
  unit: z.string().meta(said({ sv: 'Enhetens namn', en: 'Name of the unit' })),
  withinMinutes: z.int().default(10),
  force: z.boolean().default(false),
  mode: z.enum(['slow', 'fast']).optional(),
  parts: z.array(z.string()).default([]),
  recycler: z.object({ name: z.string() }).optional(),
  password: z.string().meta({ secret: true }),
});
const flags = parameterFlags({ params });
const read = (...args: string[]) =>
  readParameters(
    flags,
    parseArguments(args, { command: 'run x', flags: flagSpec(flags) }).flags,
    async (path) => `secret of ${path}`,
  );

describe('parameters of a procedure as flags', () => {
  it('are read as the schema has them', async () => {
    const given = await read(
      ...['--unit', 'a', '--within-minutes', '5', '--force', 'true', '--mode', 'fast'],
      ...['--parts', 'x', '--parts', 'y', '--recycler', '{"name":"R"}', '--password-file', 'p'],
    );
    expect(given).toEqual({
      unit: 'a',
      withinMinutes: 5,
      force: true,
      mode: 'fast',
      parts: ['x', 'y'],
      recycler: { name: 'R' },
      password: 'secret of p',
    });
    expect(params.parse(given)).toEqual(given);
  });

  it('that are not given are left to the schema', async () => {
    expect(await read('--unit', 'a')).toEqual({ unit: 'a' });
  });

  it('of another kind are refused by name', async () => {
    await expect(read('--within-minutes', 'ten')).rejects.toMatchObject({ code: 'usage/flag-value' });
    await expect(read('--recycler', '{')).rejects.toMatchObject({ code: 'usage/flag-value' });
    expect(() => read('--mode', 'medium')).toThrow(/medium/);
  });

  it('are told with what must be given, and a secret is never a word', () => {
    const help = flagHelp(flags);
    expect(help.filter(({ isRequired }) => isRequired).map(({ flag }) => flag)).toEqual([
      '--unit TEXT',
      '--password-file FILE',
    ]);
    expect(JSON.stringify(help)).not.toContain('"--password ');
  });

  it('are told in the language asked for', () => {
    expect(flagHelp(flags)[0]?.says).toEqual({ sv: 'Enhetens namn', en: 'Name of the unit' });
  });
});

describe.each(procedures.map((procedure) => [procedure.id, procedure] as const))('%s', (id, procedure) => {
  it('has flags that are its own, each told in a sentence', () => {
    const own = parameterFlags(procedure).map(({ flag }) => flag);
    const taken = run.usage.flags.map(({ flag }) => /^--([a-z-]+)/.exec(flag)?.[1]);
    expect(own.filter((flag) => taken.includes(flag))).toEqual([]);
    for (const { says } of parameterFlags(procedure)) {
      expect(says.sv.length).toBeGreaterThan(3);
      expect(says.en.length).toBeGreaterThan(3);
    }
  });

  it('has a source that is known by its hash', async () => {
    expect(await sourceHash(id)).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('a procedure without a file has no hash, and no two have the same', async () => {
  expect(await sourceHash('none')).toBeNull();
  const hashes = await Promise.all(procedures.map(({ id }) => sourceHash(id)));
  expect(new Set(hashes).size).toBe(procedures.length);
});
