import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summariseProcedure } from '#cli/run/summarise-procedure.ts';
import { checkParameters, unjudgedKeywords } from '#model/runs/check-parameters.ts';
import type { ParametersSchema } from '#model/runs/procedure-summary.ts';
import { procedures } from '#runbooks/procedures/index.ts';

const schema: ParametersSchema = {
  type: 'object',
  properties: {
    unit: { type: 'string', pattern: '^[a-z]+$', 'x-expected': { sv: 'en enhet', en: 'a unit' } },
    withinMinutes: { type: 'integer', minimum: 1, maximum: 120, default: 15 },
    parts: { type: 'array', items: { type: 'string', minLength: 2 } },
    recycler: {
      type: 'object',
      properties: { name: { type: 'string', minLength: 1 }, on: { type: 'string', format: 'date' } },
      required: ['name', 'on'],
    },
    odd: { type: 'string', not: { const: 'x' } },
  },
  required: ['unit'],
  additionalProperties: false,
};

describe('parameters checked by their JSON Schema', () => {
  it('are right where they are, and defaults need not be given', () => {
    expect(checkParameters(schema, { unit: 'nginx' })).toEqual([]);
    expect(
      checkParameters(schema, { unit: 'a', recycler: { name: 'R', on: '2026-01-01' }, parts: ['ab'] }),
    ).toEqual([]);
  });

  it('are told with what was found and what is right, each place once', () => {
    expect(checkParameters(schema, { unit: 'NGINX', withinMinutes: 500 })).toEqual([
      { path: ['unit'], found: { sv: '”NGINX”', en: '"NGINX"' }, expected: { sv: 'en enhet', en: 'a unit' } },
      {
        path: ['withinMinutes'],
        found: { sv: '”500”', en: '"500"' },
        expected: { sv: 'ett heltal från 1 till 120', en: 'a whole number from 1 to 120' },
      },
    ]);
    expect(checkParameters(schema, {})).toMatchObject([{ path: ['unit'], found: { sv: 'inget' } }]);
    expect(checkParameters(schema, { unit: 'a', parts: ['ab', 'c'] })).toMatchObject([
      { path: ['parts', '1'], expected: { sv: 'text på minst 2 tecken' } },
    ]);
    expect(checkParameters(schema, { unit: 'a', recycler: { name: '', on: 'igår' } })).toMatchObject([
      { path: ['recycler', 'name'] },
      { path: ['recycler', 'on'], expected: { sv: 'en dag, ÅÅÅÅ-MM-DD' } },
    ]);
  });

  it('show no more of a long text than helps', () => {
    const [issue] = checkParameters(schema, { unit: 'A'.repeat(5000) });
    expect(issue?.found.sv.length).toBeLessThan(80);
  });

  it('never show a secret', () => {
    const secret: ParametersSchema = {
      ...schema,
      properties: { unit: { type: 'string', maxLength: 3, secret: true } },
    };
    expect(JSON.stringify(checkParameters(secret, { unit: 'Sommar2026' }))).not.toContain('Sommar2026');
  });

  it('are not judged by a keyword that nobody here knows, which is named', () => {
    expect(unjudgedKeywords(schema.properties['odd'] ?? {})).toEqual(['not']);
    expect(unjudgedKeywords({ type: 'array', items: { type: 'string', contains: {} } })).toEqual([
      'contains',
    ]);
    expect(checkParameters(schema, { unit: 'a', odd: 'x' })).toEqual([]);
  });
});

describe.each(procedures.map((procedure) => [procedure.id, procedure] as const))('%s', (_, procedure) => {
  const { parametersSchema } = summariseProcedure(procedure);
  const { properties } = parametersSchema;

  it('has no keyword that is not judged', () => {
    expect(Object.values(properties).flatMap(unjudgedKeywords)).toEqual([]);
  });

  it('is judged as another validator judges it, and takes nothing that the procedure refuses', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(
      parametersSchema,
    );
    const words = [
      ...[
        '',
        'a',
        'treserva',
        'treserva/db',
        '/var/backups',
        'nginx.service',
        '--now',
        'security',
        'files',
        'All',
      ],
      ...[
        'if-needed',
        'https://a.se/',
        'ftp://a.se/',
        '/dev/sdb',
        'BEGIN CERTIFICATE',
        'x'.repeat(101),
        'PRIVATE KEY',
      ],
    ];
    const anything = fc.oneof(
      fc.constantFrom(...words),
      fc.integer({ min: -5, max: 1000 }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    const recycler = { name: 'R', certificate: 'C', on: '2026-01-02' };
    const shape = Object.fromEntries(
      Object.entries(procedure.params.shape).map(([name, field]) => {
        const good = [...words, 5, recycler, undefined].filter((one) => field.safeParse(one).success);
        return [name, fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...good) }, anything)];
      }),
    );
    let right = 0;
    fc.assert(
      fc.property(fc.record(shape, { requiredKeys: [] }), (given) => {
        const values = Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined));
        const found = checkParameters(parametersSchema, values);
        if (found.length > 0) return;
        right += 1;
        expect(validate(values)).toBe(true);
        expect(procedure.params.safeParse(values).success).toBe(true);
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(fc.record(shape, { requiredKeys: [] }), (given) => {
        const values = Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined));
        if (!validate(values)) expect(checkParameters(parametersSchema, values)).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(right).toBeGreaterThan(0);
  });
});
