import { describe, expect, it } from 'vitest';
import { stateOfServer } from '#agents/collector/figures/server-state.ts';
import { stateOfService, statesOfServices } from '#agents/collector/figures/service-state.ts';
import type { ServerPulse } from '#agents/collector/store/store.ts';
import { buildService } from '../../../builders/declaration.ts';
import { testNow } from '../../../builders/fleet.ts';

const ago = (minutes: number): Date => new Date(testNow.getTime() - minutes * 60_000);
const server = (lastReportAt: Date | null, more: Partial<ServerPulse> = {}): ServerPulse => ({
  id: 'a',
  name: 'a',
  serviceIds: ['tjanst'],
  enrolledAt: lastReportAt === null ? null : ago(100_000),
  lastReportAt,
  intervalSeconds: 3600,
  bootedAt: null,
  changedAt: null,
  fullestMount: null,
  fullestPercent: null,
  ...more,
});
const stateOf = (one: ServerPulse) => stateOfServer(one, testNow);

describe('the state of a server', () => {
  it('is reporting within its interval and the minutes that reports are spread over', () => {
    expect([0, 60, 69].map((minutes) => stateOf(server(ago(minutes))))).toEqual(Array(3).fill('reporting'));
  });

  it('is late once a report is overdue, and silent once two have been missed', () => {
    expect(stateOf(server(ago(71)))).toBe('late');
    expect(stateOf(server(ago(119)))).toBe('late');
    expect(stateOf(server(ago(120)))).toBe('silent');
  });

  it('follows the interval that is declared', () => {
    expect(stateOf(server(ago(300), { intervalSeconds: 86_400 }))).toBe('reporting');
    expect(stateOf(server(ago(31), { intervalSeconds: 900 }))).toBe('silent');
  });

  it('counts from the enrolment where no report has come, and is unmeasured without an agent', () => {
    expect(stateOf(server(null, { enrolledAt: ago(300) }))).toBe('silent');
    expect(stateOf(server(null))).toBe('unmeasured');
  });
});

describe('the state of a service', () => {
  it('is never told from servers that nobody hears', () => {
    expect(stateOfService([server(null)], 2, testNow)).toEqual({
      kind: 'unmeasured',
      since: null,
      servers: 2,
      measured: 0,
      silent: 0,
    });
    expect(stateOfService([], 0, testNow).kind).toBe('unmeasured');
  });

  it('is silent since the last of its servers was heard of', () => {
    expect(stateOfService([server(ago(500)), server(ago(200)), server(null)], 3, testNow)).toMatchObject({
      kind: 'silent',
      since: ago(200),
      measured: 2,
      silent: 2,
    });
  });

  it('is partly silent where others report, late where one is overdue, else reporting', () => {
    expect(stateOfService([server(ago(500)), server(ago(5))], 2, testNow)).toMatchObject({
      kind: 'partly-silent',
      since: ago(500),
      silent: 1,
    });
    expect(stateOfService([server(ago(90)), server(ago(5))], 2, testNow)).toMatchObject({
      kind: 'late',
      since: ago(90),
    });
    expect(stateOfService([server(ago(9)), server(ago(5))], 2, testNow)).toMatchObject({
      kind: 'reporting',
      since: ago(5),
    });
  });

  it('is told for each service by the servers that carry it, one server carrying several', () => {
    const services = [buildService({ id: 'a' }), buildService({ id: 'b' }), buildService({ id: 'c' })];
    const states = statesOfServices(services, [server(ago(300), { serviceIds: ['a', 'b', 'x'] })], testNow);
    expect([...states].map(([id, { kind }]) => [id, kind])).toEqual([
      ['a', 'silent'],
      ['b', 'silent'],
      ['c', 'unmeasured'],
    ]);
  });
});
