import { compareText } from '#model/compare-text.ts';
import type { Updates } from '#model/report/sections/updates.ts';
import { type Host, SourceError } from '../host.ts';
import { type Parsed, parsed } from '../probe.ts';
import { parseCheckUpdate, parseUpdateInfo } from './dnf-updates.ts';
import { stampFiles, stampFolders } from './file-stamp.ts';
import { stampDatabases } from './package-databases.ts';
import { orNull } from './read-value.ts';
import { parseRpmList, rpmQueryFormat } from './rpm-list.ts';

/** What dnf says from its own cache, without network. */
export interface DnfRaw {
  readonly manager: 'dnf';
  /** When metadata was last fetched, ISO 8601; null where nothing tells. */
  readonly listsAt: string | null;
  readonly checkUpdate: string;
  /** What dnf complained of: repositories it left out, say. */
  readonly complaints: string;
  /** `dnf updateinfo list --updates`; null where it could not be asked. */
  readonly updateInfo: string | null;
  /** Installed versions of what is pending, by `rpm -q`. */
  readonly installed: string;
}

/** Caches of dnf 4 and 5: one folder a repository. */
const cacheFolders = ['/var/cache/dnf', '/var/cache/libdnf5'];
const settingFolders = ['/etc/yum.repos.d', '/etc/dnf', '/etc/dnf/vars', '/etc/dnf/plugins'];

/** Metadata of each repository: dnf renews the time of `primary` also when nothing was new. */
async function listMetadata(host: Host): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const folder of cacheFolders) {
    for (const repository of (await orNull(host.list(folder))) ?? []) {
      const names = (await orNull(host.list(`${folder}/${repository}/repodata`))) ?? [];
      paths.push(
        ...names
          .filter((name) => /primary|updateinfo/.test(name))
          .map((name) => `${folder}/${repository}/repodata/${name}`),
      );
    }
  }
  return paths;
}

/** Equal as long as neither metadata, settings nor the rpm database have changed. */
export async function dnfFingerprint(host: Host): Promise<string> {
  return [
    await stampDatabases(host),
    await stampFiles(host, await listMetadata(host)),
    await stampFolders(host, settingFolders),
  ].join('\n');
}

/** Libraries for older programs, beside those of the device's own architecture. */
const isSecondary = /^i[3-6]86$/;

/** Asks dnf from its cache (`-C`), so that no repository hears from the agent. */
export async function readDnf(host: Host): Promise<DnfRaw> {
  const metadata = await listMetadata(host);
  const { stdout: checkUpdate, stderr } = await host.run('dnf', ['-q', '-C', 'check-update'], {
    timeoutSeconds: 45,
    exitCodes: [0, 100], // 100: there are updates
  });
  const updateInfo = await orNull(
    host.run('dnf', ['-q', '-C', 'updateinfo', 'list', '--updates'], { timeoutSeconds: 45 }),
  );
  const names = parseCheckUpdate(checkUpdate).map(({ name, architecture }) => `${name}.${architecture}`);
  return {
    manager: 'dnf',
    listsAt: await newest(
      host,
      metadata.filter((path) => path.includes('primary')),
    ),
    checkUpdate,
    complaints: stderr,
    updateInfo: updateInfo?.stdout ?? null,
    installed: names.length === 0 ? '' : await readInstalled(host, names),
  };
}

async function newest(host: Host, paths: readonly string[]): Promise<string | null> {
  let newestMs = 0;
  for (const path of paths) {
    const status = await orNull(host.status(path));
    newestMs = Math.max(newestMs, status?.modifiedAt.getTime() ?? 0);
  }
  return newestMs === 0 ? null : new Date(newestMs).toISOString();
}

async function readInstalled(host: Host, names: readonly string[]): Promise<string> {
  const exitCodes = Array.from({ length: 256 }, (_, code) => code); // the number of names that are not installed
  const answer = await host
    .run('rpm', ['-q', '--qf', rpmQueryFormat, ...names], { timeoutSeconds: 20, exitCodes })
    .catch(() => null);
  return answer?.stdout ?? '';
}

/** Pending updates of dnf; `security` is null for what no advisory speaks of. */
export function parseDnf(raw: DnfRaw): Parsed<Updates> {
  if (/cache.only.*no cache|no enabled repositories/i.test(raw.complaints)) {
    throw new SourceError('denied', raw.complaints.trim().split('\n').at(-1) ?? 'dnf has no cache');
  }
  const upgrades = parseCheckUpdate(raw.checkUpdate);
  if (raw.listsAt === null && upgrades.length === 0) {
    // Repositories without metadata are passed over, and "nothing pending" is then said of nothing.
    throw new SourceError('denied', 'dnf has no metadata of any repository');
  }
  const advice = raw.updateInfo === null ? null : parseUpdateInfo(raw.updateInfo);
  const installed = installedVersions(raw.installed);
  const pending = upgrades
    .map(({ name, architecture, version, repository }) => {
      const key = `${name}.${architecture}`;
      const said = advice?.get(key);
      return {
        name: isSecondary.test(architecture) ? key : name,
        title: null,
        installedVersion: installed.get(key) ?? null,
        availableVersion: version,
        security: said?.security ?? null,
        severity: said?.severity ?? null,
        origin: said === undefined ? repository : `${repository} ${said.advisory}`,
      };
    })
    .sort((a, b) => compareText(a.name, b.name));
  const ignored = /Ignoring repositories: (.+)/.exec(raw.complaints)?.[1]?.trim();
  const reasons = [
    ...(ignored === undefined ? [] : [`without metadata, so not asked: ${ignored}`]),
    ...(advice === null ? ['advisories could not be read: security updates cannot be told apart'] : []),
  ];
  return parsed({ manager: 'dnf', listsAt: raw.listsAt, pending }, reasons);
}

/** Several installed versions of one package (kernels) give none: which of them counts, dnf alone knows. */
function installedVersions(text: string): ReadonlyMap<string, string | null> {
  const versions = new Map<string, string | null>();
  for (const { name, version, architecture } of parseRpmList(text).packages) {
    const key = `${name}.${architecture}`;
    versions.set(key, versions.has(key) ? null : version);
  }
  return versions;
}
