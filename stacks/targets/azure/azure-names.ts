import { shortenName } from '#stacks/plan/shorten-name.ts';
import { stableHash } from '#stacks/plan/stable-hash.ts';

/** Longest names of resources, in characters, by what they are (Microsoft, "Naming rules and restrictions"). */
const limits = {
  /** Most things of network and compute. */
  common: 80,
  resourceGroup: 90,
  virtualNetwork: 64,
  machine: 64,
  workspace: 63,
  database: 63,
  environment: 60,
  containerApp: 32,
  recoveryVault: 50,
  backupVault: 50,
  keyVault: 24,
  policy: 64,
  script: 90,
} as const;

/** A name with what the resource is first, cut where Azure allows no more. */
export function azureName(prefix: string, text: string, kind: keyof typeof limits = 'common'): string {
  return shortenName(`${prefix}-${text}`, limits[kind]);
}

/**
 * A name in a name space that all customers of Azure share: it ends in ten characters that depend on everything
 * that tells this one from theirs, the subscription included.
 */
export function globalName(
  prefix: string,
  text: string,
  kind: keyof typeof limits,
  ...unique: readonly string[]
): string {
  const hash = stableText('global', prefix, text, ...unique);
  const beginning = `${prefix}-${text}`.slice(0, limits[kind] - hash.length - 1).replace(/-+$/, '');
  return `${beginning}-${hash}`;
}

/** Ten letters and digits that depend on the parts alone. */
export function stableText(...parts: readonly string[]): string {
  return (stableHash(...parts) % 36n ** 10n).toString(36).padStart(10, '0');
}

/** What is left of a text when only what names may hold is kept: `vard>treserva/app:tcp/443` → `vard-treserva-app-tcp-443`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
