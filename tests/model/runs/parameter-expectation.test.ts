import { describe, expect, it } from 'vitest';
import { expectationOf } from '#model/runs/parameter-expectation.ts';
import type { JsonSchemaNode } from '#model/runs/procedure-summary.ts';

describe('what a parameter may be, in words', () => {
  it.each<[JsonSchemaNode, string, string]>([
    [
      { type: 'integer', minimum: 1, maximum: 900 },
      'ett heltal från 1 till 900',
      'a whole number from 1 to 900',
    ],
    [{ type: 'number', minimum: 0.5 }, 'ett tal, minst 0.5', 'a number, at least 0.5'],
    [{ type: 'integer', maximum: 3 }, 'ett heltal, högst 3', 'a whole number, at most 3'],
    [{ type: 'integer' }, 'ett heltal', 'a whole number'],
    [{ type: 'string', enum: ['a', 'b', 'c'] }, '`a`, `b` eller `c`', '`a`, `b` or `c`'],
    [{ type: 'string' }, 'text', 'text'],
    [{ type: 'string', minLength: 1 }, 'text', 'text'],
    [
      { type: 'string', minLength: 1, maxLength: 9 },
      'text på högst 9 tecken',
      'text of at most 9 characters',
    ],
    [{ type: 'string', minLength: 2, maxLength: 9 }, 'text på 2–9 tecken', 'text of 2–9 characters'],
    [{ type: 'string', minLength: 2 }, 'text på minst 2 tecken', 'text of at least 2 characters'],
    [{ type: 'string', pattern: '^a+$' }, 'text som följer `^a+$`', 'text that fits `^a+$`'],
    [{ type: 'string', format: 'date', pattern: '^x$' }, 'en dag, ÅÅÅÅ-MM-DD', 'a day, YYYY-MM-DD'],
    [{ type: 'boolean' }, '`true` eller `false`', '`true` or `false`'],
    [{ type: 'array', items: { type: 'string' } }, 'en eller flera: text', 'one or more: text'],
    [{ type: 'object', properties: { a: {}, b: {} } }, 'JSON med `a` och `b`', 'JSON with `a` and `b`'],
    [{ type: 'string', 'x-refers-to': 'service' }, 'en tjänst som har servrar', 'a service that has servers'],
    [{}, 'JSON', 'JSON'],
  ])('of %j', (schema, sv, en) => {
    expect(expectationOf(schema)).toEqual({ sv, en });
  });

  it('are those of the author where there are any', () => {
    const said = { sv: 'en sökväg från roten', en: 'a path from the root' };
    expect(expectationOf({ type: 'string', pattern: '^/', 'x-expected': said })).toEqual(said);
  });
});
