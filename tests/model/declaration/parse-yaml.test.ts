import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseYaml } from '#model/declaration/parse-yaml.ts';
import type { YamlFile } from '#model/declaration/yaml-file.ts';

function read(text: string): YamlFile {
  const file = parseYaml(text, 'x.yaml');
  if (!('value' in file)) throw new Error(JSON.stringify(file));
  return file;
}

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

describe('YAML', () => {
  it('comes back as the value that was written, whatever it is', () => {
    const root = fc.dictionary(fc.string({ minLength: 1 }), value, { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(root, (written) => {
        expect(read(stringify(written, { aliasDuplicateObjects: false })).value).toEqual(written);
      }),
    );
  });

  it('is a value or a list of mistakes with places inside the text, whatever the text is', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'ab:-?*&![]{}#|>%@`\'", \t\n') }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        const file = parseYaml(text, 'x.yaml');
        if ('value' in file) return;
        expect(file.length).toBeGreaterThan(0);
        for (const { line: at, column, found, expected } of file) {
          expect(at).toBeGreaterThan(0);
          expect(at).toBeLessThanOrEqual(text.split('\n').length + 1);
          expect(column).toBeGreaterThan(0);
          expect([found, expected]).not.toContain('');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a position', () => {
  const text = `# först
lista:
  - a
  - { namn: b, djup: [1, 2] }
"med/snedstreck~": { x: 1 }
`;

  it('is that of the key, of the list item, or of the nearest parent', () => {
    const file = read(text);
    expect(file.positionOf(['lista'])).toEqual({ line: 2, column: 1 });
    expect(file.positionOf(['lista', 0])).toEqual({ line: 3, column: 5 });
    expect(file.positionOf(['lista', 1, 'djup', 1])).toEqual({ line: 4, column: 26 });
    expect(file.positionOf(['lista', 1, 'saknas'])).toEqual({ line: 4, column: 5 });
    expect(file.positionOf(['saknas', 'helt'])).toEqual({ line: 1, column: 1 });
  });

  it('is found by JSON pointer, with its two signs escaped', () => {
    expect(read(text).lines).toEqual({
      '/lista': 2,
      '/lista/0': 3,
      '/lista/1': 4,
      '/lista/1/namn': 4,
      '/lista/1/djup': 4,
      '/lista/1/djup/0': 4,
      '/lista/1/djup/1': 4,
      '/med~1snedstreck~0': 5,
      '/med~1snedstreck~0/x': 5,
    });
  });

  it('counts lines as editors do, with carriage returns', () => {
    expect(read(text.replaceAll('\n', '\r\n')).positionOf(['lista', 1, 'djup'])).toEqual({
      line: 4,
      column: 16,
    });
  });
});
