/** One line `Inst` of a simulated upgrade. */
export interface AptUpgrade {
  /** With `:architecture` where the package is of another than the device's. */
  readonly name: string;
  /** Null for a package that comes in new, as the kernel of a new ABI does. */
  readonly installedVersion: string | null;
  readonly availableVersion: string;
  /** Every archive that has this version: `Debian-Security:12/oldstable-security`. */
  readonly origins: readonly string[];
}

/** What `apt-get -s dist-upgrade` says would be done, and what it says it would not. */
export interface AptSimulation {
  readonly upgrades: readonly AptUpgrade[];
  /** Packages with a newer version that cannot be installed as things stand. */
  readonly keptBack: readonly string[];
  readonly notUnderstood: number;
}

const keptBackHeader = 'The following packages have been kept back:';

/**
 * Reads `apt-get -s dist-upgrade` under `LC_ALL=C`. Packages that are deferred by phasing stand under another
 * heading and are not missing: their turn on this device has not come.
 */
export function parseAptSimulation(text: string): AptSimulation {
  const lines = text.split('\n');
  const instLines = lines.filter((line) => line.startsWith('Inst '));
  const upgrades = instLines.map(parseInst).filter((upgrade) => upgrade !== null);
  return {
    upgrades,
    keptBack: wordsBelow(lines, keptBackHeader),
    notUnderstood: instLines.length - upgrades.length,
  };
}

/** `Inst name [installed] (available origins [architecture]) [what breaks in between]`. */
function parseInst(line: string): AptUpgrade | null {
  const match = /^Inst (\S+) (?:\[([^\]]+)\] )?\((\S+)(?: (.*?))? \[[^\]]+\]\)/.exec(line);
  if (match?.[1] === undefined || match[3] === undefined) return null;
  const [, name, installed, availableVersion, origins = ''] = match;
  return {
    name,
    installedVersion: installed ?? null,
    availableVersion,
    origins: origins === '' ? [] : origins.split(', '),
  };
}

function wordsBelow(lines: readonly string[], header: string): readonly string[] {
  const words: string[] = [];
  const start = lines.indexOf(header);
  for (let at = start + 1; start >= 0 && lines[at]?.startsWith(' '); at += 1) {
    words.push(...(lines[at]?.trim().split(/\s+/) ?? []));
  }
  return words;
}
