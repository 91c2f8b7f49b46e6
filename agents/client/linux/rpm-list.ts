import type { PackageList } from './dpkg-status.ts';

type Package = PackageList['packages'][number];

/** What `rpm -qa` is asked to print: tabs between, since none of the tags may hold one. */
export const rpmQueryFormat = '%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{VENDOR}\\n';

/** A row as asked for. Complaints of rpm stand between the rows, and must not pass for one. */
const rowPattern = /^([^\s-]\S*)\t(\(none\)|\d{1,10})\t([^\s-]+)\t([^\s-]+)\t(\(none\)|\w{1,30})\t([^\t]*)$/;

/** Reads the output of `rpm -qa --qf` with {@link rpmQueryFormat}. Imported keys (`gpg-pubkey`) are no software. */
export function parseRpmList(text: string): PackageList {
  const packages: Package[] = [];
  let notUnderstood = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('gpg-pubkey\t')) continue;
    const [name = '', epoch = '', version = '', release = '', architecture = '', vendor = ''] =
      rowPattern.exec(line)?.slice(1) ?? [];
    const whole = `${/^[1-9]/.test(epoch) ? `${epoch}:` : ''}${version}-${release}`;
    if (name === '' || name.length > 300 || whole.length > 200) {
      notUnderstood += 1;
      continue;
    }
    packages.push({
      name,
      version: whole,
      manager: 'rpm',
      architecture: told(architecture),
      publisher: organisation(vendor),
    });
  }
  return { packages, notUnderstood };
}

/** rpm writes `(none)` for a tag that a package does not have. */
function told(tag: string): string | null {
  const text = tag.trim();
  return text === '' || text === '(none)' ? null : text;
}

/** The vendor as it stands, without an address or the account of somebody who builds at Copr. */
function organisation(vendor: string): string | null {
  const text =
    told(vendor)
      ?.replace(/\s*<[^>]*>/g, '')
      .replace(/ - user .*$/, '')
      .slice(0, 300) ?? '';
  return text === '' || text.includes('@') ? null : text;
}
