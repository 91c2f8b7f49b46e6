import { describe, expect, it } from 'vitest';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { SectionData } from '#model/report/sections.ts';
import { declaredPorts } from '#policies/controls/gv-23-declared-ports.ts';
import { buildDevice, buildSections, daysAgo, emptySection, okSection } from '../../builders/fleet.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

type Listener = SectionData['listening-ports']['ports'][number];

const listener = (parts: Partial<Listener> = {}): Listener => ({
  protocol: 'tcp',
  address: '0.0.0.0',
  port: 443,
  program: 'nginx',
  ...parts,
});
const server = (ports: readonly Listener[], parts: Partial<FleetDevice> = {}) =>
  buildDevice({
    id: 'd',
    declaredAs: 'tjanst-app-1',
    serviceIds: ['tjanst'],
    sections: buildSections({ 'listening-ports': okSection({ ports: [...ports] }) }),
    ...parts,
  });
const incomplete = (ports: readonly Listener[]) =>
  buildSections({
    'listening-ports': {
      status: 'partial',
      collectedAt: daysAgo(0.1).toISOString(),
      tookMs: 1,
      source: 'test',
      reason: 'not root',
      data: { ports: [...ports] },
    },
  });
const judge = (device: FleetDevice, declaration = buildPlatform()) =>
  judgePlanned(declaredPorts, declaration, { devices: [device] }, 'device:d');

describe('GV-23', () => {
  it('is met where every listener is a port that a flow leads to', () => {
    const declaration = buildPlatform({ lines: { 'services/tjanst.yaml': { '/flows/0': 20 } } });
    const result = judge(server([listener(), listener({ address: '::' })]), declaration);
    expect(result.status).toBe('met');
    expect(result.evidence.map(({ text, source }) => [text.sv, source])).toEqual([
      ['Öppen: tcp/443 från role:personal', 'services/tjanst.yaml:20'],
      ['2 portar lyssnar, 0 av dem odeklarerade', 'listening-ports'],
    ]);
  });

  it('is met where nothing listens, and takes no account of loopback', () => {
    expect(judge(server([])).status).toBe('met');
    const local = ['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1'];
    expect(judge(server(local.map((address) => listener({ address, port: 9000 })))).status).toBe('met');
  });

  it.each([
    ['a port no flow leads to', { port: 8080 }, 'tcp/8080 (nginx)'],
    [
      'the declared port of another server of the service',
      { port: 5432, program: 'postgres' },
      'tcp/5432 (postgres)',
    ],
    ['the declared port by another protocol', { protocol: 'udp', program: null }, 'udp/443'],
  ] as const)('is a finding with %s', (_, parts, name) => {
    expect(judge(server([listener(), listener(parts)]))).toMatchObject({
      status: 'finding',
      severity: 'high',
      message: { sv: `Lyssnar på ${name}, som inget deklarerat flöde leder till.` },
    });
  });

  it('names each port once, five of many', () => {
    const ports = [1, 1, 2, 3, 4, 5, 6, 7].map((port) => listener({ port, program: null }));
    expect(judge(server(ports)).message.sv).toBe(
      'Lyssnar på tcp/1, tcp/2, tcp/3, tcp/4, tcp/5 och 2 till, som inget deklarerat flöde leder till.',
    );
  });

  it('lets the organisation allow ports on every server', () => {
    const declaration = buildPlatform({
      organisation: { controls: { 'GV-23': { allowed: [{ port: 22 }] } } },
    });
    expect(judge(server([listener({ port: 22 })]), declaration).status).toBe('met');
    expect(judge(server([listener({ port: 22, protocol: 'udp' })]), declaration).status).toBe('finding');
  });

  it.each([
    ['no section', buildSections()],
    ['a source that was denied', buildSections({ 'listening-ports': emptySection('denied') })],
    ['an old reading', buildSections({ 'listening-ports': okSection({ ports: [] }, daysAgo(15)) })],
    ['an incomplete reading', incomplete([])],
  ])('is not measured with %s', (_, sections) => {
    expect(judge(server([], { sections })).status).toBe('not-measured');
  });

  it('is a finding for what an incomplete reading does show', () => {
    const sections = incomplete([listener({ port: 23 })]);
    expect(judge(server([], { sections })).status).toBe('finding');
  });

  it('judges servers of built services only', () => {
    const declaration = buildPlatform({
      services: [buildRunning(), buildRunning({ id: 'forslag', stage: 'proposed' })],
    });
    const devices = [
      server([]),
      server([], { id: 'e', declaredAs: 'forslag-app-1', serviceIds: ['forslag'] }),
      server([], { id: 'f', declaredAs: 'dator' }),
      server([], { id: 'g', declaredAs: null }),
    ];
    expect([...judgeAll(declaredPorts, declaration, { devices }).keys()]).toEqual(['device:d']);
  });

  it('gives one device the same verdict alone as among others', () => {
    const devices = [server([listener({ port: 23 })]), server([], { id: 'e', declaredAs: 'tjanst-db-1' })];
    const together = judgeAll(declaredPorts, buildPlatform(), { devices });
    for (const device of devices) {
      const alone = judgeAll(declaredPorts, buildPlatform(), { devices: [device] });
      expect(alone.get(`device:${device.id}`)).toEqual(together.get(`device:${device.id}`));
    }
  });

  it('cannot say whether it applies to the server of a service without a class', () => {
    const declaration = buildPlatform({ services: [buildRunning({ classification: null })] });
    expect(judge(server([listener({ port: 23 })]), declaration).status).toBe('not-measured');
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildPlatform({
      exemptions: [buildExemption('GV-23', until, 'device:tjanst-app-1')],
    });
    expect(judge(server([listener({ port: 23 })]), declaration).status).toBe(status);
  });
});
