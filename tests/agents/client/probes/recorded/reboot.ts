import type { RecordedRow } from './row.ts';

const machine = {
  kernelRelease: null,
  pidNamespace: 'pid:[4026531836]',
  systemdContainer: null,
  cgroup: null,
  marks: [],
};
const silent = {
  container: machine,
  markedAt: null,
  kernelRelease: null,
  procVersion: null,
  installedKernels: [],
  imageVersion: null,
  needsRestarting: null,
};

export const rebootRows: readonly RecordedRow<'reboot'>[] = [
  {
    probe: 'reboot',
    format: 'dnf needs-restarting -r',
    files: /^linuxfabrik\/needs-restarting\/.*-reboothint$/,
    atLeast: 3,
    withData: 3,
    toRaw: (text) => ({ ...silent, needsRestarting: text }),
    told: ({ required }) => [required === true ? 'Reboot is required' : 'Reboot should not be necessary'],
  },
  {
    // KCUR is the running kernel, KEXP the one expected after a restart; KSTA 1 says that they are the same.
    probe: 'reboot',
    format: 'needrestart -b: running and expected kernel',
    files: /^(linuxfabrik\/needs-restarting\/.*-needrestart|jc-fixtures\/generic\/needrestart-.*)$/,
    atLeast: 4,
    withData: 4,
    toRaw(text) {
      const value = (name: string) => new RegExp(`^NEEDRESTART-${name}: (\\S+)`, 'm').exec(text)?.[1] ?? null;
      const [running, expected] = [value('KCUR'), value('KEXP')];
      return {
        ...silent,
        kernelRelease: running,
        installedKernels: [running, expected].filter((release) => release !== null),
      };
    },
    told: ({ required }) => [required === true ? 'NEEDRESTART-KSTA: 3' : 'NEEDRESTART-KSTA: 1'],
  },
];
