import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planCommand } from '#agents/collector/figures/procedure-command.ts';
import { formOf } from '#agents/collector/figures/procedure-form.ts';
import { readValues } from '#agents/collector/figures/procedure-values.ts';
import { parseArguments } from '#cli/parse-args.ts';
import { flagSpec, parameterFlags, readParameters } from '#cli/run/procedure-flags.ts';
import { summariseProcedure } from '#cli/run/summarise-procedure.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { procedures } from '#runbooks/procedures/index.ts';

const [any] = procedures;
const none = {
  service: null,
  server: null,
  'server-role': null,
  'server-group': null,
  'platform-site': null,
  'failure-domain': null,
};
const placeholders = { file: 'FIL', json: 'JSON' };
const params = z.object({
  text: z.string(),
  withinMinutes: z.int().min(-900).max(900).optional(),
  force: z.boolean().optional(),
  mode: z.enum(['slow', 'fast']).optional(),
  parts: z.array(z.string()).optional(),
  recycler: z.object({ name: z.string(), on: z.string() }).optional(),
  password: z.string().meta({ secret: true }),
});
const procedure: Procedure = { ...(any as Procedure), id: 'prov', params };
const summary = summariseProcedure(procedure);
const parts = formOf(summary);

/** The words that a shell makes of a line. */
function wordsOf(line: string, shell: string): readonly string[] {
  const { stdout, status } = spawnSync(shell, ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${shell} did not take: ${line}`);
  return stdout.split('\0').slice(0, -1);
}

/** What the command reads from the words that the shell makes of a line. */
async function readBack(line: string, shell: string): Promise<Readonly<Record<string, unknown>>> {
  const [grundval, run, id, ...args] = wordsOf(line, shell);
  expect([grundval, run, id]).toEqual(['grundval', 'run', 'prov']);
  const flags = parameterFlags(procedure);
  const spec = {
    ...flagSpec(flags),
    plan: { type: 'boolean' },
    targets: { type: 'string' },
    ticket: { type: 'string' },
  } as const;
  const { flags: given } = parseArguments(args, { command: 'run', flags: spec });
  expect(given['plan']).toBe(true);
  const read = await readParameters(flags, given, async (path) => `secret of ${path}`);
  return { ...read, targets: given['targets'], ticket: given['ticket'] };
}

const odd = fc.constantFrom(
  ...[
    "'",
    '"',
    '\\',
    '$',
    '$(id)',
    '`id`',
    ';',
    '&',
    '|',
    '>',
    '*',
    '?',
    '~',
    '!',
    '#',
    '{a,b}',
    '=',
    '-',
    '--plan',
  ],
  ...[' ', '\t', 'å', '€', '🧯', '%s', '\\0'],
);
const text = fc
  .array(fc.oneof(odd, fc.string({ minLength: 1, maxLength: 3 })), { maxLength: 6 })
  .map((words) => words.join(''));
const lines = fc.array(text, { maxLength: 3 }).map((all) => all.join('\n'));

describe('the command of a form', () => {
  it('is read back by a real shell and the command as what was filled in, whatever that is', async () => {
    const filledForm = fc.record({
      text,
      withinMinutes: fc.oneof(fc.integer({ min: -1000, max: 1000 }).map(String), text),
      force: fc.constantFrom('', 'true', 'false'),
      mode: fc.constantFrom('', 'slow', 'fast'),
      parts: lines,
      'recycler.name': text,
      'recycler.on': text,
      targets: text,
      ticket: text,
    });
    let right = 0;
    await fc.assert(
      fc.asyncProperty(filledForm, fc.constantFrom('/bin/sh', '/bin/bash'), async (filled, shell) => {
        const { values, issues } = readValues(
          parts,
          summary.parametersSchema,
          (name) => filled[name as keyof typeof filled] ?? '',
          none,
        );
        if (issues.size > 0) return;
        right += 1;
        const run = { targets: filled.targets.trim(), ticket: filled.ticket.trim() };
        const line = planCommand(summary, parts, values, run, placeholders);
        expect(await readBack(line, shell)).toEqual({
          ...values,
          password: 'secret of FIL',
          targets: run.targets === '' ? undefined : run.targets,
          ticket: run.ticket === '' ? undefined : run.ticket,
        });
      }),
      { numRuns: 400 },
    );
    expect(right).toBeGreaterThan(30);
  }, 60_000);

  it('is short where nothing needs quotes', () => {
    const values = { text: 'nginx.service', withinMinutes: 5, parts: ['a', 'b'] };
    expect(planCommand(summary, parts, values, { targets: '', ticket: 'ARENDE-1' }, placeholders)).toBe(
      'grundval run prov --text nginx.service --within-minutes 5 --parts a --parts b --password-file FIL --ticket ARENDE-1 --plan',
    );
  });

  it('joins what begins with a dash to its flag, which would be read as another flag', () => {
    const values = { text: '--all', withinMinutes: -3 };
    expect(planCommand(summary, parts, values, { targets: '', ticket: '' }, placeholders)).toContain(
      '--text=--all --within-minutes=-3 ',
    );
  });

  it('has a word for what no form can ask for', () => {
    const deep = { ...procedure, params: z.object({ rows: z.array(z.object({ a: z.string() })) }) };
    const told = summariseProcedure(deep);
    expect(planCommand(told, formOf(told), {}, { targets: '', ticket: '' }, placeholders)).toBe(
      'grundval run prov --rows JSON --plan',
    );
  });
});
