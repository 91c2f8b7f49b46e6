import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldOutputs, hostRange } from '#runbooks/engine/output/fold-outputs.ts';

test('hosts that say the same are one block, the largest first', () => {
  expect(
    foldOutputs([
      ['gis-app-2', 'inget nytt \n'],
      ['katalog-1', 'E: låst\n'],
      ['gis-app-1', 'inget nytt'],
    ]),
  ).toEqual([
    { hosts: ['gis-app-1', 'gis-app-2'], text: 'inget nytt' },
    { hosts: ['katalog-1'], text: 'E: låst' },
  ]);
});

test('hosts are named in few words', () => {
  expect(hostRange(['gis-app-1', 'gis-app-2', 'gis-app-3', 'gis-app-7', 'katalog-1'])).toBe(
    'gis-app-[1-3,7],katalog-1',
  );
  expect(hostRange(['brandvagg', 'a-007', 'a-7'])).toBe('brandvagg,a-007,a-7');
});

test('no host is left out of a range, and none is there twice', () => {
  const host = fc
    .tuple(fc.constantFrom('a-', 'b', 'c1-'), fc.option(fc.integer({ min: 1, max: 40 })))
    .map(([name, number]) => `${name}${number ?? ''}`);
  fc.assert(
    fc.property(fc.uniqueArray(host), (hosts) => {
      const spread = hostRange(hosts)
        .split(/,(?![^[]*\])/)
        .filter((part) => part !== '')
        .flatMap((part) => {
          const [, name = part, spans] = /^(.*)\[(.*)\]$/.exec(part) ?? [];
          if (spans === undefined) return [name];
          return spans.split(',').flatMap((span) => {
            const [from = 0, to = from] = span.split('-').map(Number);
            return Array.from({ length: to - from + 1 }, (_, at) => `${name}${from + at}`);
          });
        });
      expect(spread.toSorted()).toEqual(hosts.toSorted());
    }),
  );
});
