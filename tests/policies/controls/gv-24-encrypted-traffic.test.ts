import { describe, expect, it } from 'vitest';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { encryptedTraffic } from '#policies/controls/gv-24-encrypted-traffic.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildService } from '../../builders/declaration.ts';
import { testNow } from '../../builders/fleet.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

type Certificates = PlatformPlan['certificates'];
type ServiceParts = Parameters<typeof buildRunning>[0];
const judge = (parts: ServiceParts, lines = {}) =>
  judgePlanned(encryptedTraffic, buildPlatform({ services: [buildRunning(parts)], lines }));
const open = (port: number, parts: object = {}) => ({
  from: 'internet',
  to: 'app',
  port,
  authenticated: true,
  ...parts,
});
const publicService = (flows: ReturnType<typeof open>[]) => judge({ platform: 'public', flows });

describe('GV-24', () => {
  it('is met with https and a certificate in the plan, and claims nothing of the one in use', () => {
    const result = judge({}, { 'services/tjanst.yaml': { '/checks/0': 31 } });
    expect(result).toMatchObject({ status: 'met', severity: 'high' });
    expect(result.message.sv).toContain('Certifikaten som används är inte mätta.');
    expect(result.evidence).toMatchObject([
      {
        text: { sv: 'tjanst.example: intern utfärdare, förnyas av oss' },
        source: 'services/tjanst.yaml:31',
      },
    ]);
  });

  it('is run in part only, since nobody has brought evidence of the certificates in use', () => {
    const declaration = buildPlatform();
    const { notRun } = evaluateControls({
      controls: [encryptedTraffic],
      declaration,
      plan: planPlatform(declaration, { environment: 'produktion' }),
      fleet: null,
      now: testNow,
    });
    expect(notRun).toEqual([{ control: 'GV-24', missing: ['resources', 'evidence'], partly: true }]);
  });

  it('is met where the public reaches https, with a certificate that everybody trusts', () => {
    const result = publicService([open(443)]);
    expect(result.status).toBe('met');
    expect(result.evidence.map(({ text }) => text.sv)).toEqual([
      'Öppen från internet: tcp/443',
      'tjanst.example: publik utfärdare, förnyas av oss',
    ]);
  });

  it('says that the supplier renews the certificate of what the supplier runs', () => {
    const bought = buildService({
      hosting: 'cloud',
      checks: [{ url: 'https://kopt.example/', every: '5m' }],
    });
    expect(judgePlanned(encryptedTraffic, buildPlatform({ services: [bought] }))).toMatchObject({
      status: 'met',
      evidence: [{ text: { sv: 'kopt.example: publik utfärdare, förnyas av leverantören' } }],
    });
  });

  it.each([80, 8080, 21, 23])('is a finding where the internet reaches port %i', (port) => {
    expect(publicService([open(443), open(port)])).toMatchObject({
      status: 'finding',
      severity: 'high',
      message: { sv: `Internet når tjänsten på tcp/${port}, som brukar vara okrypterad.` },
    });
  });

  it('is not measured on a port that says nothing of encryption, unless the flow does', () => {
    expect(publicService([open(25)])).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Internet når tjänsten på tcp/25, och det står inte om trafiken är krypterad.' },
    });
    expect(publicService([open(25, { by: 'krav på TLS' })]).status).toBe('met');
    expect(publicService([open(25, { by: 'lösenord' })]).status).toBe('not-measured');
  });

  it('follows the ports the organisation knows', () => {
    const declaration = buildPlatform({
      services: [buildRunning({ platform: 'public', flows: [open(8080), open(9443)] })],
      organisation: { controls: { 'GV-24': { plainPorts: [80], encryptedPorts: [8080, 9443] } } },
    });
    expect(judgePlanned(encryptedTraffic, declaration).status).toBe('met');
  });

  it.each([
    ['from inside', { flows: [] }, 'medium'],
    ['from the internet', { platform: 'public', flows: [open(80)] }, 'high'],
  ] as const)('is a finding where a name is checked with http and reached %s', (_, parts, severity) => {
    const result = judge({
      ...parts,
      flows: [...parts.flows],
      checks: [{ url: 'http://tjanst.example/', every: '5m' }],
    });
    expect(result).toMatchObject({ status: 'finding', severity });
    expect(result.message.sv).toContain('tjanst.example kontrolleras med http, alltså okrypterat.');
  });

  it('is a finding where the public reaches a service without a host name', () => {
    expect(judge({ platform: 'public', flows: [open(443)], checks: [] })).toMatchObject({
      status: 'finding',
      severity: 'medium',
    });
  });

  it.each<[string, (certificates: Certificates) => Certificates, string]>([
    ['no certificate', () => [], 'tjanst.example har inget certifikat i planen.'],
    [
      'one that only we trust',
      (certificates) => certificates.map((one) => ({ ...one, issuer: 'internal' })),
      'tjanst.example nås från internet, men dess certifikat har en intern utfärdare som andra inte litar på.',
    ],
  ])('is a finding where the plan has %s for a name', (_, change, message) => {
    const declaration = buildPlatform({
      services: [buildRunning({ platform: 'public', flows: [open(443)] })],
    });
    const result = judgePlanned(encryptedTraffic, declaration, {
      change: (plan) => ({ ...plan, certificates: change(plan.certificates) }),
    });
    expect(result).toMatchObject({ status: 'finding', message: { sv: message } });
  });

  it('judges built services that are checked or reached from the internet', () => {
    const declaration = buildPlatform({
      services: [
        buildRunning({ id: 'inre', checks: [] }),
        buildRunning({ id: 'forslag', stage: 'proposed' }),
        buildRunning({ id: 'sedd' }),
      ],
    });
    expect([...judgeAll(encryptedTraffic, declaration).keys()]).toEqual(['service:sedd']);
  });

  it.each([
    ['certificates', 'tjanst.example tjanst'],
    ['names', 'tjanst.example tjanst 443'],
  ] as const)('is a finding where resources mean other %s', (part, key) => {
    const differences = [{ part, key, kind: 'missing' as const }];
    const result = judgePlanned(encryptedTraffic, buildPlatform(), { differences });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain(`${key} finns i planen men inte bland resurserna`);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildPlatform({
      services: [buildRunning({ checks: [{ url: 'http://tjanst.example/', every: '5m' }] })],
      exemptions: [buildExemption('GV-24', until)],
    });
    expect(judgePlanned(encryptedTraffic, declaration).status).toBe(status);
  });
});
