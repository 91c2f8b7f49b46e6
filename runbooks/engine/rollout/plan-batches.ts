import { compareText } from '#model/compare-text.ts';
import type { Host, RolloutRule } from '../../procedure.ts';
import { batchSize } from './sizes.ts';
import { createSlotFinder } from './window.ts';

type Spread = Pick<Host, 'id' | 'service' | 'failureDomain' | 'platformSite' | 'window'>;

/**
 * Hosts in batches, in the order they are taken: by the turn that a procedure gives them, then by the opening of their
 * window and by wave, canaries first, never
 * two members of one service together, nor two of one failure domain where the rule says so. Of the services, the
 * ones with most hosts left go first, so that there are as few batches as can be.
 */
export function planBatches<Of extends Spread>(
  hosts: readonly Of[],
  rule: Pick<RolloutRule, 'batches' | 'ramp' | 'spread' | 'window'>,
  now: Date,
  turnOf: (host: Of) => number = () => 0,
): readonly (readonly string[])[] {
  const batches: string[][] = [];
  const slotOf = createSlotFinder();
  const openingOf = ({ window }: Spread): string =>
    // Sorts as a text.
    rule.window === 'any' || window === null
      ? ''
      : `${slotOf(window, now).opens.toISOString()} ${window.wave}`;
  // Hosts that are taken together have the same turn, window and wave.
  const together = [...Map.groupBy(hosts, turnOf)]
    .sort(([a], [b]) => a - b)
    .flatMap(([, members]) => [...Map.groupBy(members, openingOf)].sort(([a], [b]) => compareText(a, b)));
  for (const [, members] of together) {
    const queues = serviceQueues(members);
    while (queues.length > 0) {
      const batch = takeBatch(queues, rule.spread, batchSize(rule, batches.length, hosts.length));
      batches.push(batch);
    }
  }
  return batches;
}

/** Hosts of one service, those left to take. A host without a service is one of its own. */
type Queue = Spread[];

function serviceQueues(hosts: readonly Spread[]): Queue[] {
  const byService = Map.groupBy(hosts, ({ id, service }) => (service === null ? `host ${id}` : service));
  return [...byService.values()].map((queue) => queue.toSorted((a, b) => compareText(a.id, b.id)));
}

function takeBatch(queues: Queue[], spread: RolloutRule['spread'], size: number): string[] {
  queues.sort((a, b) => b.length - a.length || compareText(a[0]?.id ?? '', b[0]?.id ?? ''));
  const domains = new Set<string>();
  const batch: string[] = [];
  for (const queue of queues) {
    if (batch.length === size) break;
    const at = queue.findIndex((host) => spread === 'service' || !domains.has(domainOf(host)));
    const [taken] = at === -1 ? [] : queue.splice(at, 1);
    if (taken === undefined) continue;
    batch.push(taken.id);
    if (taken.failureDomain !== null) domains.add(domainOf(taken));
  }
  for (let at = queues.length - 1; at >= 0; at--) if (queues[at]?.length === 0) queues.splice(at, 1);
  return batch;
}

/** Failure domains have names within their site. */
function domainOf({ id, platformSite, failureDomain }: Spread): string {
  return failureDomain === null ? `host ${id}` : `${platformSite}/${failureDomain}`;
}
