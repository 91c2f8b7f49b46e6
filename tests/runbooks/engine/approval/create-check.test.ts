import { describe, expect, it } from 'vitest';
import type { SignedApproval } from '#runbooks/engine/approval/approval.ts';
import { createApprovalCheck } from '#runbooks/engine/approval/create-check.ts';
import { roleHolders } from '#runbooks/engine/approval/role-holders.ts';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import type { RunPlan } from '#runbooks/engine/plan/run-plan.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import { newKey, trustIn } from './people.ts';

const keys = { 'directory:1': newKey(), 'directory:2': newKey(), 'directory:9': newKey() };
const declaration = buildDeclaration({
  services: [
    buildService({ id: 'castor', owner: 'role:chef' }),
    buildService({ id: 'treserva', owner: 'directory:9' }),
    buildService({ id: 'vakans', owner: 'role:vakant' }),
  ],
});
const plan = {
  schemaVersion: 1,
  procedure: 'patch-servers',
  requestedBy: 'directory:2',
  change: 'normal',
  hosts: [{ host: 'castor-app-1', service: 'castor', outcome: 'changes', note: null, steps: [] }],
  batches: [['castor-app-1']],
  approve: { role: 'chef', approvers: 1, notRequester: true, validFor: '4h' },
  affected: { services: ['castor', 'treserva'], dependents: [], users: {} },
  plannedAt: '2026-11-25T20:00:00.000Z',
} as unknown as RunPlan;
const at = new Date('2026-11-25T20:30:00Z');

const approve = (approver: keyof typeof keys, role: string, of = plan): SignedApproval =>
  signApproval(
    {
      run: 'prov',
      planHash: planHash(of),
      change: of.change,
      approver,
      role,
      reason: '',
      at,
      validFor: '4h',
    },
    keys[approver],
  );
const check = (of: RunPlan, ...given: readonly SignedApproval[]) =>
  createApprovalCheck({ run: 'prov', declaration, trust: trustIn(keys), approvals: async () => given })(
    of,
    planHash(of),
    at,
  );

describe('who may approve', () => {
  it('is the holder of a role, or the owner of each service', () => {
    expect(roleHolders(declaration, 'chef', [])).toEqual([{ of: 'chef', persons: ['directory:1'] }]);
    expect(roleHolders(declaration, 'okänd', [])).toEqual([{ of: 'okänd', persons: [] }]);
    expect(roleHolders(declaration, 'owner', ['castor', 'treserva', 'vakans', 'okänd'])).toEqual([
      { of: 'castor', persons: ['directory:1'] },
      { of: 'treserva', persons: ['directory:9'] },
      { of: 'vakans', persons: [] },
      { of: 'okänd', persons: [] },
    ]);
  });
});

describe('the check before a run', () => {
  it('gives the journal the approvals that count, and no others', async () => {
    const counts = approve('directory:1', 'chef');
    expect(await check(plan, approve('directory:9', 'chef'), counts)).toEqual({
      kind: 'approved',
      by: ['directory:1'],
      validUntil: new Date('2026-11-26T00:30:00Z'),
      record: [counts],
    });
  });

  it('says in words why a plan is not approved', async () => {
    expect(await check(plan)).toEqual({
      kind: 'refused',
      reason: { sv: 'ingen har godkänt den.', en: 'nobody has approved it.' },
    });
    expect(await check(plan, approve('directory:2', 'chef'))).toMatchObject({
      reason: {
        sv: 'godkännandet av directory:2 är givet av den som själv begär ändringen; så många till behövs: 1; ingen har godkänt för: chef.',
      },
    });
  });

  it('is void when anything in the plan changes, whatever it is', async () => {
    const given = approve('directory:1', 'chef');
    const changes: readonly Partial<RunPlan>[] = [
      { batches: [] },
      { requestedBy: 'directory:9' },
      { parameters: { reboot: 'never' } },
      { change: 'standard' },
      { environment: 'test' },
      { approve: { ...plan.approve, validFor: '5h' } },
      { affected: { ...plan.affected, services: ['castor'] } },
    ];
    for (const change of changes) {
      expect((await check({ ...plan, ...change }, given)).kind, JSON.stringify(change)).toBe('refused');
    }
    expect((await check(plan, given)).kind).toBe('approved');
  });

  it('hears the owner of each service', async () => {
    const owned = { ...plan, approve: { ...plan.approve, role: 'owner' } };
    const one = approve('directory:1', 'owner', owned);
    expect(await check(owned, one)).toMatchObject({
      kind: 'refused',
      reason: { en: 'nobody has approved for: treserva.' },
    });
    expect((await check(owned, one, approve('directory:9', 'owner', owned))).kind).toBe('approved');
  });
});
