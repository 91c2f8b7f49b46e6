import { type AddressRange, rangeHolds } from './address-set.ts';
import type { NetworkModel } from './network-model.ts';
import type { ParsedRule, ParsedSide } from './parsed-rule.ts';

/** Where a packet comes from or goes to: an address, and the groups of the interface that has it. */
export interface Place {
  readonly address: AddressRange;
  readonly groups: ReadonlySet<string>;
}

/**
 * Does a side of a rule match a place? `VirtualNetwork` is the network and all that is reached by a tunnel, so all
 * zones; `Internet` is all outside the network, so zones elsewhere, too, since that is how Azure would take an
 * address it was never told of. Other tags are services of Azure's own, which nobody asks about.
 */
export function sideMatches(side: ParsedSide, place: Place, { space, zones }: NetworkModel): boolean {
  const isIn = (ranges: readonly AddressRange[]) => ranges.some((range) => rangeHolds(range, place.address));
  return (
    side.groups.some((group) => place.groups.has(group)) ||
    isIn(side.ranges) ||
    side.tags.some((tag) => {
      switch (tag) {
        case '*':
        case 'Any':
          return true;
        case 'VirtualNetwork':
          return isIn(space) || isIn(zones);
        case 'Internet':
          return !isIn(space);
        default:
          return false;
      }
    })
  );
}

/** Does a rule match a port of a protocol? */
export function portMatches(rule: ParsedRule, port: number, protocol: 'tcp' | 'udp'): boolean {
  return (
    (rule.protocol === null || rule.protocol === protocol) &&
    rule.ports.some(({ first, last }) => first <= port && port <= last)
  );
}
