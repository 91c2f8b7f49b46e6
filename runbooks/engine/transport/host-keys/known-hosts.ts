import { type PublicKey, parsePublicKey } from './public-key.ts';

/** One line of a known_hosts file. */
export interface KnownHost {
  /** `authority`: the key signs keys of hosts. `revoked`: it is never accepted. */
  readonly role: 'key' | 'authority' | 'revoked';
  readonly names: HostNames;
  readonly key: PublicKey;
}

/** Which hosts a line is about. */
export type HostNames =
  | { readonly kind: 'hashed'; readonly salt: Uint8Array; readonly hash: Uint8Array }
  | { readonly kind: 'patterns'; readonly wanted: readonly string[]; readonly unwanted: readonly string[] };

export interface KnownHostsMistake {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface KnownHosts {
  readonly entries: readonly KnownHost[];
  readonly mistakes: readonly KnownHostsMistake[];
}

const roles: Readonly<Record<string, KnownHost['role']>> = {
  '@cert-authority': 'authority',
  '@revoked': 'revoked',
};

/**
 * Reads the text of a known_hosts file: names, patterns with `*`, `?` and `!`, `[host]:port`, hashed names,
 * `@cert-authority` and `@revoked`. A line that cannot be read is told of, since it may have been meant to revoke a key.
 */
export function parseKnownHosts(text: string): KnownHosts {
  const entries: KnownHost[] = [];
  const mistakes: KnownHostsMistake[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const entry = parseLine(trimmed);
    if (typeof entry === 'string') mistakes.push({ line: index + 1, message: entry });
    else entries.push(entry);
  }
  return { entries, mistakes };
}

function parseLine(line: string): KnownHost | string {
  const words = line.split(/\s+/);
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
  const role = marker === undefined ? 'key' : roles[marker];
  if (role === undefined) return `unknown marker ${marker}, expected @cert-authority or @revoked`;
  const [hosts, type, base64] = words;
  if (hosts === undefined || type === undefined || base64 === undefined) {
    return 'expected names, type and key';
  }
  const names = hosts.startsWith('|') ? parseHashed(hosts) : parsePatterns(hosts);
  if (names === null) return `cannot read the names ${hosts}`;
  const key = parsePublicKey(`${type} ${base64}`);
  return key === null ? `no ${type} key: ${base64.slice(0, 24)}` : { role, names, key };
}

/** `|1|salt|hash`, both in base64. */
function parseHashed(text: string): HostNames | null {
  const [, version, salt, hash, ...rest] = text.split('|');
  if (version !== '1' || salt === undefined || hash === undefined || rest.length > 0) return null;
  const digest = Buffer.from(hash, 'base64');
  return digest.length === 20 ? { kind: 'hashed', salt: Buffer.from(salt, 'base64'), hash: digest } : null;
}

function parsePatterns(text: string): HostNames | null {
  const patterns = text.toLowerCase().split(',');
  if (patterns.some((pattern) => pattern === '' || pattern === '!')) return null;
  return {
    kind: 'patterns',
    wanted: patterns.filter((pattern) => !pattern.startsWith('!')),
    unwanted: patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
  };
}
