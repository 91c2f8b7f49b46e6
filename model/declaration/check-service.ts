import { locate, locateTexts } from './paths.ts';
import { type Contradiction, type Item, itemsAt, type Rule, repeated } from './rule.ts';
import { suggest } from './suggest.ts';

/** Rules between fields of a service. */
export const serviceRules: readonly Rule[] = [
  { kind: 'service', check: checkPlace },
  { kind: 'service', check: checkServers },
  { kind: 'service', check: checkProcedures },
  { kind: 'service', check: checkBasis },
];

function checkPlace(value: unknown): readonly Contradiction[] {
  const [servers] = locate(value, ['servers']);
  const hasServers = Array.isArray(servers?.value) && servers.value.length > 0;
  return hasServers && locate(value, ['runsOn']).length === 0
    ? [{ path: ['servers'], found: 'servers without a place', expected: '`runsOn` with a platform site' }]
    : [];
}

function checkServers(value: unknown): readonly Contradiction[] {
  return [
    ...repeated(value, ['servers', '*', 'role'], 'server role of a service'),
    ...itemsAt(value, ['servers', '*']).flatMap(({ path, fields }) =>
      repeated(fields, ['disks', '*', 'name'], 'disk of a server').map((disk) => ({
        ...disk,
        path: [...path, ...disk.path],
      })),
    ),
    ...itemsAt(value, ['servers', '*']).flatMap(checkCounts),
  ];
}

/** The most servers are at least the usual ones, and an address belongs to one of them. */
function checkCounts({ path, fields }: Item): readonly Contradiction[] {
  const { count = 1, maxCount } = fields;
  if (typeof count !== 'number') return [];
  const fewer: readonly Contradiction[] =
    typeof maxCount === 'number' && maxCount < count
      ? [{ path: [...path, 'maxCount'], found: String(maxCount), expected: `at least \`count\`, ${count}` }]
      : [];
  const numbers = locate(fields, ['addresses', '*', 'number']);
  return [
    ...fewer,
    ...numbers.flatMap(({ path: at, value }, index): readonly Contradiction[] => {
      const earlier = numbers.slice(0, index).some((other) => other.value === value);
      if (!earlier && (typeof value !== 'number' || value <= count)) return [];
      const found = earlier ? `${String(value)} a second time` : String(value);
      return [{ path: [...path, ...at], found, expected: `one of the servers 1 to ${count}, each once` }];
    }),
  ];
}

/** Each task has one runbook, and that is either a document or a procedure. */
function checkProcedures(value: unknown): readonly Contradiction[] {
  return [
    ...repeated(value, ['procedures', '*', 'task'], 'task with a runbook'),
    ...itemsAt(value, ['procedures', '*'])
      .filter(({ fields }) => (fields['reference'] === undefined) === (fields['procedure'] === undefined))
      .map(({ path, fields }) => ({
        path,
        found:
          fields['reference'] === undefined ? 'a task without a runbook' : 'both a document and a procedure',
        expected: 'either `reference` or `procedure`',
      })),
  ];
}

/** What a strategy is cited for, or what is marked illustrative, must be something the file says. */
function checkBasis(value: unknown): readonly Contradiction[] {
  const [service] = itemsAt(value, []);
  const fields = Object.keys(service?.fields ?? {});
  const [cited] = itemsAt(value, ['basis', 'cited']);
  const patterns = [
    ...Object.keys(cited?.fields ?? {}).map((requirement) => ['basis', 'cited', requirement, '*']),
    ['basis', 'illustrative', '*'],
  ];
  return patterns
    .flatMap((pattern) => locateTexts(value, pattern))
    .filter(({ value: field }) => !fields.includes(field))
    .map(({ path, value: field }) => {
      const hint = suggest(field, fields);
      const found = `"${field}"`;
      return { path, found, expected: 'a field of this service', ...(hint === undefined ? {} : { hint }) };
    });
}
