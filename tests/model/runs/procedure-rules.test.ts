import { describe, expect, it } from 'vitest';
import { type ProcedureRule, rulesOfProcedure } from '#model/runs/procedure-rules.ts';
import type { RolloutRule } from '#model/runs/run-plan.ts';

const base = {
  change: 'normal',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: { batches: [1], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
} as const satisfies Parameters<typeof rulesOfProcedure>[0];
const roleName = (role: string) => (role === 'it-chef' ? 'IT-chef' : role);
const said = (rules: readonly ProcedureRule[], name: string) =>
  rules.find((rule) => rule.name.sv === name)?.says;
const rollout = (parts: Partial<RolloutRule>) =>
  rulesOfProcedure({ ...base, rollout: { ...base.rollout, ...parts } }, roleName);

describe('the rules of a procedure in plain words', () => {
  it('name the role as people do, how many approve, and for how long', () => {
    const rules = rulesOfProcedure(base, roleName);
    expect(said(rules, 'Godkänns av')).toEqual({
      sv: 'en person i rollen IT-chef, inte den som begär',
      en: 'one person in the role IT-chef, not who asks',
    });
    expect(said(rules, 'Godkännandet gäller')?.sv).toBe('24 timmar');
    const two = {
      ...base,
      approve: { ...base.approve, approvers: 2, notRequester: false, validFor: '1h' },
    } as const;
    expect(said(rulesOfProcedure(two, roleName), 'Godkänns av')?.sv).toBe('två personer i rollen IT-chef');
    expect(said(rulesOfProcedure(two, roleName), 'Godkännandet gäller')?.sv).toBe('1 timme');
    const owner = { ...base, approve: { ...base.approve, role: 'owner' } };
    expect(said(rulesOfProcedure(owner, roleName), 'Godkänns av')?.sv).toBe(
      'systemägaren för varje tjänst som berörs, inte den som begär',
    );
  });

  it('tell the batches, the wait between them and how they grow', () => {
    expect(said(rollout({}), 'Omgångar')?.sv).toBe('en server åt gången');
    expect(said(rollout({ batches: [1, '10%', '25%'], soak: '5m' }), 'Omgångar')).toEqual({
      sv: 'en server, sedan 10\u00a0%, sedan 25\u00a0% åt gången; 5 minuter mellan omgångarna',
      en: 'one server, then 10%, then 25% at a time; 5 minutes between the batches',
    });
    expect(said(rollout({ batches: ['100%'] }), 'Omgångar')?.sv).toBe('alla på en gång');
    expect(said(rollout({ batches: [2], ramp: 16 }), 'Omgångar')?.sv).toBe(
      '2 servrar åt gången, dubblat upp till 16',
    );
  });

  it('tell when it stops, and when it may run', () => {
    expect(said(rollout({}), 'Stannar')?.sv).toBe('så snart en server misslyckas');
    expect(said(rollout({ maxFail: 3 }), 'Stannar')?.sv).toBe('när fler än 3 servrar har misslyckats');
    expect(said(rollout({ maxFail: '5%' }), 'Stannar')?.sv).toBe(
      'när fler än 5\u00a0% av servrarna har misslyckats',
    );
    expect(said(rollout({ maxFail: '100%' }), 'Stannar')?.sv).toContain('inte');
    expect(said(rollout({ window: 'maintenance' }), 'När')?.sv).toBe('inom servrarnas underhållsfönster');
    expect(said(rulesOfProcedure({ ...base, change: 'emergency' }, roleName), 'När')?.sv).toBe(
      'när som helst',
    );
  });
});
