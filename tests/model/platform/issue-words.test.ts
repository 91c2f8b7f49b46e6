import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayIssue } from '#model/platform/issue-words.ts';
import type { PlanIssue, PlanIssueCode } from '#model/platform/plan.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { declarationOf, someServices } from '../../stacks/plan/arbitrary-declaration.ts';

const issue = (parts: Partial<PlanIssue>): PlanIssue => ({
  code: 'not-redundant',
  severity: 'notice',
  subject: 'group:gis/app',
  at: { file: 'services/gis.yaml', pointer: '/servers/0', line: 12 },
  found: 'one server',
  expected: 'servers in two failure domains, as the service level promises',
  hint: 'raise `count` to 2',
  ...parts,
});

/** What is found is an address or a list of environments, which is the same in every language. */
const bareFound: readonly PlanIssueCode[] = ['address-outside-subnet', 'zone-shared-by-environments'];

describe('an issue of the plan', () => {
  it('is said in both languages, with what it names kept', () => {
    expect(sayIssue(issue({}))).toEqual({
      title: { sv: 'Klarar inte bortfall', en: 'Does not stand a loss' },
      found: { sv: 'en server', en: 'one server' },
      expected: {
        sv: 'servrar i två skilda delar av platsen, som servicenivån lovar',
        en: 'servers in two failure domains, as the service level promises',
      },
      hint: { sv: 'höj `count` till 2', en: 'raise `count` to 2' },
    });
    const zone = issue({ found: 'no server zone of the technical platform for class 4' });
    expect(sayIssue(zone).found.sv).toBe('ingen serverzon på den tekniska plattformen för klass 4');
    const taken = issue({ found: 'the name `app-1`, which a/app/1 and b/app/1 has too' });
    expect(sayIssue(taken).found.sv).toBe('namnet `app-1`, som även a/app/1 och b/app/1 har');
  });

  it('stands in English rather than not at all where a phrase is new', () => {
    expect(sayIssue(issue({ found: 'something new' })).found).toEqual({
      sv: 'something new',
      en: 'something new',
    });
    expect(sayIssue(issue({ hint: null })).hint).toBeNull();
  });

  it('has a Swedish phrase for everything that a plan says', () => {
    const codes = new Set<PlanIssueCode>();
    fc.assert(
      fc.property(someServices.map(declarationOf), (declaration) => {
        for (const each of planPlatform(declaration, { environment: 'produktion' }).issues) {
          codes.add(each.code);
          const { found, expected, hint } = sayIssue(each);
          if (!bareFound.includes(each.code)) expect(found.sv, each.found).not.toBe(found.en);
          expect(expected.sv, each.expected).not.toBe(expected.en);
          if (hint !== null) expect(hint.sv, hint.en).not.toBe(hint.en);
        }
      }),
      { numRuns: 150 },
    );
    expect(codes.size).toBeGreaterThanOrEqual(9);
  });
});
