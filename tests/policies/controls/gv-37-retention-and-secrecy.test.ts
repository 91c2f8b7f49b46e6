import { describe, expect, it } from 'vitest';
import type { Service } from '#model/declaration/service.ts';
import { retentionAndSecrecyDecided } from '#policies/controls/gv-37-retention-and-secrecy.ts';
import {
  buildDecision,
  buildDeclaration,
  buildService,
  type DeclarationParts,
} from '../../builders/declaration.ts';
import { exemption } from './exemption.ts';
import { judge, judgeOne } from './judge.ts';

type Information = Service['information'][number];
type Parts = NonNullable<Parameters<typeof buildService>[0]>;

const journal: Information = {
  type: 'patientjournal',
  personalData: 'sensitive',
  keep: '10y',
  retention: 'KS-2026-4',
  secrecy: 'OSL 25 kap. 1 §',
};
const map: Information = {
  type: 'karta',
  personalData: 'none',
  keep: 'forever',
  retention: 'KS-2026-4',
  secrecy: 'none',
};

function declare(information: readonly Information[], service: Parts = {}, other: DeclarationParts = {}) {
  return buildDeclaration({
    services: [buildService({ information: [...information], ...service })],
    decisions: [
      buildDecision({ kind: 'classification' }),
      buildDecision({ id: 'KS-2026-2', kind: 'service-level' }),
      buildDecision({ id: 'KS-2026-4', kind: 'retention' }),
      buildDecision({ id: 'KS-2026-5', kind: 'retention', validUntil: '2026-11-23' }),
    ],
    ...other,
  });
}
function without(information: Information, ...fields: readonly (keyof Information)[]): Information {
  const kept = Object.entries(information).filter(([field]) => !fields.includes(field as keyof Information));
  return Object.fromEntries(kept) as Information;
}

describe('GV-37', () => {
  it('is met where all is stated, and shows each data set and the decision once', () => {
    const lines = { 'services/tjanst.yaml': { '/information/0': 15, '/information/1': 16 } };
    expect(judgeOne(retentionAndSecrecyDecided, declare([journal, map], {}, { lines }))).toMatchObject({
      status: 'met',
      evidence: [
        { source: 'services/tjanst.yaml:15', text: { sv: 'patientjournal: 10 år, OSL 25 kap. 1 §' } },
        { source: 'services/tjanst.yaml:16', text: { sv: 'karta: bevaras, ingen sekretess' } },
        { source: 'decisions.yaml', attestation: 'self-declared' },
      ],
    });
  });

  it.each([
    ['no decision', without(map, 'retention'), 'karta: Beslut om gallring saknas.'],
    [
      'a decision whose time has run out',
      { ...map, retention: 'KS-2026-5' },
      'karta: Beslut KS-2026-5 gällde till och med 2026-11-23.',
    ],
    [
      'a decision on something else',
      { ...map, retention: 'KS-2026-2' },
      'karta: Beslut KS-2026-2 gäller servicenivå, inte gallring.',
    ],
    [
      'sensitive data and no word of secrecy',
      without(journal, 'secrecy'),
      'patientjournal: uppgifterna är känsliga, men det är inte angivet vilken sekretess som gäller.',
    ],
  ])('is a finding with %s', (_, information, message) => {
    expect(judgeOne(retentionAndSecrecyDecided, declare([information]))).toMatchObject({
      status: 'finding',
      severity: 'medium',
      message: { sv: message },
    });
  });

  it.each([
    [
      'a time that nobody states',
      [without(map, 'keep')],
      'karta: hur länge uppgifterna sparas är inte angivet.',
    ],
    [
      'secrecy that nobody has considered',
      [without(map, 'secrecy')],
      'karta: om sekretess gäller är inte angivet.',
    ],
    ['no data listed', [], 'Vilka uppgifter tjänsten håller är inte angivet.'],
  ])('is not measured with %s', (_, information, message) => {
    expect(judgeOne(retentionAndSecrecyDecided, declare(information))).toMatchObject({
      status: 'not-measured',
      message: { sv: message },
    });
  });

  it('says what is wrong rather than what is unknown, and names every data set it is wrong with', () => {
    const result = judgeOne(
      retentionAndSecrecyDecided,
      declare([without(journal, 'retention'), without(map, 'retention', 'secrecy')]),
    );
    expect(result.message.sv).toBe(
      'patientjournal: Beslut om gallring saknas. karta: Beslut om gallring saknas.',
    );
  });

  it('takes the word of whoever finds that no secrecy applies, and shows it', () => {
    const result = judgeOne(retentionAndSecrecyDecided, declare([{ ...journal, secrecy: 'none' }]));
    expect(result).toMatchObject({
      status: 'met',
      evidence: [{ text: { sv: 'patientjournal: 10 år, ingen sekretess' } }, {}],
    });
  });

  it.each([
    ['ordered', 1],
    ['retiring', 1],
    ['proposed', 0],
  ] as const)('judges a service that is %s %i time', (stage, count) => {
    expect(judge(retentionAndSecrecyDecided, declare([map], { stage }))).toHaveLength(count);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-37', until)];
    const declaration = declare([without(map, 'retention')], {}, { exemptions });
    expect(judgeOne(retentionAndSecrecyDecided, declaration).status).toBe(status);
  });
});
