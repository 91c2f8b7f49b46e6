/** Words in a release that name the distribution's cycle, not the flavour: `el9_4`, `fc40`, `deb12`, `bpo`. */
const cycleWord = /^(el\d+(_\d+)*|fc\d+|deb\d+(u\d+)?|bpo\d*|amzn\d+|lp\d+|rc\d+)$/;
const word = /[a-z][a-z0-9_]*/gi;

/**
 * What kind of kernel a release is: `amd64`, `cloud amd64`, `generic`, `x86_64 debug`. Kernels of different
 * flavours stand beside each other and do not replace one another.
 */
export function kernelFlavour(release: string): string {
  return (release.match(word) ?? []).filter((name) => !cycleWord.test(name)).join(' ');
}

/** Compares two releases of one flavour by their numbers; negative where `a` is the older. */
export function compareKernels(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `6.5.0-0.deb12.4-amd64` → 6 5 0 0 4. */
function numbersOf(release: string): readonly number[] {
  return (release.replace(word, ' ').match(/\d+/g) ?? []).map(Number);
}

/**
 * Whether an installed kernel of the running one's flavour is newer than it; null where the running kernel is
 * not among the installed ones, so that nothing can be compared (a container, a kernel from outside).
 */
export function findNewerKernel(
  running: string,
  installed: readonly string[],
): { readonly newer: string | null } | null {
  if (!installed.includes(running)) return null;
  const flavour = kernelFlavour(running);
  const candidates = installed.filter((release) => kernelFlavour(release) === flavour);
  const newest = candidates.sort(compareKernels).at(-1) ?? running;
  return { newer: compareKernels(newest, running) > 0 ? newest : null };
}

/**
 * Package version a Debian kernel was built as, from `/proc/version`: `… #1 SMP Debian 6.1.55-1 (2023-09-29)`.
 * A security update may replace a kernel without a new release name.
 */
export function debianKernelVersion(procVersion: string): string | null {
  return /\sDebian (\d\S*) \(\d{4}-\d{2}-\d{2}\)/.exec(procVersion)?.[1] ?? null;
}

/** Version of an installed package in the text of `/var/lib/dpkg/status`; null where it is not installed. */
export function dpkgVersion(status: string, name: string): string | null {
  const start = `\n${status}`.indexOf(`\nPackage: ${name}\n`);
  if (start < 0) return null;
  const record = status.slice(start).split('\n\n', 1)[0] ?? '';
  return /^Status: .* installed$/m.test(record) ? (/^Version: (\S+)$/m.exec(record)?.[1] ?? null) : null;
}
