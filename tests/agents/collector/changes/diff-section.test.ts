import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffSection } from '#agents/collector/changes/diff-section.ts';

const pack = (name: string, version: string, architecture: string | null = 'amd64') => ({
  name,
  version,
  manager: 'dpkg',
  architecture,
  publisher: 'Debian',
});

describe('what is different between two readings', () => {
  it('of software is which packages came, went and changed version', () => {
    const before = { packages: [pack('bash', '5.2'), pack('curl', '8.0'), pack('openssl', '3.0.1')] };
    const after = { packages: [pack('bash', '5.2'), pack('openssl', '3.0.2'), pack('vim', '9.1')] };
    expect(diffSection('software', before, after)).toEqual([
      { change: 'removed', what: 'curl (amd64)', before: '8.0', after: null },
      { change: 'changed', what: 'openssl (amd64)', before: '3.0.1', after: '3.0.2' },
      { change: 'added', what: 'vim (amd64)', before: null, after: '9.1' },
    ]);
  });

  it('of software that stands in several versions side by side is all of them', () => {
    const before = { packages: [pack('Java', '8', null), pack('Java', '11', null)] };
    const after = { packages: [pack('Java', '11', null), pack('Java', '17', null)] };
    expect(diffSection('software', before, after)).toEqual([
      { change: 'changed', what: 'Java', before: '11, 8', after: '11, 17' },
    ]);
  });

  it('of file systems says nothing of how full they are', () => {
    const root = {
      mount: '/',
      device: 'sda1',
      type: 'ext4',
      sizeBytes: 100,
      usedPercent: 40,
      readOnly: false,
    };
    const at = (usedPercent: number, readOnly = false) => ({
      fileSystems: [{ ...root, usedPercent, readOnly }],
    });
    expect(diffSection('file-systems', at(40), at(41))).toEqual([]);
    expect(diffSection('file-systems', at(40), at(41, true))).toEqual([
      { change: 'changed', what: '/ readOnly', before: 'false', after: 'true' },
    ]);
  });

  it('of updates is what became pending and what no longer is, not when the lists were fetched', () => {
    const pending = (name: string, availableVersion: string) => ({ name, title: null, availableVersion });
    const before = { manager: 'apt', listsAt: '2026-11-20T00:00:00Z', pending: [pending('a', '2')] };
    const after = { manager: 'apt', listsAt: '2026-11-21T00:00:00Z', pending: [pending('b', '3')] };
    expect(diffSection('updates', before, after)).toEqual([
      { change: 'removed', what: 'a', before: '2', after: null },
      { change: 'added', what: 'b', before: null, after: '3' },
    ]);
  });

  it('of other sections is each field by its path; what was not known stays null', () => {
    const hardware = (version: string, date: string | null) => ({
      firmware: { vendor: 'HP', version, date },
    });
    expect(diffSection('hardware', hardware('1', null), hardware('2', '2026-01-01'))).toEqual([
      { change: 'changed', what: 'firmware.version', before: '1', after: '2' },
      { change: 'changed', what: 'firmware.date', before: null, after: '2026-01-01' },
    ]);
  });

  it('of addresses shows both lists', () => {
    const network = (addresses: readonly string[]) => ({
      hostname: 'a',
      interfaces: [{ name: 'eth0', mac: null, kind: 'ethernet', up: true, speedMbps: null, addresses }],
    });
    expect(diffSection('network', network(['10.0.0.1/24']), network(['10.0.0.1/24', '10.0.0.2/24']))).toEqual(
      [
        {
          change: 'changed',
          what: 'eth0 addresses',
          before: '10.0.0.1/24',
          after: '10.0.0.1/24, 10.0.0.2/24',
        },
      ],
    );
  });
});

const packages = fc.uniqueArray(
  fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), version: fc.constantFrom('1', '2', '3') }),
  { selector: ({ name }) => name },
);

describe('for any two lists of software', () => {
  it('the differences turn the one into the other', () => {
    fc.assert(
      fc.property(packages, packages, (before, after) => {
        const state = new Map(before.map(({ name, version }) => [`${name} (amd64)`, version]));
        const whole = (list: typeof before) => ({
          packages: list.map(({ name, version }) => pack(name, version)),
        });
        for (const { change, what, before: old, after: fresh } of diffSection(
          'software',
          whole(before),
          whole(after),
        )) {
          expect(state.get(what) ?? null).toBe(old);
          if (change === 'removed') state.delete(what);
          else state.set(what, fresh as never);
        }
        expect(state).toEqual(new Map(after.map(({ name, version }) => [`${name} (amd64)`, version])));
      }),
    );
  });

  it('a reading is no different from itself', () => {
    fc.assert(
      fc.property(packages, (list) => {
        const section = { packages: list.map(({ name, version }) => pack(name, version)) };
        expect(diffSection('software', section, section)).toEqual([]);
      }),
    );
  });
});
