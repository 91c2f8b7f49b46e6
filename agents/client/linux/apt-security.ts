/** `Label:version/archive` of apt, taken apart; label and archive null where it has none. */
function splitOrigin(origin: string): { readonly label: string; readonly archive: string } {
  const colon = origin.indexOf(':');
  return { label: origin.slice(0, Math.max(0, colon)), archive: origin.slice(origin.lastIndexOf('/') + 1) };
}

/** The archive of a distribution that carries its security updates, Ubuntu's extended ones included. */
export function isSecurityOrigin(origin: string): boolean {
  const { label, archive } = splitOrigin(origin);
  return label === 'Debian-Security' || (/^(Debian|Ubuntu)/.test(label) && archive.endsWith('-security'));
}

/** Suites in which security updates come like any other, so that nothing sets them apart. */
const mixedArchives = /(^|-)(unstable|sid|experimental|testing|devel|proposed|backports)(-|$)/;

/**
 * An archive beside which the distribution keeps one for security alone, so that being here and not there
 * says something. Of all other publishers (Docker, Raspberry Pi OS, a mirror of one's own) nothing says which
 * of their versions mend a security fault.
 */
export function isOrdinaryOrigin(origin: string): boolean {
  const { label, archive } = splitOrigin(origin);
  return (label === 'Debian' || label === 'Ubuntu') && !mixedArchives.test(archive);
}

/**
 * Packages of `apt-cache policy` with a version above the installed one in a security archive. The version
 * that would be installed may stand in the ordinary archive alone: a point release replaces the security
 * update it grew out of, and the fault is still unmended on this device.
 */
export function parseSecurityVersions(policy: string): ReadonlySet<string> {
  const names = new Set<string>();
  let name: string | null = null;
  let isNewer = false;
  for (const line of policy.split('\n')) {
    const header = /^(\S+):$/.exec(line)?.[1];
    if (header !== undefined) [name, isNewer] = [header, false];
    else if (line.trim() === 'Version table:') isNewer = true;
    // Versions stand from the newest to the oldest, the installed one marked.
    else if (line.startsWith(' *** ')) isNewer = false;
    else if (isNewer && name !== null && isSecuritySource(line)) names.add(name);
  }
  return names;
}

/** `500 http://deb.debian.org/debian-security bookworm-security/main amd64 Packages`. */
function isSecuritySource(line: string): boolean {
  const [, , suite = '', , kind] = line.trim().split(/\s+/);
  const isDebianBefore11 = /^[a-z]+\/updates\//.test(suite);
  return kind === 'Packages' && (/-security\//.test(suite) || isDebianBefore11);
}
