import { describe, expect, it } from 'vitest';
import { noDuplicates } from '#policies/controls/gv-17-no-duplicates.ts';
import { buildDeclaration, buildService, type DeclarationParts } from '../../builders/declaration.ts';
import { exemption } from './exemption.ts';
import { judge } from './judge.ts';

type Parts = NonNullable<Parameters<typeof buildService>[0]>;

/** Statuses of service a and service b, both in use for everybody with one capability unless said. */
function pair(a: Parts, b: Parts, other: DeclarationParts = {}) {
  const base: Parts = { capability: 'ekonomi' };
  const services = [
    buildService({ id: 'a', name: 'Alfa', ...base, ...a }),
    buildService({ id: 'b', name: 'Beta', ...base, ...b }),
  ];
  return judge(
    noDuplicates,
    buildDeclaration({
      organisation: {
        organisation: { id: 'namnden', name: 'Nämnden', kind: 'joint-body', fictional: true },
        municipalities: [
          { id: 'norr', name: 'Norr', sharePercent: 50 },
          { id: 'soder', name: 'Söder', sharePercent: 50 },
        ],
        environments: [
          { id: 'produktion', name: 'Produktion', production: true },
          { id: 'test', name: 'Test', production: false },
        ],
      },
      services,
      ...other,
    }),
  );
}
const statuses = (results: ReturnType<typeof pair>) => results.map(({ status }) => status);

describe('GV-17', () => {
  it('is met for services of different capability, and shows which it is', () => {
    expect(pair({}, { capability: 'personal' })).toMatchObject([
      { status: 'met', evidence: [{ text: { sv: 'Förmåga: ekonomi' }, source: 'services/a.yaml' }] },
      { status: 'met' },
    ]);
  });

  it('is a finding for both of two in use, naming the other', () => {
    expect(pair({}, {})).toMatchObject([
      {
        status: 'finding',
        severity: 'low',
        message: { sv: 'Samma förmåga ges också av Beta, och ingen av dem är under avveckling.' },
      },
      { status: 'finding', message: { sv: expect.stringContaining('Alfa') } },
    ]);
  });

  it.each<[string, Parts, Parts, readonly string[]]>([
    ['one that is being retired', {}, { stage: 'retiring' }, ['met', 'met']],
    ['one that is ordered beside one in use', {}, { stage: 'ordered' }, ['finding', 'finding']],
    ['one that is ordered for one that goes', { stage: 'retiring' }, { stage: 'ordered' }, ['met', 'met']],
    ['a mere proposal', {}, { stage: 'proposed' }, ['met']],
    ['two members with one each', { consumers: ['norr'] }, { consumers: ['soder'] }, ['met', 'met']],
    [
      'two that share a member',
      { consumers: ['norr'] },
      { consumers: ['norr', 'soder'] },
      ['finding', 'finding'],
    ],
    ['one for everybody beside one for a member', {}, { consumers: ['soder'] }, ['finding', 'finding']],
    ['a trial in the test environment', {}, { environments: ['test'] }, ['met', 'met']],
    [
      'two in production of which one is tested as well',
      {},
      { environments: ['produktion', 'test'] },
      ['finding', 'finding'],
    ],
  ])('judges %s', (_, a, b, expected) => {
    expect(statuses(pair(a, b))).toEqual(expected);
  });

  it('finds two that stay although a third is being retired', () => {
    const services = (['in-use', 'in-use', 'retiring'] as const).map((stage, at) =>
      buildService({ id: `s${at}`, stage, capability: 'ekonomi' }),
    );
    expect(statuses(judge(noDuplicates, buildDeclaration({ services })))).toEqual([
      'finding',
      'finding',
      'met',
    ]);
  });

  it('tells members of a joint body of each other', () => {
    const [a] = pair({ consumers: ['norr'] }, { consumers: ['soder'] });
    expect(a?.evidence.map(({ text }) => text.sv)).toContain('Beta ger samma förmåga åt andra');
  });

  it('finds two of one common area though they say they do different things', () => {
    const areas = [{ id: 'ekonomi', name: 'Ekonomi', standard: 'Alfa', services: ['a', 'b'] }];
    expect(pair({}, { capability: 'fakturor' }, { standards: { areas } })).toMatchObject([
      {
        status: 'finding',
        message: { sv: 'Området Ekonomi har också Beta; där ska det finnas en gemensam standard.' },
      },
      { status: 'finding' },
    ]);
    expect(
      statuses(pair({}, { capability: 'fakturor', stage: 'retiring' }, { standards: { areas } })),
    ).toEqual(['met', 'met']);
  });

  it('allows several where the organisation wants them', () => {
    const { organisation } = buildDeclaration();
    expect(
      pair(
        {},
        {},
        { organisation: { ...organisation, controls: { 'GV-17': { severalAllowed: ['ekonomi'] } } } },
      ),
    ).toMatchObject([
      { status: 'met', message: { sv: 'Organisationen tillåter flera lösningar för ekonomi.' } },
      { status: 'met' },
    ]);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-17', until, 'service:a')];
    expect(statuses(pair({}, {}, { exemptions }))).toEqual([status, 'finding']);
  });
});
