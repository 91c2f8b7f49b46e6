import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#model/report/canonical-json.ts';
import type { Approval, SignedApproval } from '#runbooks/engine/approval/approval.ts';
import { type ApprovalRequest, signApproval } from '#runbooks/engine/approval/sign.ts';
import { type ApprovalNeed, judgeApprovals } from '#runbooks/engine/approval/verify.ts';
import { newKey, trustIn } from './people.ts';

const people = { asa: newKey(), bo: newKey(), cia: newKey() };
type Person = keyof typeof people;
const persons = Object.keys(people) as readonly Person[];
const trust = trustIn(people);
const planHash = '1f'.repeat(32);
const at = new Date('2026-11-25T20:00:00Z');

const request = (approver: string, more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  run: 'prov',
  planHash,
  change: 'normal',
  approver,
  role: 'driftansvarig',
  reason: 'Planen läst',
  at,
  validFor: '4h',
  ...more,
});
const approve = (approver: Person, more: Partial<ApprovalRequest> = {}) =>
  signApproval(request(approver, more), people[approver]);

const need = (more: Partial<ApprovalNeed> = {}): ApprovalNeed => ({
  run: 'prov',
  planHash,
  change: 'normal',
  requestedBy: 'asa',
  rule: { role: 'driftansvarig', approvers: 1, notRequester: true, validFor: '4h' },
  holders: [{ of: 'driftansvarig', persons: ['asa', 'bo', 'cia'] }],
  at: new Date('2026-11-25T21:00:00Z'),
  ...more,
});
const verdict = (signed: SignedApproval, more: Partial<ApprovalNeed> = {}) =>
  judgeApprovals(need(more), [signed], trust).verdicts[0];

describe('an approval', () => {
  it('counts where everything fits, and says until when', () => {
    expect(judgeApprovals(need(), [approve('bo')], trust)).toEqual({
      approved: true,
      verdicts: ['counts'],
      approvers: ['bo'],
      missingApprovers: 0,
      missingGroups: [],
      validUntil: new Date('2026-11-26T00:00:00Z'),
    });
  });

  it('does not count for each thing that does not fit', () => {
    expect(verdict(approve('bo', { planHash: '2e'.repeat(32) }))).toBe('other-plan');
    expect(verdict(approve('bo', { change: 'standard' }))).toBe('other-change');
    expect(verdict(approve('bo', { role: 'it-chef' }))).toBe('other-role');
    expect(verdict(approve('bo', { at: new Date('2026-11-25T21:06:00Z') }))).toBe('not-yet');
    expect(verdict(approve('bo'), { at: new Date('2026-11-26T00:00:01Z') })).toBe('expired');
    expect(verdict(approve('bo', { validFor: '5h' }))).toBe('longer-than-allowed');
    expect(verdict(approve('asa'))).toBe('requester');
    expect(verdict(approve('bo'), { run: 'prov-igen' })).toBe('other-run');
    const nobody = [{ of: 'driftansvarig', persons: ['cia'] }];
    expect(verdict(approve('bo'), { holders: nobody })).toBe('role-not-held');
    expect(verdict(signApproval(request('bo'), newKey()))).toBe('unknown-key');
    expect(verdict(signApproval(request('bo'), people.asa))).toBe('key-of-another');
    const early = new Date('2025-12-31T23:59:59Z');
    expect(verdict(approve('bo', { at: early }), { at: early })).toBe('key-not-valid');
    const signed = approve('bo');
    const edited = { ...signed, approval: { ...signed.approval, reason: 'Annat skäl' } };
    expect(verdict(edited)).toBe('forged');
  });

  it('is refused to who asks, however the directory id is written', () => {
    for (const requestedBy of ['asa', 'ASA', ' asa', 'ａｓａ']) {
      expect(verdict(approve('asa'), { requestedBy })).toBe('requester');
    }
  });

  it('may be given by who asks only where the rule says so', () => {
    const rule = { ...need().rule, notRequester: false };
    expect(judgeApprovals(need({ rule }), [approve('asa')], trust).approved).toBe(true);
  });

  it('must come from two people where two are asked for', () => {
    const rule = { ...need().rule, approvers: 2 } as const;
    const twice = judgeApprovals(need({ rule }), [approve('bo'), approve('bo', { reason: 'igen' })], trust);
    expect(twice).toMatchObject({
      approved: false,
      verdicts: ['counts', 'same-person'],
      missingApprovers: 1,
    });
    expect(judgeApprovals(need({ rule }), [approve('bo'), approve('cia')], trust).approved).toBe(true);
    expect(judgeApprovals(need({ rule }), [approve('bo'), approve('asa')], trust).approved).toBe(false);
  });

  it('must come from the owner of each service, where owners approve', () => {
    const rule = { ...need().rule, role: 'owner' };
    const holders = [
      { of: 'castor', persons: ['bo'] },
      { of: 'treserva', persons: ['cia'] },
    ];
    const owner = { role: 'owner' };
    expect(judgeApprovals(need({ rule, holders }), [approve('bo', owner)], trust)).toMatchObject({
      approved: false,
      missingGroups: ['treserva'],
    });
    const both = [approve('bo', owner), approve('cia', owner)];
    expect(judgeApprovals(need({ rule, holders }), both, trust).approved).toBe(true);
  });

  it('is never enough where nobody holds the role', () => {
    expect(judgeApprovals(need({ holders: [] }), [approve('bo')], trust).approved).toBe(false);
    const empty = [{ of: 'driftansvarig', persons: [] }];
    expect(judgeApprovals(need({ holders: empty }), [approve('bo')], trust).approved).toBe(false);
  });
});

/** Everybody either says nothing, or approves in one of the roles. */
const roles = ['driftansvarig', 'it-chef'] as const;
type Role = (typeof roles)[number];
const says = [null, ...roles] as const;
const choices = <Item>(count: number, items: readonly Item[]): readonly (readonly Item[])[] =>
  count === 0 ? [[]] : choices(count - 1, items).flatMap((rest) => items.map((item) => [...rest, item]));

describe('the whole role matrix', () => {
  it('lets nobody approve alone what they ask for, and nothing be used once the plan has changed', () => {
    const signed = new Map<string, SignedApproval>(
      persons.flatMap((person) =>
        roles.map((role) => [`${person} ${role}`, approve(person, { role })] as const),
      ),
    );
    const changed = '2e'.repeat(32);
    let cases = 0;
    let approvedCases = 0;
    let selfApprovals = 0;
    let usableAfterChange = 0;
    // Which person holds which role: all 64 ways.
    for (const held of choices(6, [false, true])) {
      const holds = (person: Person, role: Role) =>
        held[persons.indexOf(person) * roles.length + roles.indexOf(role)] === true;
      for (const requestedBy of persons) {
        for (const role of roles) {
          const holders = [{ of: role, persons: persons.filter((person) => holds(person, role)) }];
          for (const approvers of [1, 2] as const) {
            for (const notRequester of [true, false]) {
              const rule = { role, approvers, notRequester, validFor: '4h' };
              for (const said of choices(3, says)) {
                const given = persons.flatMap(
                  (person, index) => signed.get(`${person} ${said[index]}`) ?? [],
                );
                const judged = judgeApprovals(need({ requestedBy, rule, holders }), given, trust);
                const right = persons.filter(
                  (person, index) =>
                    said[index] === role && holds(person, role) && !(notRequester && person === requestedBy),
                );
                cases += 1;
                if (judged.approved) approvedCases += 1;
                if (judged.approved !== right.length >= approvers) {
                  expect.fail(JSON.stringify({ held, requestedBy, rule, said, judged }));
                }
                if (notRequester && judged.approvers.includes(requestedBy)) selfApprovals += 1;
                if (judged.approved && notRequester && right.every((person) => person === requestedBy)) {
                  selfApprovals += 1;
                }
                const after = judgeApprovals(
                  need({ requestedBy, rule, holders, planHash: changed }),
                  given,
                  trust,
                );
                if (after.approved || after.approvers.length > 0) usableAfterChange += 1;
              }
            }
          }
        }
      }
    }
    process.stdout.write(
      `role matrix: ${cases} cases, ${approvedCases} approved, ${selfApprovals} self-approvals, ` +
        `${usableAfterChange} approvals usable after a change\n`,
    );
    expect(cases).toBe(64 * 3 * 2 * 2 * 2 * 27);
    expect(approvedCases).toBeGreaterThan(1000);
    expect({ selfApprovals, usableAfterChange }).toEqual({ selfApprovals: 0, usableAfterChange: 0 });
  });

  it('lets no field of an approval be another one after signing', () => {
    const signed = approve('bo');
    const arbitrary: { readonly [Field in keyof Approval]: fc.Arbitrary<Approval[Field]> } = {
      schemaVersion: fc.constant(1),
      run: fc.constantFrom('prov', 'prov-igen'),
      planHash: fc.constantFrom(planHash, '2e'.repeat(32)),
      change: fc.constantFrom('standard', 'normal', 'emergency'),
      approver: fc.constantFrom('asa', 'bo', 'cia', 'dan'),
      role: fc.constantFrom('driftansvarig', 'it-chef'),
      at: fc.constantFrom('2026-11-25T20:00:00.000Z', '2026-11-25T20:30:00.000Z'),
      validUntil: fc.constantFrom('2026-11-26T00:00:00.000Z', '2026-11-26T00:10:00.000Z'),
      reason: fc.constantFrom('Planen läst', 'planen läst'),
    };
    fc.assert(
      fc.property(fc.record(arbitrary), (approval) => {
        const judged = judgeApprovals(need(), [{ ...signed, approval }], trust);
        expect(judged.approved).toBe(canonicalJson(approval) === canonicalJson(signed.approval));
      }),
      { numRuns: 2000, examples: [[signed.approval]] },
    );
  });
});
