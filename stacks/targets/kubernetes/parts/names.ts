import type { PlatformPlan } from '#model/platform/plan.ts';
import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import { nameLimits, shortenName } from '#stacks/plan/shorten-name.ts';
import { stableHash } from '#stacks/plan/stable-hash.ts';

type Environment = Pick<PlatformPlan, 'environment' | 'production'>;

/** Begins names outside production, as the plan's own names do. */
export function environmentPrefix({ environment, production }: Environment): string {
  return production ? '' : `${environment}-`;
}

/** Namespace, network and attachment of a zone: `zon-adm`. */
export function zoneName(plan: Environment, zone: string): string {
  return shortenName(`${environmentPrefix(plan)}zon-${zone}`, nameLimits.dnsLabel);
}

/** Names of a whole cluster: `grundval-approved-images`. */
export function clusterName(plan: Environment, name: string): string {
  return `grundval-${environmentPrefix(plan)}${name}`;
}

/**
 * Name of a flow's policies: `castor.app--castor.db--tcp-1433`. Ids have no dots and no two hyphens in a row, so two
 * flows never have one name, and the longest fits in the 253 characters of RFC 1123.
 */
export function flowName({
  from,
  to,
  protocol,
  port,
}: Pick<PlannedFlow, 'from' | 'to' | 'protocol' | 'port'>): string {
  return `${endName(from)}--${endName(to)}--${protocol}-${port}`;
}

function endName(end: FlowEnd): string {
  switch (end.kind) {
    case 'internet':
      return 'internet';
    case 'zone':
      return `zone-${end.zone}`;
    case 'outside':
      return `outside-${end.service}`;
    case 'group':
      return `${end.service}.${end.role}`;
  }
}

/**
 * A DNS label for a key of other characters: its readable beginning and six characters that depend on the whole key.
 *
 * @example uniqueLabel('www.exempel.example 443') // 'www-exempel-example-443-' and six characters
 */
export function uniqueLabel(key: string): string {
  const readable = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  const hash = (stableHash('label', key) % 36n ** 6n).toString(36).padStart(6, '0');
  return `${readable === '' ? 'x' : readable}-${hash}`;
}
