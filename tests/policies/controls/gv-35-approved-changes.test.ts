import { describe, expect, it } from 'vitest';
import { approvedChanges } from '#policies/controls/gv-35-approved-changes.ts';
import { buildService } from '../../builders/declaration.ts';
import { filed } from './filed.ts';
import { type Made, made } from './made.ts';
import { buildExemption, buildPlatform, judgePlanned } from './planned.ts';

function judge(changes: readonly Made[], level = 2, until?: string) {
  const service = buildService({ classification: { k: level, r: 1, t: 1, decision: 'KS-2026-1' } });
  const exemptions = until === undefined ? [] : [buildExemption('GV-35', until)];
  const declaration = buildPlatform({ services: [service], exemptions });
  return judgePlanned(approvedChanges, declaration, { evidence: filed('change', ...changes.map(made)) });
}

describe('GV-35', () => {
  it('is met by changes that somebody else approved, and claims nothing of what nobody noticed', () => {
    const result = judge([{}, { origin: 'apply' }]);
    expect(result.status).toBe('met');
    expect(result.message.sv).toBe(
      'Alla 2 kända ändringar de senaste 90 dagarna var godkända. Vad som kan ha ändrats utan att märkas är inte mätt.',
    );
    expect(result.evidence).toHaveLength(2);
  });

  it('is not measured where no change is known, or none within the time', () => {
    expect(judge([]).status).toBe('not-measured');
    expect(judge([{ days: 91 }]).status).toBe('not-measured');
    expect(judge([{ services: ['annan'] }]).status).toBe('not-measured');
  });

  it.each<[string, Made]>([
    ['made by hand', { origin: 'manual', reference: null, planHash: null, approvedBy: [] }],
    ['without an approved plan', { planHash: null }],
    ['that nobody approved', { approvedBy: [] }],
    ['that only who asked for it approved', { approvedBy: ['directory:1'] }],
    ['in an emergency, not looked back at in time', { change: 'emergency', days: 6 }],
    [
      'in an emergency, looked back at by who made it',
      { change: 'emergency', review: { by: 'directory:1', at: '2026-11-23T10:00:00Z' } },
    ],
  ])('is a finding with a change %s, beside any number of good ones', (_, change) => {
    expect(judge([{}, change, {}])).toMatchObject({ status: 'finding', severity: 'high' });
  });

  it.each<[string, Made, number]>([
    [
      'a standard change that who asked for it approved',
      { change: 'standard', approvedBy: ['directory:1'] },
      2,
    ],
    ['one that who asked for it approved, in class 1', { approvedBy: ['directory:1'] }, 1],
    [
      'an emergency that is not yet due to be looked back at',
      { change: 'emergency', days: 4, planHash: null },
      2,
    ],
    [
      'an emergency that somebody else looked back at',
      { change: 'emergency', days: 30, review: { by: 'directory:9', at: '2026-11-01T10:00:00Z' } },
      2,
    ],
  ])('takes %s', (_, change, level) => {
    expect(judge([change], level).status).toBe('met');
  });

  it('is not measured where a journal does not hold: neither its good nor its bad changes count', () => {
    expect(judge([{}, { verified: false }]).status).toBe('not-measured');
    expect(judge([{ origin: 'manual', verified: false }]).status).toBe('not-measured');
  });

  it('may be exempt, until the exemption ends', () => {
    expect(judge([{ approvedBy: [] }], 2, '2027-01-01').status).toBe('exempt');
    expect(judge([{ approvedBy: [] }], 2, '2026-11-23').status).toBe('finding');
  });
});
