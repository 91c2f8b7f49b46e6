import { describe, expect, test } from 'vitest';
import type { AzureSettings } from '#model/declaration/platform-site.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import { refuseToApply } from '#stacks/engine/refuse-to-apply.ts';
import type { DeclaredStack } from '#stacks/engine/render-stack.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildDeclaration } from '../../builders/declaration.ts';
import { buildRendering } from './rendering.ts';

const issue: PlanIssue = {
  code: 'address-conflict',
  severity: 'blocking',
  subject: 'server:gis/app/1',
  at: { file: 'services/gis.yaml', pointer: '/servers/0', line: 12 },
  found: { sv: '10.1.0.9', en: '10.1.0.9' },
  expected: { sv: 'en egen adress', en: 'an address of its own' },
  hint: null,
};

function stackOn(
  kind: 'kubernetes' | 'azure',
  { issues = [], azure }: { issues?: readonly PlanIssue[]; azure?: Partial<AzureSettings> } = {},
): DeclaredStack {
  const declaration = buildDeclaration({
    organisation: {
      platformSites: [{ id: 'kluster', name: 'Platsen', kind, ...(azure === undefined ? {} : { azure }) }],
    },
  });
  return {
    declaration,
    plan: { ...planPlatform(declaration, { environment: 'produktion' }), issues },
    rendering: { ...buildRendering([]), target: kind },
  };
}

describe('a stack that shall be applied', () => {
  test('is applied where nothing blocks the plan', () => {
    expect(() => refuseToApply(stackOn('kubernetes'))).not.toThrow();
    expect(() =>
      refuseToApply(stackOn('kubernetes', { issues: [{ ...issue, severity: 'notice' }] })),
    ).not.toThrow();
  });

  test('is refused while something blocks the plan, which is named with its place', () => {
    expect(() => refuseToApply(stackOn('kubernetes', { issues: [issue] }))).toThrow(
      expect.objectContaining({
        code: 'engine/plan-blocked',
        message: expect.stringContaining('services/gis.yaml:12 server:gis/app/1 address-conflict'),
      }),
    );
  });

  test('is refused in a subscription that nobody has named', () => {
    expect(() => refuseToApply(stackOn('azure'))).toThrow(
      expect.objectContaining({ code: 'engine/no-subscription' }),
    );
    expect(() => refuseToApply(stackOn('azure', { azure: { location: 'swedencentral' } }))).toThrow(
      expect.objectContaining({ code: 'engine/no-subscription' }),
    );
    const subscription = '11111111-2222-3333-4444-555555555555';
    expect(() => refuseToApply(stackOn('azure', { azure: { subscription } }))).not.toThrow();
  });
});
