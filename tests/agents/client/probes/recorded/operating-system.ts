import { expect } from 'vitest';
import type { SectionData } from '#model/report/sections.ts';
import type { RecordedRow } from './row.ts';

const nothing = {
  osRelease: null,
  debianVersion: null,
  redhatRelease: null,
  kernelRelease: '6.1.0',
  architecture: 'x86_64',
  bootSeconds: '1795500000',
  installerRecordAt: null,
  denied: [],
};
const told = ({ name, version, build, edition }: SectionData['operating-system']) => [
  // A name put together from two assignments stands in the file in its parts.
  ...name.split(' '),
  version,
  build,
  edition,
];

export const operatingSystemRows: readonly RecordedRow<'operating-system'>[] = [
  {
    probe: 'operating-system',
    format: 'os-release',
    files: /(^|\/)os[-_]release[^/]*$/,
    atLeast: 35,
    withData: 34, // two of facter's are named so and hold another file
    toRaw: (osRelease) => ({ ...nothing, osRelease }),
    told: (data) => [data.product, ...told(data)],
    holds({ product, version, build }, text) {
      const id = /^VERSION_ID=["']?([^"'\n]*)/m.exec(text)?.[1] ?? '';
      if (version !== null) expect(id.startsWith(version)).toBe(true);
      if (product === 'ubuntu' && version !== null) expect(build?.startsWith(version)).toBe(true);
    },
  },
  {
    probe: 'operating-system',
    format: 'redhat-release',
    files: /\/(redhat|centos)-release[^/]*$/,
    atLeast: 6,
    withData: 6,
    toRaw: (redhatRelease) => ({ ...nothing, redhatRelease }),
    told,
  },
];
