import { rangeHolds } from './address-set.ts';
import type { NetworkModel } from './network-model.ts';
import type { ParsedRule, ParsedSide } from './parsed-rule.ts';

/** Is everybody on this side of a rule? */
export function isAny({ tags }: ParsedSide): boolean {
  return tags.includes('*') || tags.includes('Any');
}

/** Does a rule hold for every port of every protocol? */
export function isForEveryPort({ protocol, ports }: ParsedRule): boolean {
  return protocol === null && ports.some(({ first, last }) => first === 0 && last === 65_535);
}

/** Do rules that close keep all zones out of those that follow, which then can mean the internet? */
export function keepsZonesOut(
  closing: readonly ParsedRule[],
  direction: ParsedRule['direction'],
  { zones }: Pick<NetworkModel, 'zones'>,
): boolean {
  const closed = closing.filter(isForEveryPort).flatMap(({ from, to }) => {
    const [far, near] = direction === 'Inbound' ? [from, to] : [to, from];
    return isAny(near) ? far.ranges : [];
  });
  return zones.every((zone) => closed.some((range) => rangeHolds(range, zone)));
}
