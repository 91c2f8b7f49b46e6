import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkConsistency } from '#model/declaration/check-consistency.ts';
import { checkCycles } from '#model/declaration/check-cycles.ts';
import { checkDecisions } from '#model/declaration/check-decisions.ts';
import { checkNetworks } from '#model/declaration/check-networks.ts';
import { checkReferences } from '#model/declaration/check-references.ts';
import { checkSuppliers } from '#model/declaration/check-suppliers.ts';
import { collectIds } from '#model/declaration/collect-ids.ts';
import { type DeclarationFile, declarationFiles, serviceFile } from '#model/declaration/files.ts';
import { formatMistake } from '#model/declaration/mistake.ts';
import { parseYaml } from '#model/declaration/parse-yaml.ts';
import { checkSchema } from '#model/declaration/schema-mistakes.ts';
import { folderWith, mistakesIn, smallDeclaration } from './small-declaration.ts';

const kinds: readonly DeclarationFile[] = [...Object.values(declarationFiles), serviceFile];

/** Words that stand in real files, so that random ones reach every check. */
const words = fc.constantFrom(
  'arkiv',
  'it',
  'role:chef',
  'service:arkiv',
  'app',
  'KS-2026-1',
  '2026-01-01',
  '10.0.0.0/24',
  'directory:x',
  '__proto__',
  'toString',
);
const keys = fc.constantFrom(
  ...kinds.flatMap(({ schema }) => Object.keys(schema.shape)),
  ...['id', 'from', 'to', 'until', 'parent', 'role', 'ipv4', 'vlan', 'contracts', 'disks', 'name', 'demo'],
  ...['decision', 'cited', 'class', 'kind', 'sharePercent', '__proto__', 'constructor'],
);
const anything = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    words,
    fc.anything({ maxDepth: 0 }).filter((value) => typeof value !== 'symbol' && typeof value !== 'bigint'),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('any')), { maxLength: 6 }).map(toObject),
  ),
})).any;

/** Own properties only, `__proto__` included, as the YAML parser makes them. */
function toObject(entries: readonly (readonly [string, unknown])[]): unknown {
  const object = {};
  for (const [key, value] of entries)
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

it('is never too strange for a check: whatever stands in the files, there are only mistakes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), anything), { maxLength: 6 }), (contents) => {
      const files = contents.map(([kind, value], at) => ({
        kind,
        yaml: {
          file: kind === serviceFile ? `services/s${at}.yaml` : `${kind.name}.yaml`,
          value,
          positionOf: () => ({ line: 1, column: 1 }),
          lines: {},
        },
      }));
      const { ids, mistakes } = collectIds({ files, unread: new Set(), unreadServices: [] });
      const all = [
        mistakes,
        ...files.map(({ kind, yaml }) => {
          const result = checkSchema(yaml, kind.schema);
          return 'mistakes' in result ? result.mistakes : [];
        }),
        checkReferences(files, ids),
        checkDecisions(files),
        checkSuppliers(files),
        checkCycles(files),
        checkNetworks(files),
        checkConsistency(files),
      ].flat();
      for (const mistake of all)
        expect(formatMistake(mistake)).toMatch(/^[^\n]+: found [^\n]+, expected [^\n]+$/);
    }),
    { numRuns: 300 },
  );
});

it('is never too strange to load: any text in place of a file gives mistakes or a declaration', async () => {
  const files = Object.keys(smallDeclaration);
  const text = fc.oneof(
    anything.map((value) => stringify(value ?? null, { aliasDuplicateObjects: false })),
    fc.string({ unit: 'binary' }),
    // A real file with a passage gone or repeated.
    fc.tuple(fc.constantFrom(...files), fc.nat(400), fc.nat(40)).map(([file, at, length]) => {
      const whole = smallDeclaration[file] ?? '';
      return whole.slice(0, at) + whole.slice(at + length);
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), text, async (file, content) => {
      const told = await mistakesIn(await folderWith({ [file]: content }));
      for (const line of told) expect(line).toMatch(/^[a-zåäö/-]+\.?\S*( .*)?: found .+, expected .+/su);
    }),
    { numRuns: 100 },
  );
});

it('is the same whether it is parsed from YAML or from JSON, which is YAML', () => {
  const yaml = parseYaml(smallDeclaration['network.yaml'] ?? '', 'network.yaml');
  const json = parseYaml('value' in yaml ? JSON.stringify(yaml.value) : '', 'network.yaml');
  expect('value' in json && json.value).toEqual('value' in yaml && yaml.value);
});
