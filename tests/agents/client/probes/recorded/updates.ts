import type { RecordedRow } from './row.ts';

/** Words of an update that must stand in the file. A name with `.i686` is put together from the file's own. */
const told: RecordedRow<'updates'>['told'] = (data) =>
  data.pending.flatMap(({ name, availableVersion }) => [name, availableVersion]);

const dnf = (parts: { readonly checkUpdate?: string; readonly updateInfo?: string }) => ({
  manager: 'dnf',
  listsAt: '2026-01-01T00:00:00.000Z',
  complaints: '',
  checkUpdate: '',
  updateInfo: null,
  installed: '',
  ...parts,
});

export const updatesRows: readonly RecordedRow<'updates'>[] = [
  {
    probe: 'updates',
    format: 'dnf list upgrades, versions 4 and 5',
    files: /^linuxfabrik\/rpm-updates\/.*-upgrades$/,
    atLeast: 7,
    withData: 6,
    toRaw: (text) => dnf({ checkUpdate: text }),
    told,
    holds(data, text) {
      const rows = text.split('\n').filter((line) => /^\S+\.(x86_64|noarch|i686|aarch64)\s/.test(line));
      if (data.pending.length !== rows.length) {
        throw new Error(`${data.pending.length} updates of ${rows.length} rows`);
      }
      if (data.pending.some(({ security }) => security !== null))
        throw new Error('security without advisory');
    },
  },
  {
    probe: 'updates',
    format: 'yum list available, with broken rows',
    files: /^insights-core-literals\/yum_list_available\//,
    atLeast: 4,
    withData: 3,
    toRaw: (text) => dnf({ checkUpdate: text }),
    told,
  },
  {
    // The table of advisories is turned into one of updates, so that each is looked up by its own package.
    probe: 'updates',
    format: 'dnf updateinfo, versions 4 and 5',
    files: /^(linuxfabrik\/rpm-updates\/.*-updateinfo|insights-core-literals\/yum_updateinfo\/.*)$/,
    atLeast: 8,
    withData: 4,
    toRaw(text) {
      const packages = [...text.matchAll(/\s(\S+)-([^-\s]+-[^-\s]+)\.(x86_64|noarch|i686|aarch64)(?=\s|$)/g)];
      const checkUpdate = packages.map(([, name, version, arch]) => `${name}.${arch} ${version} updates`);
      return dnf({ checkUpdate: checkUpdate.join('\n'), updateInfo: text });
    },
    told,
    holds(data, text) {
      for (const { security, severity, name } of data.pending) {
        if (security === null) throw new Error(`${name} has an advisory that was not found`);
        if (security && !/security|\/sec/i.test(text))
          throw new Error(`${name} is security without the word`);
        if (severity !== null && !text.toLowerCase().includes(severity))
          throw new Error(`${severity} is invented`);
      }
    },
  },
];
