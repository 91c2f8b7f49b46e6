import { expect } from 'vitest';
import type { SectionData } from '#model/report/sections.ts';
import type { RecordedRow } from './row.ts';

type Packages = SectionData['software'];

/** Versions of rpm are put together from three tags, which stand in the file one by one. */
const told = ({ packages }: Packages) =>
  packages.flatMap(({ name, version, manager, architecture, publisher }) => [
    name,
    ...(manager === 'rpm' ? version.split(/[:-]/) : [version]),
    architecture,
    publisher,
  ]);

function holds({ packages }: Packages): void {
  for (const { name, publisher } of packages) {
    expect(publisher ?? '').not.toContain('@');
    expect(name).not.toBe('gpg-pubkey');
  }
}

/** Lines of `dpkg -l` as records; its states are the first letters of those of the status file. */
function fromDpkgList(text: string): string {
  const wanted: Readonly<Record<string, string>> = {
    i: 'install',
    r: 'deinstall',
    h: 'hold',
    u: 'unknown',
    p: 'purge',
  };
  const states: Readonly<Record<string, string>> = {
    i: 'installed', c: 'config-files', n: 'not-installed', U: 'unpacked', F: 'half-configured', H: 'half-installed',
    W: 'triggers-awaited', t: 'triggers-pending',
  }; // biome-ignore format: one table
  return text
    .split('\n')
    .flatMap((line) => {
      const match = /^([a-z])([a-zA-Z])\s+(\S+)\s+(\S+)\s+(\S+)\s/.exec(line);
      if (match === null) return [];
      const [, want = '', state = '', name = '', version, architecture] = match;
      const status = `${wanted[want]} ok ${states[state]}`;
      return [
        `Package: ${name.split(':')[0]}\nStatus: ${status}\nArchitecture: ${architecture}\nVersion: ${version}\n`,
      ];
    })
    .join('\n');
}

const row = (name: string, tags: readonly (string | undefined)[]) =>
  [name, ...tags.map((tag) => tag ?? '(none)')].join('\t');

/** Tags of `rpm -qai`, or of rows in JSON, in the order of our own query. */
function fromRpmTags(text: string): string {
  const blocks = text.split(/^(?=Name +:)/m).flatMap((block) => {
    const tag = (label: string) => new RegExp(`^${label} *: (.*)$`, 'm').exec(block)?.[1]?.trim();
    const name = tag('Name');
    const tags = ['Epoch', 'Version', 'Release', 'Architecture', 'Vendor'].map(tag);
    return name === undefined ? [] : [row(name, tags)];
  });
  const objects = text.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    const tags = JSON.parse(line) as Record<string, string>;
    return [
      row(
        tags.name ?? '',
        ['epoch', 'version', 'release', 'arch', 'vendor'].map((key) => tags[key]),
      ),
    ];
  });
  return [...blocks, ...objects].join('\n');
}

export const softwareRows: readonly RecordedRow<'software'>[] = [
  {
    probe: 'software',
    format: 'dpkg status',
    files: /\/(dpkg\/status\.d|opkg)\/[^/]+$|^trivy\/pkg\/dpkg\/testdata\/.*\.txtar$/,
    atLeast: 9,
    withData: 7,
    toRaw: (text) => ({ dpkg: text.replace(/^-- .* --$/gm, ''), rpm: null }),
    told,
    holds,
  },
  {
    probe: 'software',
    format: 'dpkg -l',
    files: /\/dpkg-l[^/]*\.out$/,
    atLeast: 3,
    withData: 3,
    toRaw: (text) => ({ dpkg: fromDpkgList(text), rpm: null }),
    told,
    holds({ packages }, text) {
      const installed = text.split('\n').filter((line) => /^[a-z][iUFWt] /.test(line));
      expect(packages.length).toBe(installed.length);
    },
  },
  {
    probe: 'software',
    format: 'tags of rpm',
    files: /\/rpm-q(ai|i-package)\.out$|\/installed_rpms__RPMS_(JSON|JSON_W_WARNING|GPG_PUBKEY)\.txt$/,
    atLeast: 5,
    withData: 4, // the file of keys holds no package
    toRaw: (text) => ({ dpkg: null, rpm: fromRpmTags(text) }),
    told,
    holds,
  },
  {
    probe: 'software',
    format: 'rpm complaining, or asked for other columns',
    files: /\/installed_rpms__(ERROR|RPMS_(LINE|PACKAGE|VMAAS|DOCTEST)|RPM_MANIFEST|ORACLEASM|RHV)/,
    atLeast: 10,
    withData: 0,
    toRaw: (rpm) => ({ dpkg: null, rpm }),
    told,
    // Nothing here has the columns that were asked for.
    holds: (data) => expect(data).toBeNull(),
  },
];
