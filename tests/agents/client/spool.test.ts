import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashSections, type ReportParts } from '#agents/client/report.ts';
import { addToSpool, recallSpooled } from '#agents/client/spool.ts';
import type { Section } from '#model/report/section.ts';
import type { Sections } from '#model/report/sections.ts';

const section = (data: unknown, collectedAt = '2026-11-24T12:00:00.000Z'): Section => ({
  status: 'ok',
  collectedAt,
  tookMs: 1,
  source: 'test',
  data,
});
const parts = (sections: Record<string, Section>): ReportParts => ({
  profile: 'staff',
  sections: hashSections(sections as Sections),
  cost: { wallMs: 0, cpuMs: 0, maxRssBytes: 0, childrenCpuMs: null, childrenMaxRssBytes: null },
  missedReports: 0,
});

describe('the spool', () => {
  it('keeps the latest state of each section and counts the missed reports', () => {
    const first = addToSpool(null, parts({ memory: section(1), disks: section('a') }), {}).spool;
    const { spool, dropped } = addToSpool(first, parts({ memory: section(2) }), {});
    expect(spool.missedReports).toBe(2);
    expect(spool.sections['memory']?.data).toBe(2);
    expect(spool.sections['disks']?.data).toBe('a');
    expect(dropped).toEqual([]);
  });

  it('keeps nothing that the collector has', () => {
    const both = parts({ memory: section(1), disks: section('a') });
    const acknowledged = { memory: both.sections['memory']?.hash ?? '' };
    expect(Object.keys(addToSpool(null, both, acknowledged).spool.sections)).toEqual(['disks']);
  });

  it('drops the oldest section first and says which', () => {
    const old = section('x'.repeat(100), '2026-11-24T08:00:00.000Z');
    const young = section('y'.repeat(100), '2026-11-24T12:00:00.000Z');
    const { spool, dropped } = addToSpool(null, parts({ disks: old, memory: young }), {}, 428);
    expect(dropped).toEqual(['disks']);
    expect(Object.keys(spool.sections)).toEqual(['memory']);
  });

  it('never grows above its limit, however many reports are missed', () => {
    const limit = 4000;
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.string({ maxLength: 3000 })), {
          maxLength: 8,
        }),
        (runs) => {
          let spool: ReturnType<typeof addToSpool>['spool'] | null = null;
          for (const [at, texts] of runs.entries()) {
            const collectedAt = new Date(Date.UTC(2026, 10, 24, at)).toISOString();
            const sections = Object.fromEntries(
              Object.entries(texts).map(([name, text]) => [name, section(text, collectedAt)]),
            );
            spool = addToSpool(spool, parts(sections), {}, limit).spool;
          }
          return spool === null || Buffer.byteLength(JSON.stringify(spool)) <= limit;
        },
      ),
    );
  });

  it('does not carry readings over to another profile', () => {
    const first = addToSpool(null, parts({ software: section('all') }), {}).spool;
    const { spool } = addToSpool(first, { ...parts({ memory: section(1) }), profile: 'pupil' }, {});
    expect(Object.keys(spool.sections)).toEqual(['memory']);
    expect(spool.missedReports).toBe(2);
  });
});

describe('a section that timed out', () => {
  const timedOut: Section = {
    status: 'timeout',
    collectedAt: '2026-11-24T13:00:00.000Z',
    tookMs: 60_000,
    source: 'test',
    reason: 'no answer within 60 s',
  };
  const { spool } = addToSpool(null, parts({ memory: section(7, '2026-11-24T11:00:00.000Z') }), {});

  it('is filled in from an unsent reading, told as partial with its true age and the reason', () => {
    const { memory } = recallSpooled({ memory: timedOut } as Sections, spool, 'staff');
    expect(memory).toEqual({
      status: 'partial',
      collectedAt: '2026-11-24T11:00:00.000Z',
      tookMs: 1,
      source: 'test',
      reason: 'reading from before the timeout: no answer within 60 s',
      data: 7,
    });
  });

  it.each([
    ['nothing was spooled', null, 'staff' as const],
    ['the profile is another', spool, 'pupil' as const],
  ])('stays a timeout where %s', (_why, spooled, profile) => {
    expect(recallSpooled({ memory: timedOut } as Sections, spooled, profile)).toEqual({ memory: timedOut });
  });

  it('does not touch a section that was denied: that is the state of today', () => {
    const denied = { ...timedOut, status: 'denied' } as Section;
    expect(recallSpooled({ memory: denied } as Sections, spool, 'staff')).toEqual({ memory: denied });
  });
});
