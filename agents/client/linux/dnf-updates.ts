import type { Updates } from '#model/report/sections/updates.ts';

type Severity = NonNullable<Updates['pending'][number]['severity']>;

/** One row of `dnf check-update` or `dnf list upgrades`. */
export interface DnfUpgrade {
  readonly name: string;
  readonly architecture: string;
  /** `[epoch:]version-release`. */
  readonly version: string;
  readonly repository: string;
}

/**
 * Reads the table of `dnf check-update` (4 and 5) under `LC_ALL=C`. Narrow output breaks a row over several
 * lines, and some versions print progress and notices around the table: a row is three words of which the
 * first is `name.architecture` and the second `version-release`.
 */
export function parseCheckUpdate(text: string): readonly DnfUpgrade[] {
  const upgrades: DnfUpgrade[] = [];
  let row: readonly string[] = [];
  for (const line of text.split('\n')) {
    // What follows is listed once more, as what it replaces.
    if (/^Obsoleting packages/i.test(line)) break;
    const words = line.trim().split(/\s+/);
    row = /^\s/.test(line) ? [...row, ...words] : words;
    const upgrade = row.length === 3 ? parseRow(row) : null;
    if (upgrade !== null) upgrades.push(upgrade);
  }
  return upgrades;
}

const architectures =
  /^(.+)\.(noarch|x86_64|i[3-6]86|aarch64|armv\dh?n?l|ppc64(?:le)?|s390x?|riscv64|loongarch64|src)$/;

function parseRow([first = '', version = '', repository = '']: readonly string[]): DnfUpgrade | null {
  const [, name, architecture] = architectures.exec(first) ?? [];
  return name === undefined || architecture === undefined || !/^(\d+:)?[^\s:-]+-[^\s:-]+$/.test(version)
    ? null
    : { name, architecture, version, repository };
}

/** What the advisories of the distribution say of one package. */
export interface Advice {
  readonly security: boolean;
  readonly severity: Severity | null;
  /** Id of the gravest advisory: `RHSA-2025:1234`. */
  readonly advisory: string;
}

const gravity: readonly Severity[] = ['low', 'moderate', 'important', 'critical'];

/**
 * Reads `dnf updateinfo list --updates`, by `name.architecture`. Version 4 writes
 * `RHSA-2025:1234 Important/Sec. name-version-release.arch`, version 5 a table with type and severity apart.
 */
export function parseUpdateInfo(text: string): ReadonlyMap<string, Advice> {
  const gravest = new Map<string, Advice>();
  for (const line of text.split('\n')) {
    const [advisory = '', type = '', ...more] = line.trim().split(/\s+/);
    const isTable = more.length >= 2 && /^[A-Z][a-z]+$/.test(more[0] ?? '');
    const key = packageKey(more[isTable ? 1 : 0] ?? '');
    if (key === null) continue;
    const security = /^security$|\/Sec\.?$/i.test(type);
    const word = (isTable ? more[0] : type.split('/')[0])?.toLowerCase();
    const severity = security ? (gravity.find((name) => name === word) ?? null) : null;
    const advice = { security, severity, advisory };
    if (weigh(advice) > weigh(gravest.get(key) ?? null)) gravest.set(key, advice);
  }
  return gravest;
}

function weigh(advice: Advice | null): number {
  if (advice === null) return -1;
  if (!advice.security) return 0;
  return advice.severity === null ? 1 : 2 + gravity.indexOf(advice.severity);
}

/** `name.architecture` of `name-version-release.architecture`; null for anything else. */
function packageKey(nevra: string): string | null {
  const [, rest = '', architecture] = architectures.exec(nevra) ?? [];
  const name = /^(.+)-[^-]+-[^-]+$/.exec(rest)?.[1];
  return name === undefined || architecture === undefined ? null : `${name}.${architecture}`;
}
