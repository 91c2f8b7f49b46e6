import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Service } from '#model/declaration/service.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { minutesPerWeekOf, parseHours, touchesHours, weekdays } from '#stacks/plan/service-hours.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf, someServices } from './arbitrary-declaration.ts';

const plan = (services: readonly Service[]) =>
  planPlatform(declarationOf(services), { environment: 'produktion' });
const windowsOf = (services: readonly Service[]) => plan(services).maintenance;

const app = (count = 1) => [{ role: 'app', count, size: 'small', image: 'debian-13' }];
const office = { runsOn: 'hall', serviceLevel: { class: 'silver' }, servers: app() };
const always = { runsOn: 'hall', serviceLevel: { class: 'guld' }, servers: app(3) };

describe('agreed hours', () => {
  it('are read as spans of a week', () => {
    expect(parseHours('mon-tue 07:00-18:00')).toEqual([
      { from: 420, to: 1080 },
      { from: 1860, to: 2520 },
    ]);
    expect(parseHours('sat-mon 00:00-24:00').map(({ from }) => from)).toEqual([7200, 8640, 0]);
    expect(minutesPerWeekOf('24/7')).toBe(10_080);
    expect(minutesPerWeekOf('mon-fri 07:00-18:00')).toBe(3300);
  });

  it('are touched by a span that runs from Sunday into Monday', () => {
    expect(touchesHours('mon-mon 00:30-02:00', 10_080 - 60, 90)).toBe(false);
    expect(touchesHours('mon-mon 00:30-02:00', 10_080 - 60, 91)).toBe(true);
  });

  it('are not touched by what begins in the minute they end', () => {
    expect(touchesHours('mon-mon 00:30-02:00', 119, 60)).toBe(true);
    expect(touchesHours('mon-mon 00:30-02:00', 120, 60)).toBe(false);
  });
});

describe('a maintenance window', () => {
  it('lies outside the agreed hours, or says that it does not', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const { maintenance, groups } = plan(services);
        for (const window of maintenance) {
          const group = groups.find(({ servers }) => servers.some(({ key }) => key === window.server));
          const service = services.find(({ id }) => id === group?.service);
          const hours = service?.serviceLevel?.class === 'silver' ? 'mon-fri 07:00-18:00' : '24/7';
          const [hour = 0, minute = 0] = window.from.split(':').map(Number);
          const days = window.weekday === null ? weekdays : [window.weekday];
          const touches = days.some((day) =>
            touchesHours(hours, weekdays.indexOf(day) * 1440 + hour * 60 + minute, window.minutes),
          );
          expect(touches).toBe(window.withinServiceHours);
        }
      }),
    );
  });

  it('is a night before a working day for office hours', () => {
    const [window] = windowsOf([buildService(office)]);
    expect(window).toMatchObject({ every: 'week', from: '20:00', minutes: 120, withinServiceHours: false });
    expect(['mon', 'tue', 'wed', 'thu']).toContain(window?.weekday);
  });

  it('is at two in the night where the hours never end, which it says', () => {
    const [window] = windowsOf([buildService(always)]);
    expect(window).toMatchObject({ from: '02:00', withinServiceHours: true });
    expect(['tue', 'wed', 'thu', 'fri']).toContain(window?.weekday);
  });

  it('comes every night for what is reached from the internet', () => {
    const flows = [{ from: 'internet', to: 'app', port: 443, authenticated: true }];
    expect(windowsOf([buildService({ ...office, flows })])[0]).toMatchObject({ every: 'day', weekday: null });
  });
});

describe('patch waves', () => {
  it('never take all peers of a group at once', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const { maintenance, groups } = plan(services);
        const waves = new Map(maintenance.map(({ server, wave }) => [server, wave]));
        for (const { servers } of groups) {
          const used = new Set(servers.map(({ key }) => waves.get(key)));
          expect(used.size).toBe(Math.min(servers.length, 2));
        }
      }),
    );
  });

  it('begin with what nothing depends on and is not essential', () => {
    const waves = windowsOf([
      buildService({ ...office, id: 'arkiv', dependsOn: ['bas'] }),
      buildService({ ...office, id: 'bas' }),
      buildService({ ...office, id: 'vard', essential: true }),
    ]).map(({ server, wave }) => [server, wave]);
    expect(waves).toEqual([
      ['arkiv/app/1', 1],
      ['bas/app/1', 2],
      ['vard/app/1', 2],
    ]);
  });
});
