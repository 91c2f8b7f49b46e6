import type { Cidr } from '#model/declaration/cidr.ts';
import { derivableRange } from './address-math.ts';
import { sortedBy } from './by-key.ts';

/** A server's claim on one address of a subnet. */
export interface Claimant {
  readonly server: string;
  readonly subnet: Cidr;
  readonly address: bigint;
  readonly standing: ClaimStanding;
}

/** How firmly a claim stands: a declared address before a derived one, a server that is there before one to come. */
export type ClaimStanding = 'declared' | 'standing' | 'ordered' | 'proposed';

const firmness: Readonly<Record<ClaimStanding, number>> = {
  declared: 3,
  standing: 2,
  ordered: 1,
  proposed: 0,
};

/** A server that does not get the address it claims, whose it is, and a free one that may be declared instead. */
export interface Refusal {
  readonly claimant: Claimant;
  readonly rivals: readonly string[];
  /** Null where every address of the subnet is claimed. */
  readonly proposal: bigint | null;
}

/**
 * Who gets the address claimed. The firmest claim alone wins; two equally firm claims both lose, since nothing in
 * the declaration says which server was there first and a guess could move one that is running.
 *
 * The guarantee: **a server has the one address that follows from its own declaration, or none; never another
 * because of other servers.** Adding and removing servers, services and flows therefore moves no address. Where a
 * newcomer meets an old one of equal standing, the plan is blocked until the newcomer's `addresses` says the
 * proposed free address; then the old one has its own again, the same as ever.
 *
 * No rule without memory does better in IPv4: if addresses never move and never overlap, every two servers that
 * may ever meet must have different derived addresses, and a /24 has 251. Among 30 servers in a /24 some pair
 * meets with probability 0.84, among 10 with 0.17; in a /64, practically never.
 */
export function settleAddresses(claimants: readonly Claimant[]): {
  readonly granted: ReadonlyMap<string, bigint>;
  readonly refused: readonly Refusal[];
} {
  const byAddress = Map.groupBy(claimants, ({ subnet: { family }, address }) => `${family} ${address}`);
  const granted = new Map<string, bigint>();
  const losers: Omit<Refusal, 'proposal'>[] = [];
  for (const meeting of byAddress.values()) {
    const firmest = Math.max(...meeting.map(({ standing }) => firmness[standing]));
    const winners = meeting.filter(({ standing }) => firmness[standing] === firmest);
    const [winner] = winners;
    if (winners.length === 1 && winner !== undefined) granted.set(winner.server, winner.address);
    for (const claimant of meeting) {
      if (granted.has(claimant.server)) continue;
      const rivals = meeting.filter((other) => other !== claimant).map(({ server }) => server);
      losers.push({ claimant, rivals: rivals.toSorted() });
    }
  }
  return { granted, refused: proposeFree(claimants, losers) };
}

/** For each loser the next address that nobody claims, upwards from the one it claimed, round the subnet. */
function proposeFree(
  claimants: readonly Claimant[],
  losers: readonly Omit<Refusal, 'proposal'>[],
): readonly Refusal[] {
  const taken = new Set(claimants.map(({ subnet: { family }, address }) => `${family} ${address}`));
  return sortedBy(losers, ({ claimant }) => claimant.server).map((loser) => {
    const { subnet, address } = loser.claimant;
    const range = derivableRange(subnet);
    if (range === null) return { ...loser, proposal: null };
    const size = range.last - range.first + 1n;
    const start = address < range.first || address > range.last ? range.first : address;
    for (let step = 1n; step <= size && step <= BigInt(taken.size + 1); step += 1n) {
      const candidate = range.first + ((start - range.first + step) % size);
      const name = `${subnet.family} ${candidate}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return { ...loser, proposal: candidate };
    }
    return { ...loser, proposal: null };
  });
}
