import type { Host } from '../host.ts';
import { orNull, readValue } from './read-value.ts';

/** What tells a container from a machine. */
export interface ContainerSigns {
  readonly kernelRelease: string | null;
  /** Target of `/proc/self/ns/pid`. */
  readonly pidNamespace: string | null;
  /** What systemd in a container wrote down about it: `lxc`, `systemd-nspawn`, `docker`. */
  readonly systemdContainer: string | null;
  /** Control groups of the first process, whose paths name the runtime. */
  readonly cgroup: string | null;
  /** Files that runtimes leave in a container. */
  readonly marks: readonly string[];
}

/** Inside a container, and under which runtime (null where it leaves no name). */
export interface Container {
  readonly runtime: string | null;
}

const runtimesByMark: Readonly<Record<string, string>> = {
  '/run/.containerenv': 'podman',
  '/.dockerenv': 'docker',
  '/dev/.lxc': 'lxc',
  '/dev/lxd/sock': 'lxc',
};
const runtimesByCgroup: readonly (readonly [pattern: RegExp, runtime: string])[] = [
  [/kubepods/, 'kubernetes'],
  [/\/docker[-/]/, 'docker'],
  [/libpod/, 'podman'],
  [/\/lxc/, 'lxc'],
  [/\/machine\.slice\/systemd-nspawn/, 'nspawn'],
];
/** Names of systemd that are written otherwise here. */
const runtimeNames = new Map([
  ['systemd-nspawn', 'nspawn'],
  ['lxc-libvirt', 'lxc'],
]);

/** The name space every process of a machine without containers is in (Linux, `include/linux/proc_ns.h`, PROC_PID_INIT_INO). */
const initialPidNamespace = 'pid:[4026531836]';

export async function readContainerSigns(host: Host): Promise<ContainerSigns> {
  const marks: string[] = [];
  for (const path of Object.keys(runtimesByMark)) {
    if ((await orNull(host.status(path))) !== null) marks.push(path);
  }
  return {
    kernelRelease: await readValue(host, '/proc/sys/kernel/osrelease'),
    pidNamespace: await orNull(host.readLink('/proc/self/ns/pid')),
    systemdContainer: await readValue(host, '/run/systemd/container'),
    cgroup: await orNull(readValue(host, '/proc/1/cgroup')),
    marks,
  };
}

/**
 * The container this is, or null on a machine of its own. A mark alone proves nothing where the process
 * name space is the machine's: an image of a container started as a virtual machine still carries it.
 */
export function findContainer(signs: ContainerSigns): Container | null {
  const { kernelRelease, pidNamespace, systemdContainer, cgroup, marks } = signs;
  if (/microsoft-standard|-Microsoft$|WSL/.test(kernelRelease ?? '')) return { runtime: 'wsl' };
  if (pidNamespace === initialPidNamespace) return null;
  const told = /^[a-z][\w-]{0,39}$/.exec(systemdContainer ?? '')?.[0];
  const runtime =
    (told === undefined ? undefined : (runtimeNames.get(told) ?? told)) ??
    runtimesByCgroup.find(([pattern]) => pattern.test(cgroup ?? ''))?.[1] ??
    marks.map((mark) => runtimesByMark[mark]).find((name) => name !== undefined) ??
    null;
  return pidNamespace === null && runtime === null ? null : { runtime };
}
