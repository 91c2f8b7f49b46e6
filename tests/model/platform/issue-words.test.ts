import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayIssue } from '#model/platform/issue-words.ts';
import type { PlanIssueCode } from '#model/platform/plan.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { declarationOf, someServices } from '../../stacks/plan/arbitrary-declaration.ts';

/** What is found is an address or a list of environments, which is the same in every language. */
const bareFound: readonly PlanIssueCode[] = ['address-outside-subnet', 'zone-shared-by-environments'];

describe('an issue of the plan', () => {
  it('has a title, and says everything in Swedish and in English', () => {
    const codes = new Set<PlanIssueCode>();
    fc.assert(
      fc.property(someServices.map(declarationOf), (declaration) => {
        for (const issue of planPlatform(declaration, { environment: 'produktion' }).issues) {
          codes.add(issue.code);
          const { title, found, expected, hint } = sayIssue(issue);
          expect(title.sv).not.toBe(title.en);
          if (!bareFound.includes(issue.code)) expect(found.sv, found.en).not.toBe(found.en);
          expect(expected.sv).not.toBe(expected.en);
          if (hint !== null) expect(hint.sv).not.toBe(hint.en);
        }
      }),
      { numRuns: 150 },
    );
    expect(codes.size).toBeGreaterThanOrEqual(9);
  });
});
