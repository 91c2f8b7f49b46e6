import {
  type ExtendedSupport,
  type ProductSupport,
  type SupportCycle,
  supportTable,
} from './support-table.ts';

/** A product as a probe, an import or the declaration names it. */
export interface NamedProduct {
  /** Ours (`rocky-linux`, `windows-server`) or the `ID` of os-release (`rocky`, `ol`). */
  readonly product: string;
  /** `12`, `9.4`, `24H2`, `16.0.4265.3`; null = not known, or a rolling release. */
  readonly version: string | null;
  /** Windows `EditionID`: `Enterprise`, `Professional`, `EnterpriseS`. */
  readonly edition?: string | null;
  /** `26100.7019`, `10.0.26100.7019`. */
  readonly build?: string | null;
}

/** When the support of one release ends, and who says so. All days are the last ones with support. */
export interface SupportPeriod {
  readonly product: string;
  readonly cycle: string;
  readonly name: string;
  readonly activeUntil: string | null;
  /** Null = no end was known on `readOn`. */
  readonly securityUntil: string | null;
  readonly extended: (ExtendedSupport & { readonly until: string }) | null;
  readonly announcesEnds: boolean;
  readonly source: string;
  readonly readOn: string;
}

/** Names that os-release uses for products of the table. */
const aliases: Readonly<Record<string, string>> = {
  rocky: 'rocky-linux',
  ol: 'oracle-linux',
  'opensuse-leap': 'opensuse',
  'red-hat-enterprise-linux': 'rhel',
};

/** Windows editions by the dates they share; an edition that is not listed is not guessed. */
const windowsEditions: Readonly<Record<string, readonly string[]>> = {
  enterprise: ['enterprise', 'enterprisen', 'education', 'educationn', 'serverrdsh'],
  pro: [
    'professional',
    'professionaln',
    'professionalworkstation',
    'professionalworkstationn',
    'professionaleducation',
    'professionaleducationn',
    'core',
    'coren',
    'coresinglelanguage',
    'corecountryspecific',
  ],
  ltsc: ['enterprises', 'enterprisesn'],
  'iot-ltsc': ['iotenterprises'],
};

/** Every release the given facts fit; empty where the table does not know the product or release. */
export function findPossibleSupport(named: NamedProduct): readonly SupportPeriod[] {
  const name = named.product.toLowerCase();
  const product = supportTable.products.find(({ product: id }) => id === (aliases[name] ?? name));
  if (product === undefined) return [];
  return cyclesOf(product, named).map((cycle) => periodOf(product, cycle));
}

function cyclesOf({ product, cycles }: ProductSupport, named: NamedProduct): readonly SupportCycle[] {
  const version = named.version?.trim().toLowerCase().replaceAll(' ', '-') ?? null;
  const exact = cycles.filter(({ cycle }) => cycle === version);
  if (exact.length > 0) return exact;
  if (product === 'windows' || product === 'windows-server') return windowsCycles(cycles, named);
  return version === null ? [] : shortened(cycles, version);
}

/** `9.4` is release 9, `24.04.1` is 24.04; a release is never guessed from fewer digits than it has. */
function shortened(cycles: readonly SupportCycle[], version: string): readonly SupportCycle[] {
  const parts = version.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const found = cycles.filter(({ cycle }) => cycle === parts.slice(0, length).join('.'));
    if (found.length > 0) return found;
  }
  return [];
}

/** Windows is known by its build, for the same release name (`22H2`) exists of Windows 10 and 11. */
function windowsCycles(cycles: readonly SupportCycle[], named: NamedProduct): readonly SupportCycle[] {
  const build = buildNumber(named.build) ?? buildNumber(named.version);
  if (build === null) return [];
  const sameBuild = cycles.filter((cycle) => cycle.build === build);
  const edition = named.edition?.toLowerCase() ?? null;
  if (edition === null) return sameBuild;
  return sameBuild.filter(
    (cycle) => cycle.edition === undefined || windowsEditions[cycle.edition]?.includes(edition),
  );
}

/** `26100` in `26100.7019`, `10.0.26100.7019` and `10.0 (26100)`; null where no such number is there. */
function buildNumber(text: string | null | undefined): string | null {
  return /(?<![\d.])(?:(?:10\.0|6\.[0-3])[. ]\(?)?(\d{4,5})(?!\d)/.exec(text ?? '')?.[1] ?? null;
}

function periodOf(product: ProductSupport, cycle: SupportCycle): SupportPeriod {
  const extended = product.extended;
  return {
    product: product.product,
    cycle: cycle.cycle,
    name: cycle.name ?? `${product.name} ${cycle.cycle}`,
    activeUntil: cycle.active ?? null,
    securityUntil: cycle.security,
    extended:
      extended === undefined || cycle.extended === undefined ? null : { ...extended, until: cycle.extended },
    announcesEnds: product.announcesEnds,
    source: product.source,
    readOn: supportTable.read,
  };
}
