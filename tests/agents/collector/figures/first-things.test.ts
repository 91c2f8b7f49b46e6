import { describe, expect, it } from 'vitest';
import { firstThings } from '#agents/collector/figures/first-things.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import { storedResult } from './stored-result.ts';

const now = new Date('2026-11-24T12:00:00Z');
const declaration = buildDeclaration({
  services: [
    buildService({ id: 'latt', classification: { k: 0, r: 0, t: 0 } }),
    buildService({ id: 'tung', classification: { k: 3, r: 3, t: 3 } }),
  ],
});
const device = (id: string) => ({ kind: 'device', id }) as const;
const service = (id: string) => ({ kind: 'service', id }) as const;

describe('what to do first', () => {
  it('puts the heavier class first where all else is equal', () => {
    const things = firstThings(
      [storedResult('GV-01', 'finding', service('latt')), storedResult('GV-01', 'finding', service('tung'))],
      [],
      declaration,
      new Map(),
      now,
      10,
    );
    expect(things.map(({ result }) => result.subject.id)).toEqual(['tung', 'latt']);
  });

  it('takes the findings of devices without services as one thing, and says how many more', () => {
    const oldest = storedResult('GV-13', 'finding', device('d0'));
    const things = firstThings([], [{ oldest, count: 30_000 }], declaration, new Map(), now, 10);
    expect(things).toEqual([{ result: oldest, alike: 29_999 }]);
  });

  it('keeps a device that carries a service apart, weighed by the service', () => {
    const things = firstThings(
      [storedResult('GV-13', 'finding', device('server'))],
      [{ oldest: storedResult('GV-13', 'finding', device('klient')), count: 2 }],
      declaration,
      new Map([['server', ['tung']]]),
      now,
      10,
    );
    expect(things.map(({ result, alike }) => [result.subject.id, alike])).toEqual([
      ['server', 0],
      ['klient', 1],
    ]);
  });

  it('keeps to the limit', () => {
    const findings = ['GV-01', 'GV-02', 'GV-04'].map((id) =>
      storedResult(id as 'GV-01', 'finding', service('tung')),
    );
    expect(firstThings(findings, [], declaration, new Map(), now, 2)).toHaveLength(2);
  });
});
