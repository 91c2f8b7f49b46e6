import { locate, locateTexts } from './paths.ts';
import { type Contradiction, itemsAt, type Rule, repeated } from './rule.ts';
import { suggest } from './suggest.ts';

/** Rules between fields of a service. */
export const serviceRules: readonly Rule[] = [
  { kind: 'service', check: checkPlace },
  { kind: 'service', check: checkServers },
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
