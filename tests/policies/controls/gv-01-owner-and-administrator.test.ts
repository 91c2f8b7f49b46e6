import { describe, expect, it } from 'vitest';
import { ownerAndAdministrator } from '#policies/controls/gv-01-owner-and-administrator.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { judge, judgeOne } from './judge.ts';

const exemption = {
  control: 'GV-01',
  subject: 'service:tjanst',
  owner: 'role:chef',
  reason: 'Rekrytering pågår.',
  from: '2026-06-01',
  decision: 'KS-2026-3',
};

describe('GV-01', () => {
  it('is met with an owner and an administrator whose roles somebody holds', () => {
    const result = judgeOne(
      ownerAndAdministrator,
      buildDeclaration({ lines: { 'services/tjanst.yaml': { '/owner': 7, '/administrators/0': 9 } } }),
    );
    expect(result.status).toBe('met');
    expect(result.evidence.map(({ text, source }) => [text.sv, source])).toEqual([
      ['Systemägare: Förvaltningschef', 'services/tjanst.yaml:7'],
      ['Systemförvaltare: Systemförvaltare', 'services/tjanst.yaml:9'],
    ]);
  });

  it.each([
    ['no owner', { owner: null }, 'high', 'Ingen systemägare är utsedd.'],
    ['no administrator', { administrators: [] }, 'high', 'Ingen systemförvaltare är utsedd.'],
    ['an owner role without holder', { owner: 'role:vakant' }, 'high', 'Rollen Vakant har ingen innehavare.'],
    [
      'an administrator role without holder',
      { administrators: ['role:vakant'] },
      'high',
      'Rollen Vakant har ingen innehavare.',
    ],
    [
      'one person in both roles',
      { administrators: ['role:chef'] },
      'medium',
      'Systemägaren är också den enda systemförvaltaren, så ingen annan kan ta över.',
    ],
    [
      'one person in both roles, once by role and once by id',
      { administrators: ['directory:1'] },
      'medium',
      'Systemägaren är också den enda systemförvaltaren, så ingen annan kan ta över.',
    ],
  ])('is a finding with %s', (_, parts, severity, message) => {
    const result = judgeOne(ownerAndAdministrator, buildDeclaration({ services: [buildService(parts)] }));
    expect(result).toMatchObject({ status: 'finding', severity, message: { sv: message } });
  });

  it('says everything that is wrong, the worst first', () => {
    const service = buildService({ owner: null, administrators: [] });
    expect(judgeOne(ownerAndAdministrator, buildDeclaration({ services: [service] })).message.sv).toBe(
      'Ingen systemägare är utsedd. Ingen systemförvaltare är utsedd.',
    );
  });

  it('is met where the owner is one of two administrators', () => {
    const service = buildService({ administrators: ['role:chef', 'role:forvaltare'] });
    expect(judgeOne(ownerAndAdministrator, buildDeclaration({ services: [service] })).status).toBe('met');
  });

  it('lets a one-person administration say so', () => {
    const declaration = buildDeclaration({
      services: [buildService({ administrators: ['role:chef'] })],
      organisation: { controls: { 'GV-01': { separatePersons: false } } },
    });
    expect(judgeOne(ownerAndAdministrator, declaration).status).toBe('met');
  });

  it('counts administrators against the number the organisation asks for', () => {
    const declaration = buildDeclaration({ organisation: { controls: { 'GV-01': { administrators: 2 } } } });
    expect(judgeOne(ownerAndAdministrator, declaration)).toMatchObject({
      status: 'finding',
      message: { sv: '1 systemförvaltare är utsedda; det ska vara minst 2.' },
    });
  });

  it('does not judge a service that is only proposed', () => {
    const service = buildService({ stage: 'proposed', owner: null });
    expect(judge(ownerAndAdministrator, buildDeclaration({ services: [service] }))).toEqual([]);
  });

  it('is exempt until the last day of the exemption', () => {
    const declaration = buildDeclaration({
      services: [buildService({ owner: null })],
      exemptions: [{ ...exemption, until: '2026-11-24' }],
    });
    expect(judgeOne(ownerAndAdministrator, declaration)).toMatchObject({
      status: 'exempt',
      exemption: { until: '2026-11-24', expired: false },
    });
  });

  it('is a finding again the day after, and says why', () => {
    const declaration = buildDeclaration({
      services: [buildService({ owner: null })],
      exemptions: [{ ...exemption, until: '2026-11-23' }],
    });
    expect(judgeOne(ownerAndAdministrator, declaration)).toMatchObject({
      status: 'finding',
      message: { sv: 'Ingen systemägare är utsedd. Undantaget gick ut 2026-11-23.' },
      exemption: { expired: true },
    });
  });
});
