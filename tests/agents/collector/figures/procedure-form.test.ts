import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formOf } from '#agents/collector/figures/procedure-form.ts';
import { summariseProcedure } from '#cli/run/summarise-procedure.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { said } from '#runbooks/procedures/parts/said.ts';

const [any] = procedures;
const form = (params: z.ZodObject) => formOf(summariseProcedure({ ...(any as Procedure), params }));

describe('the form of a procedure', () => {
  it('has a field for each kind of parameter, with what it asks for', () => {
    const parts = form(
      z.object({
        unit: z.string().meta(said({ sv: 'Enhet', en: 'Unit' })),
        withinMinutes: z.int().min(1).max(9).default(5),
        share: z.number().optional(),
        force: z.boolean().default(false),
        mode: z.enum(['slow', 'fast']).optional(),
        parts: z.array(z.string()).default(['a', 'b']),
        certificate: z.string().meta({ contentMediaType: 'application/x-pem-file' }),
        on: z.iso.date(),
      }),
    );
    expect(parts.map(({ kind }) => kind)).toEqual(parts.map(() => 'field'));
    expect(
      parts.flatMap(({ fields }) => fields.map(({ name, kind, initial }) => [name, kind, initial])),
    ).toEqual([
      ['unit', 'text', ''],
      ['withinMinutes', 'number', '5'],
      ['share', 'number', ''],
      ['force', 'choice', 'false'],
      ['mode', 'choice', ''],
      ['parts', 'list', 'a\nb'],
      ['certificate', 'lines', ''],
      ['on', 'text', ''],
    ]);
    expect(parts[0]?.fields[0]).toMatchObject({ says: { sv: 'Enhet', en: 'Unit' }, isRequired: true });
    expect(parts[3]?.fields[0]?.choices).toEqual(['true', 'false']);
  });

  it('has several fields for a value that is made of several', () => {
    const [part] = form(
      z.object({ recycler: z.object({ name: z.string(), on: z.iso.date().optional() }).optional() }),
    );
    expect(part).toMatchObject({ kind: 'group', parameter: { flag: 'recycler', isRequired: false } });
    expect(part?.fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['recycler.name', true],
      ['recycler.on', false],
    ]);
  });

  it('has no field for a secret, nor for what it cannot ask for or judge', () => {
    const parts = form(
      z.object({
        password: z.string().meta({ secret: true }),
        rows: z.array(z.object({ a: z.string() })).optional(),
        deep: z.object({ a: z.object({ b: z.string() }) }).optional(),
        either: z.union([z.string(), z.number()]).optional(),
        odd: z.string().meta({ contains: 1 }),
      }),
    );
    expect(parts.map(({ kind, fields }) => [kind, fields.length])).toEqual([
      ['secret', 0],
      ['beyond', 0],
      ['beyond', 0],
      ['beyond', 0],
      ['beyond', 0],
    ]);
  });

  it.each(procedures.map((procedure) => [procedure.id, procedure] as const))(
    'of %s asks for every parameter, and has no name that the page needs itself',
    (_, procedure) => {
      const parts = formOf(summariseProcedure(procedure));
      expect(parts.map(({ parameter }) => parameter.name)).toEqual(Object.keys(procedure.params.shape));
      for (const { kind, fields } of parts) {
        expect(kind).not.toBe('beyond');
        for (const { name } of fields) expect(['lang', 'visa', 'targets', 'ticket']).not.toContain(name);
      }
    },
  );
});
