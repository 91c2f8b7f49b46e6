import { Updates } from '#model/report/sections/updates.ts';
import { SourceError } from '../host.ts';
import { type AptRaw, aptFingerprint, parseApt, readApt } from '../linux/apt-updates.ts';
import { type DnfRaw, dnfFingerprint, parseDnf, readDnf } from '../linux/dnf-pending.ts';
import { findPackageSystem } from '../linux/package-databases.ts';
import type { Probe } from '../probe.ts';

/** What the device's own package manager says. */
export type UpdatesRaw = AptRaw | DnfRaw;

export const updates: Probe<'updates', UpdatesRaw> = {
  name: 'updates',
  description:
    'Pending updates, which of them mend security faults, and how old the package lists are, as the package manager knows it; nothing is fetched.',
  descriptionSv:
    'Väntande uppdateringar, vilka som åtgärdar säkerhetsbrister och hur gamla paketlistorna är, enligt pakethanteraren; inget hämtas.',
  platforms: ['linux'],
  timeoutSeconds: 120,
  schema: Updates,
  source: 'apt-get -s dist-upgrade and apt-cache policy, or dnf -C check-update and updateinfo',
  // Asking apt costs seconds of processor time; what it would answer depends on these files alone.
  async fingerprint(host) {
    return (await findPackageSystem(host)) === 'rpm' ? dnfFingerprint(host) : aptFingerprint(host);
  },
  async read(host) {
    const system = await findPackageSystem(host);
    if (system === null) throw new SourceError('unsupported', 'no package database of dpkg or rpm');
    return system === 'dpkg' ? readApt(host) : readDnf(host);
  },
  parse: (raw) => (raw.manager === 'apt' ? parseApt(raw) : parseDnf(raw)),
};
