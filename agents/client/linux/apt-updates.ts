import { compareText } from '#model/compare-text.ts';
import type { Updates } from '#model/report/sections/updates.ts';
import { type Host, SourceError } from '../host.ts';
import { type Parsed, parsed } from '../probe.ts';
import { isOrdinaryOrigin, isSecurityOrigin, parseSecurityVersions } from './apt-security.ts';
import { type AptUpgrade, parseAptSimulation } from './apt-simulation.ts';
import { stampFiles, stampFolders } from './file-stamp.ts';
import { orNull } from './read-value.ts';

/** What apt and its folders say. */
export interface AptRaw {
  readonly manager: 'apt';
  /** When `apt-get update` last succeeded, ISO 8601; null where nothing tells. */
  readonly listsAt: string | null;
  /** Package lists by file name. */
  readonly lists: readonly string[];
  readonly simulation: string;
  /** `apt-cache policy` of the packages no security archive offers at once; empty where there is none. */
  readonly policy: string;
}

const listFolder = '/var/lib/apt/lists';
/**
 * What a successful `apt-get update` touches. Not the lists themselves: they carry the archive's time, and the
 * folder changes only where something was new. Measured with apt 2.6: `partial` changes on every success, also
 * when all lists are current, and not on a failure.
 */
const successMarks = ['/var/lib/apt/periodic/update-success-stamp', `${listFolder}/partial`];
const settings = ['/etc/apt/sources.list', '/etc/apt/preferences', '/var/lib/dpkg/status'];
const settingFolders = [
  listFolder,
  '/etc/apt/sources.list.d',
  '/etc/apt/preferences.d',
  '/etc/apt/apt.conf.d',
];

/** Equal as long as neither the lists, the installed packages nor the settings of apt have changed. */
export async function aptFingerprint(host: Host): Promise<string> {
  return [
    await stampFiles(host, [...settings, ...successMarks]),
    await stampFolders(host, settingFolders),
  ].join('\n');
}

/**
 * Asks apt what an upgrade would do. Held packages count: they are missing their updates all the same. The
 * lists are never fetched; that is the device's own business.
 */
export async function readApt(host: Host): Promise<AptRaw> {
  const names = await host.list(listFolder);
  const lists = names.filter((name) => /_Packages(\.\w+)?$/.test(name));
  if (lists.length === 0) {
    throw new SourceError('denied', `there are no package lists in ${listFolder}: apt-get update is missing`);
  }
  const { stdout: simulation } = await host.run(
    'apt-get',
    ['-s', '-o', 'Debug::NoLocking=1', '--ignore-hold', 'dist-upgrade'],
    { timeoutSeconds: 60 },
  );
  const unclear = parseAptSimulation(simulation)
    .upgrades.filter(mayHideSecurity)
    .map(({ name }) => name);
  const policy =
    unclear.length === 0
      ? ''
      : (await host.run('apt-cache', ['policy', ...unclear], { timeoutSeconds: 30 })).stdout;
  return { manager: 'apt', listsAt: await readListsAt(host), lists, simulation, policy };
}

const mayHideSecurity = ({ origins, installedVersion }: AptUpgrade) =>
  installedVersion !== null && !origins.some(isSecurityOrigin) && origins.some(isOrdinaryOrigin);

async function readListsAt(host: Host): Promise<string | null> {
  const times: number[] = [];
  for (const path of successMarks) {
    const status = await orNull(host.status(path));
    if (status !== null) times.push(status.modifiedAt.getTime());
  }
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}

/** Pending updates of apt; `security` is null where no archive sets security updates apart. */
export function parseApt(raw: AptRaw): Parsed<Updates> {
  const { upgrades, keptBack, notUnderstood } = parseAptSimulation(raw.simulation);
  const hasSecurityList = raw.lists.some((name) => /security|_dists_[a-z]+_updates_/.test(name));
  const securityVersions = parseSecurityVersions(raw.policy);
  const classify = ({ name, installedVersion, origins }: AptUpgrade): boolean | null => {
    if (origins.some(isSecurityOrigin) || securityVersions.has(name)) return true;
    const wasAsked = installedVersion === null || raw.policy.includes(`${name}:\n`);
    return hasSecurityList && wasAsked && origins.some(isOrdinaryOrigin) ? false : null;
  };
  const pending = upgrades
    .map((upgrade) => ({
      name: upgrade.name,
      title: null,
      installedVersion: upgrade.installedVersion,
      availableVersion: upgrade.availableVersion,
      security: classify(upgrade),
      severity: null,
      origin: upgrade.origins.find(isSecurityOrigin) ?? upgrade.origins[0] ?? null,
    }))
    .sort((a, b) => compareText(a.name, b.name));
  const missing = keptBack.filter((name) => !upgrades.some((upgrade) => upgrade.name === name));
  const reasons = [
    ...(hasSecurityList ? [] : ['no list of a security archive: security updates cannot be told apart']),
    ...(missing.length === 0 ? [] : [`newer versions that cannot be installed now: ${missing.join(', ')}`]),
    ...(notUnderstood === 0 ? [] : [`${notUnderstood} lines of apt-get not understood`]),
  ];
  return parsed({ manager: 'apt', listsAt: raw.listsAt, pending }, reasons);
}
