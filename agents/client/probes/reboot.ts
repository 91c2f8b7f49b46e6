import { Reboot } from '#model/report/sections/reboot.ts';
import { type Host, SourceError } from '../host.ts';
import { type ContainerSigns, findContainer, readContainerSigns } from '../linux/container.ts';
import { stampFiles, stampFolders } from '../linux/file-stamp.ts';
import { debianKernelVersion, dpkgVersion, findNewerKernel } from '../linux/kernel-release.ts';
import { dpkgFile, findPackageSystem, stampDatabases } from '../linux/package-databases.ts';
import { orNull, readValue } from '../linux/read-value.ts';
import type { Probe } from '../probe.ts';

/** Everything on a Linux device that may say that a restart is due. */
export interface RebootRaw {
  readonly container: ContainerSigns;
  /** When `/run/reboot-required` was written, ISO 8601; null where it is not there. */
  readonly markedAt: string | null;
  readonly kernelRelease: string | null;
  readonly procVersion: string | null;
  /** Releases of which a kernel image is installed. */
  readonly installedKernels: readonly string[];
  /** Package version of the running kernel's image as installed now; null where dpkg has none. */
  readonly imageVersion: string | null;
  /** `dnf needs-restarting -r`; null where there is no rpm, or it could not be asked. */
  readonly needsRestarting: string | null;
}

const mark = '/run/reboot-required';

export const reboot: Probe<'reboot', RebootRaw> = {
  name: 'reboot',
  description:
    'Whether installed updates wait for a restart: the mark of the package system, a newer kernel, the advice of dnf.',
  descriptionSv:
    'Om installerade uppdateringar väntar på omstart: pakethanterarens märke, en nyare kärna, dnf:s besked.',
  platforms: ['linux'],
  timeoutSeconds: 60,
  schema: Reboot,
  source: `${mark}, /boot, /lib/modules, /proc/version, dnf needs-restarting -r`,
  async fingerprint(host) {
    return [
      await readValue(host, '/proc/sys/kernel/osrelease'),
      // One boot, one id: what waited before a restart waits no longer.
      await readValue(host, '/proc/sys/kernel/random/boot_id'),
      await stampDatabases(host),
      await stampFiles(host, [mark]),
      await stampFolders(host, ['/boot', '/lib/modules']),
    ].join('\n');
  },
  read: readReboot,
  parse: parseReboot,
};

async function readReboot(host: Host): Promise<RebootRaw> {
  const marked = await host.status(mark);
  const kernelRelease = await readValue(host, '/proc/sys/kernel/osrelease');
  const procVersion = await readValue(host, '/proc/version');
  const isDebianKernel = debianKernelVersion(procVersion ?? '') !== null;
  const status = isDebianKernel ? await host.readTextIfPresent(dpkgFile) : null;
  return {
    container: await readContainerSigns(host),
    markedAt: marked?.modifiedAt.toISOString() ?? null,
    kernelRelease,
    procVersion,
    installedKernels: await listKernels(host),
    imageVersion: status === null ? null : dpkgVersion(status, `linux-image-${kernelRelease}`),
    needsRestarting: (await findPackageSystem(host)) === 'rpm' ? await askDnf(host) : null,
  };
}

/** A folder of modules alone proves nothing: it outlives its kernel where something else wrote to it. */
async function listKernels(host: Host): Promise<readonly string[]> {
  const inBoot = ((await orNull(host.list('/boot'))) ?? [])
    .filter((name) => name.startsWith('vmlinuz-') && !name.includes('-rescue-'))
    .map((name) => name.slice('vmlinuz-'.length));
  const inModules: string[] = [];
  for (const release of (await orNull(host.list('/lib/modules'))) ?? []) {
    if ((await host.status(`/lib/modules/${release}/vmlinuz`)) !== null) inModules.push(release);
  }
  return [...new Set([...inBoot, ...inModules])].sort();
}

async function askDnf(host: Host): Promise<string | null> {
  // Exit 1 means both "restart" and "no such command": the words decide.
  const exitCodes = [0, 1];
  const answer = await orNull(
    host.run('dnf', ['-q', '-C', 'needs-restarting', '-r'], { timeoutSeconds: 30, exitCodes }),
  );
  return answer?.stdout ?? null;
}

function parseReboot(raw: RebootRaw) {
  // A container runs on the kernel of its host, whatever images lie in its own folders.
  const isContainer = findContainer(raw.container) !== null;
  const kernel =
    isContainer || raw.kernelRelease === null
      ? null
      : findNewerKernel(raw.kernelRelease, raw.installedKernels);
  const builtAs = debianKernelVersion(raw.procVersion ?? '');
  const isReplaced = builtAs !== null && raw.imageVersion !== null && builtAs !== raw.imageVersion;
  const dnf = /Reboot is required/.test(raw.needsRestarting ?? '')
    ? true
    : /Reboot should not be necessary/.test(raw.needsRestarting ?? '')
      ? false
      : null;
  const signals = [
    ...(raw.markedAt === null ? [] : ['run-reboot-required']),
    ...(kernel !== null && kernel.newer !== null ? ['kernel-newer'] : []),
    ...(!isContainer && isReplaced ? ['kernel-replaced'] : []),
    ...(dnf === true ? ['dnf-needs-restarting'] : []),
  ];
  if (signals.length === 0 && kernel === null && dnf === null) {
    throw new SourceError(
      'unsupported',
      isContainer
        ? 'a container runs on the kernel of its host'
        : 'the running kernel is not among the installed ones, and no other source tells of a restart',
    );
  }
  return { data: { required: signals.length > 0, signals, since: raw.markedAt } };
}
