import { describe, expect, it } from 'vitest';
import { loggingAndTime } from '#policies/controls/gv-33-logging-and-time.ts';
import { buildDecision, buildService, type DeclarationParts } from '../../builders/declaration.ts';
import { buildDevice } from '../../builders/fleet.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

const logging = {
  service: 'loggar',
  retention: 'KS-2026-4',
  tamperProtected: true,
  timeSources: [{ server: 'ntp.se', traceable: true }],
};
const store = (parts: Parameters<typeof buildRunning>[0] = {}) =>
  buildService({
    id: 'loggar',
    name: 'Loggarkivet',
    platform: 'technical',
    runsOn: 'hall',
    classification: { k: 2, r: 2, t: 2, decision: 'KS-2026-1' },
    servers: [{ role: 'arkiv', size: 'small', image: 'debian-13', zone: 'hantering' }],
    flows: [{ from: 'zone:adm', to: 'arkiv', port: 6514, authenticated: true }],
    ...parts,
  });

/** The platform with a log store that the administrative zone reaches; `null` leaves the statement out. */
function build(parts: Partial<typeof logging> | null = {}, others: DeclarationParts = {}) {
  return buildPlatform({
    services: [buildRunning(), store()],
    decisions: [
      buildDecision(),
      buildDecision({ id: 'KS-2026-2', kind: 'service-level' }),
      buildDecision({ id: 'KS-2026-3', kind: 'exemption' }),
      buildDecision({ id: 'KS-2026-4', kind: 'retention' }),
    ],
    ...others,
    organisation: {
      ...(parts === null ? {} : { logging: { ...logging, ...parts } }),
      ...others.organisation,
    },
  });
}
const judge = (parts: Partial<typeof logging> | null = {}, others: DeclarationParts = {}) =>
  judgePlanned(loggingAndTime, build(parts, others));

describe('GV-33', () => {
  it('is met with a protected store that the zone reaches and a traceable clock', () => {
    const lines = {
      'grundval.yaml': { '/logging': 30, '/logging/timeSources/0': 34 },
      'services/loggar.yaml': { '/flows/0': 22 },
    };
    const result = judge({}, { lines });
    expect(result).toMatchObject({ status: 'met', severity: 'high' });
    expect(result.message.sv).toContain('Om de kommer fram mäts på servrarna.');
    expect(result.evidence.map(({ text, source }) => [text.sv, source])).toEqual([
      ['Loggarna samlas i Loggarkivet, skyddade mot ändring', 'grundval.yaml:30'],
      ['Tidskälla: ntp.se, spårbar', 'grundval.yaml:34'],
      [expect.stringMatching(/^Beslut KS-2026-4/), 'decisions.yaml'],
      ['app: loggar från zone:adm får skickas på tcp/6514', 'services/loggar.yaml:22'],
      ['db: loggar från zone:adm får skickas på tcp/6514', 'services/loggar.yaml:22'],
    ]);
  });

  it.each([
    [
      'nothing declared',
      null,
      'high',
      'Vart loggarna skickas och var tiden kommer ifrån är inte deklarerat.',
    ],
    [
      'a store that can be changed',
      { tamperProtected: false },
      'high',
      'Loggarkivet är inte skyddat mot ändring av den som sköter källan.',
    ],
    [
      'no traceable clock',
      { timeSources: [{ server: 'tid.example', traceable: false }] },
      'medium',
      'Ingen tidskälla som är spårbar till svensk normaltid är deklarerad.',
    ],
    [
      'no decision on how long logs are kept',
      { retention: 'KS-2026-1' },
      'medium',
      'Hur länge loggarna sparas är inte beslutat: Beslut KS-2026-1 gäller informationsklassning, inte gallring.',
    ],
  ])('is a finding with %s', (_, parts, severity, message) => {
    expect(judge(parts)).toMatchObject({ status: 'finding', severity, message: { sv: message } });
  });

  it.each([
    ['no flow', []],
    ['a flow on another port', [{ from: 'zone:adm', to: 'arkiv', port: 443, authenticated: true }]],
    ['a flow from another zone', [{ from: 'zone:teknik', to: 'arkiv', port: 6514, authenticated: true }]],
  ])('is a finding with %s to the store', (_, flows) => {
    const result = judge({}, { services: [buildRunning(), store({ flows })] });
    expect(result).toMatchObject({
      status: 'finding',
      severity: 'high',
      message: {
        sv: 'Inget flöde låter app skicka loggar till Loggarkivet. Inget flöde låter db skicka loggar till Loggarkivet.',
      },
    });
  });

  it('takes a flow from the servers themselves, and the ports the organisation uses', () => {
    const flows = ['service:tjanst/app', 'service:tjanst/db'].map((from) => ({
      from,
      to: 'arkiv',
      port: 5044,
      authenticated: true,
    }));
    const services = [buildRunning(), store({ flows })];
    expect(judge({}, { services }).status).toBe('finding');
    const organisation = { controls: { 'GV-33': { ports: [5044] } } };
    expect(judge({}, { services, organisation }).status).toBe('met');
  });

  it('is a finding of less weight where the store stands in the zone of the source', () => {
    const near = store({
      platform: 'administrative',
      servers: [{ role: 'arkiv', size: 'small', image: 'debian-13' }],
    });
    expect(judge({}, { services: [buildRunning(), near] })).toMatchObject({
      status: 'finding',
      severity: 'medium',
    });
    // Its own logs it may keep.
    const results = judgeAll(loggingAndTime, build({}, { services: [buildRunning(), near] }));
    expect(results.get('service:loggar')?.status).toBe('met');
  });

  it('is a finding where the store is only proposed', () => {
    const result = judge({}, { services: [buildRunning(), store({ stage: 'proposed' })] });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain('Loggarkivet ska samla loggarna, men är inte byggd.');
  });

  it('is not measured where the store belongs to another environment', () => {
    const environments = [
      { id: 'produktion', name: 'Produktion', production: true },
      { id: 'prov', name: 'Prov', production: false },
    ];
    const services = [buildRunning(), store({ environments: ['prov'], flows: [] })];
    expect(judge({}, { services, organisation: { environments } })).toMatchObject({
      status: 'not-measured',
    });
  });

  it('lets a platform that makes resources send its own logs', () => {
    const platformSites = [{ id: 'hall', name: 'Klustret', kind: 'kubernetes' as const }];
    const result = judge(
      {},
      { services: [buildRunning(), store({ flows: [] })], organisation: { platformSites } },
    );
    expect(result.status).toBe('met');
    expect(result.evidence.at(-1)?.text.sv).toBe('db: loggarna skickas av plattformen Klustret');
  });

  it('is a finding where resources do not keep the logs', () => {
    const differences = [
      {
        part: 'monitoring',
        key: 'tjanst',
        kind: 'changed',
        field: 'logsKept',
        expected: 'true',
        found: 'false',
      },
    ] as const;
    const result = judgePlanned(loggingAndTime, build(), { differences });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain('Övervakningen tjanst: `logsKept` är false hos resursen');
  });

  it('is not measured on a server, and judges no other device', () => {
    const devices = [
      buildDevice({ id: 'd', declaredAs: 'tjanst-app-1', serviceIds: ['tjanst'] }),
      buildDevice({ id: 'e', declaredAs: 'dator', serviceIds: ['tjanst'] }),
    ];
    const results = judgeAll(loggingAndTime, build(), { devices });
    expect([...results.keys()]).toEqual(['device:d', 'service:loggar', 'service:tjanst']);
    expect(results.get('device:d')?.status).toBe('not-measured');
  });

  it('judges built services with servers', () => {
    const services = [
      store(),
      buildRunning({ id: 'forslag', stage: 'proposed' }),
      buildService({ id: 'kopt', hosting: 'cloud', classification: { k: 2, r: 2, t: 2 } }),
    ];
    expect([...judgeAll(loggingAndTime, build({}, { services })).keys()]).toEqual(['service:loggar']);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    expect(judge(null, { exemptions: [buildExemption('GV-33', until)] }).status).toBe(status);
  });
});
