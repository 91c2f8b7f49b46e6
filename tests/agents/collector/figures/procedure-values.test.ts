import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formOf } from '#agents/collector/figures/procedure-form.ts';
import { readValues } from '#agents/collector/figures/procedure-values.ts';
import type { ReferenceOptions } from '#agents/collector/figures/reference-options.ts';
import { summariseProcedure } from '#cli/run/summarise-procedure.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { said } from '#runbooks/procedures/parts/said.ts';

const options: ReferenceOptions = {
  service: [{ value: 'treserva', name: 'Treserva', within: null }],
  server: null,
  'server-role': null,
  'server-group': null,
  'platform-site': [],
  'failure-domain': [],
};
const params = z.object({
  service: z
    .string()
    .optional()
    .meta(said({ sv: 'Tjänst', en: 'Service', refersTo: 'service' })),
  server: z
    .string()
    .optional()
    .meta(said({ sv: 'Server', en: 'Server', refersTo: 'server' })),
  withinMinutes: z.number().min(1).max(9).optional(),
  force: z.boolean().optional(),
  parts: z.array(z.string()).optional(),
  text: z.string().optional(),
  recycler: z.object({ name: z.string(), on: z.iso.date() }).optional(),
  password: z.string().meta({ secret: true }),
});
const [any] = procedures;
const summary = summariseProcedure({ ...(any as Procedure), params });
const read = (filled: Readonly<Record<string, string>>) => {
  const { values, issues } = readValues(
    formOf(summary),
    summary.parametersSchema,
    (name) => filled[name] ?? '',
    options,
  );
  return { values, issues: Object.fromEntries(issues) };
};

describe('what was filled in', () => {
  it('is read as the schema has it, and what was left empty is not given', () => {
    const filled = {
      service: ' treserva ',
      withinMinutes: '2,5',
      force: 'true',
      parts: ' a\r\n\r\nb ',
      'recycler.name': 'R',
      'recycler.on': '2026-01-02',
    };
    expect(read(filled)).toEqual({
      values: {
        service: 'treserva',
        withinMinutes: 2.5,
        force: true,
        parts: ['a', 'b'],
        recycler: { name: 'R', on: '2026-01-02' },
      },
      issues: {},
    });
    expect(read({})).toEqual({ values: {}, issues: {} });
  });

  it('is told by its field where it will not do', () => {
    const { issues } = read({
      withinMinutes: 'tio',
      force: 'kanske',
      'recycler.name': 'R',
      service: 'treserv',
    });
    expect(Object.keys(issues).sort()).toEqual(['force', 'recycler.on', 'service', 'withinMinutes']);
    expect(issues['withinMinutes']).toEqual({
      found: { sv: '”tio”', en: '"tio"' },
      expected: { sv: 'ett tal från 1 till 9', en: 'a number from 1 to 9' },
      nearest: null,
    });
    expect(issues['service']).toMatchObject({ nearest: 'treserva' });
    expect(issues['recycler.on']).toMatchObject({ found: { sv: 'inget' } });
  });

  it('may name anything where nobody knows what there is, and nothing where there is none', () => {
    expect(read({ server: 'vad-som-helst' }).issues).toEqual({});
  });

  it('holds no control characters, since no command line can', () => {
    expect(Object.keys(read({ text: 'a\0b', parts: 'a\u001b[31m' }).issues).sort()).toEqual([
      'parts',
      'text',
    ]);
    expect(read({ parts: 'a\tb\nc' }).issues).toEqual({});
  });

  it('has no secret in it, wherever it was written', () => {
    expect(JSON.stringify(read({ password: 'Sommar2026', service: 'treserva' }))).not.toContain('Sommar2026');
  });
});
