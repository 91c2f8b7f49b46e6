import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { nameLimits, shortenName } from '#stacks/plan/shorten-name.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf } from './arbitrary-declaration.ts';

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,30}(-[a-z0-9]{1,20}){0,3}$/);

describe('a shortened name', () => {
  it('is a DNS label no longer than asked, and the name itself where that fits', () => {
    fc.assert(
      fc.property(label, fc.constantFrom(...Object.values(nameLimits)), (name, limit) => {
        const short = shortenName(name, limit);
        expect(short).toMatch(/^[a-z]([a-z0-9-]*[a-z0-9])?$/);
        expect(short.length).toBeLessThanOrEqual(limit);
        if (name.length <= limit) expect(short).toBe(name);
      }),
    );
  });

  it('tells long names with the same beginning apart', () => {
    const names = Array.from({ length: 500 }, (_, number) => `sakerhetskopiering-kopiering-${number}`);
    expect(new Set(names.map((name) => shortenName(name, 15))).size).toBe(500);
  });
});

describe('names of servers', () => {
  it('are told where two services would give the same', () => {
    const servers = (role: string) => [{ role, size: 'small', image: 'debian-13' }];
    const declaration = declarationOf([
      buildService({ id: 'kart', runsOn: 'hall', servers: servers('bas-db') }),
      buildService({ id: 'kart-bas', runsOn: 'hall', servers: servers('db') }),
    ]);
    const { issues } = planPlatform(declaration, { environment: 'produktion' });
    expect(issues.filter(({ code }) => code === 'name-taken').map(({ subject }) => subject)).toEqual([
      'server:kart-bas/db/1',
      'server:kart/bas-db/1',
    ]);
  });
});
