import { describe, expect, it } from 'vitest';
import { type KnownSection, planSections } from '#agents/collector/reports/plan-sections.ts';
import type { ReportedSection } from '#model/report/report.ts';
import type { Section } from '#model/report/section.ts';
import { sectionHash } from '#model/report/section-hash.ts';
import { emptySection, okSection, testNow } from '../../../builders/fleet.ts';

const memory = okSection({ totalBytes: 8_000_000_000, swapBytes: 0 });

function reported(section: Section, withData = true): ReportedSection {
  const { data, ...envelope } = 'data' in section ? section : { ...section, data: undefined };
  const hash = sectionHash(section);
  return data !== undefined && withData ? { envelope, hash, data } : { envelope, hash };
}

function known(section: Section, more: Partial<KnownSection> = {}): ReadonlyMap<string, KnownSection> {
  return new Map([
    [
      'memory',
      {
        hash: sectionHash(section),
        status: section.status,
        collectedAt: new Date(section.collectedAt),
        isRefused: false,
        ...more,
      },
    ],
  ]);
}

const plan = (
  before: ReadonlyMap<string, KnownSection>,
  section: ReportedSection,
  profile: 'server' | 'pupil' = 'server',
  name = 'memory',
) => planSections(before, { [name]: section }, profile, testNow)[0];

describe('a section of a report', () => {
  it('with data is stored, whether it was known or not', () => {
    expect(plan(new Map(), reported(memory))).toMatchObject({
      kind: 'store',
      data: { totalBytes: 8_000_000_000 },
    });
    expect(plan(known(memory), reported(memory))).toMatchObject({ kind: 'store' });
  });

  it('without data only has its age renewed where the collector has the same', () => {
    expect(plan(known(memory), reported(memory, false))).toMatchObject({ kind: 'touch' });
  });

  it('without data is asked for where the collector has none, another, or could not take it', () => {
    expect(plan(new Map(), reported(memory, false))).toEqual({ kind: 'want', name: 'memory' });
    const other = okSection({ totalBytes: 1, swapBytes: 0 });
    expect(plan(known(other), reported(memory, false))).toEqual({ kind: 'want', name: 'memory' });
    expect(plan(known(memory, { isRefused: true }), reported(memory, false))).toEqual({
      kind: 'want',
      name: 'memory',
    });
  });

  it('that could not be read is kept as such and not asked for', () => {
    expect(plan(known(memory), reported(emptySection('timeout')))).toMatchObject({
      kind: 'touch',
      envelope: { status: 'timeout' },
    });
  });

  it('with data that does not fit becomes denied, with the place', () => {
    const refused = plan(new Map(), reported(okSection({ totalBytes: -1, swapBytes: 0 })));
    expect(refused).toMatchObject({
      kind: 'refuse',
      problem: 'schema',
      envelope: { status: 'denied', reason: expect.stringContaining('totalBytes') },
    });
  });

  it('whose hash is not that of its data is not taken', () => {
    const section = { ...reported(memory), hash: '0'.repeat(64) };
    expect(plan(new Map(), section)).toMatchObject({ kind: 'refuse', problem: 'hash' });
  });

  it('with text that no database can keep is not taken', () => {
    const disks = okSection({
      disks: [{ name: 'sda\0', sizeBytes: 1, model: null, serial: null, kind: null, removable: null }],
    });
    expect(plan(new Map(), reported(disks), 'server', 'disks')).toMatchObject({
      kind: 'refuse',
      problem: 'text',
    });
  });

  it('that the collector does not know, or that the profile does not read, is left out', () => {
    expect(plan(new Map(), reported(okSection({})), 'server', 'weather')).toEqual({
      kind: 'ignore',
      name: 'weather',
      problem: 'unknown-section',
    });
    const software = reported(okSection({ packages: [] }));
    expect(plan(new Map(), software, 'server', 'software')).toMatchObject({ kind: 'store' });
    expect(plan(new Map(), software, 'pupil', 'software')).toEqual({
      kind: 'ignore',
      name: 'software',
      problem: 'not-in-profile',
    });
  });

  it('is kept without the fields that the profile does not let anybody read', () => {
    const network = okSection({
      hostname: 'elevdator',
      interfaces: [
        {
          name: 'wlan0',
          mac: '02:00:00:00:00:01',
          kind: 'wifi' as const,
          up: true,
          speedMbps: null,
          addresses: ['10.0.0.1/24'],
        },
      ],
    });
    const kept = (profile: 'server' | 'pupil') => {
      const decided = plan(new Map(), reported(network), profile, 'network');
      return decided?.kind === 'store' ? decided.data : null;
    };
    expect(kept('server')).toMatchObject({ interfaces: [{ addresses: ['10.0.0.1/24'] }] });
    expect(kept('pupil')).toMatchObject({ interfaces: [{ name: 'wlan0', mac: null, addresses: [] }] });
    const ports = okSection({
      ports: [{ protocol: 'tcp' as const, address: '0.0.0.0', port: 22, program: 'sshd' }],
    });
    const [ofStaff] = planSections(new Map(), { 'listening-ports': reported(ports) }, 'staff', testNow);
    expect(ofStaff).toMatchObject({ kind: 'store', data: { ports: [{ port: 22, program: null }] } });
  });

  it('that was read before the one the collector has changes nothing', () => {
    const newer = known(memory, { collectedAt: testNow });
    expect(plan(newer, reported(memory))).toEqual({ kind: 'ignore', name: 'memory', problem: 'older' });
  });

  it('from a clock that is ahead is taken for read when it was received', () => {
    const ahead = okSection(memory.status === 'ok' ? memory.data : null, new Date('2036-01-01T00:00:00Z'));
    expect(plan(new Map(), reported(ahead))).toMatchObject({ kind: 'store', collectedAt: testNow });
  });
});
