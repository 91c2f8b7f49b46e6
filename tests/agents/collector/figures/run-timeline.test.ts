import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostState, RunHost } from '#agents/collector/figures/run-hosts.ts';
import { timelineLanes, timelineTicks } from '#agents/collector/figures/run-timeline.ts';

const began = new Date('2026-11-24T01:00:00.000Z');
const host = (index: number, batch: number, state: HostState, seconds: number | null): RunHost => ({
  host: `h${index}`,
  service: null,
  batch,
  state,
  note: null,
  span:
    seconds === null
      ? null
      : {
          host: `h${index}`,
          from: new Date(began.getTime() + seconds * 1000),
          to: new Date(began.getTime() + (seconds + 5) * 1000),
          steps: 1,
          step: null,
        },
});

describe('the lines of a timeline', () => {
  it('are hosts where they are few, each from its first entry to its newest', () => {
    expect(timelineLanes([host(1, 1, 'changed', 2), host(2, 2, 'waiting', null)], began)).toEqual([
      { host: 'h1', batch: 1, hosts: 1, state: 'changed', span: { from: 2000, to: 7000 } },
      { host: 'h2', batch: 2, hosts: 1, state: 'waiting', span: null },
    ]);
  });

  it('are batches where hosts are many, each as bad as its worst host', () => {
    const hosts = Array.from({ length: 60 }, (_, index) =>
      host(index, index < 20 ? 1 : 2, index === 7 ? 'failed' : 'changed', index),
    );
    expect(timelineLanes(hosts, began)).toEqual([
      { host: null, batch: 1, hosts: 20, state: 'failed', span: { from: 0, to: 24_000 } },
      { host: null, batch: 2, hosts: 40, state: 'changed', span: { from: 20_000, to: 64_000 } },
    ]);
  });

  it('leave no host out', () => {
    const states = fc.constantFrom<HostState>('changed', 'failed', 'working', 'waiting', 'unknown');
    const hosts = fc.array(fc.tuple(states, fc.integer({ min: 1, max: 9 })), { maxLength: 300 });
    fc.assert(
      fc.property(hosts, (some) => {
        const all = some.map(([state, batch], index) => host(index, batch, state, null));
        const lanes = timelineLanes(all, began);
        expect(lanes.reduce((sum, lane) => sum + lane.hosts, 0)).toBe(all.length);
      }),
    );
  });
});

describe('the moments of a timeline', () => {
  it('are few, within the run, and whole by the clock', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 * 86_400_000 }), fc.nat({ max: 86_400_000 }), (length, start) => {
        const from = new Date(began.getTime() + start);
        const to = new Date(from.getTime() + length);
        const ticks = timelineTicks(from, to);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const tick of ticks) {
          expect(tick >= from && tick <= to).toBe(true);
          expect(tick.getTime() % 1000).toBe(0);
        }
      }),
    );
  });

  it('are those that one would choose', () => {
    const ticks = timelineTicks(began, new Date('2026-11-24T01:25:00.000Z'));
    expect(ticks.map((tick) => tick.toISOString().slice(11, 16))).toEqual([
      '01:00',
      '01:05',
      '01:10',
      '01:15',
      '01:20',
      '01:25',
    ]);
  });
});
