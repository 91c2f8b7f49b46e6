import { type Comparison, compareSignals, type HardwareSignals } from './signals.ts';

/** A device that an enrolment may be of. */
export interface Candidate {
  readonly id: string;
  readonly signals: HardwareSignals;
  /** Newest contact by the key in use; null where it has none. */
  readonly agentSeenAt: Date | null;
}

/** Whose key the new one is, and why. */
export type Resolution =
  | { readonly kind: 'new' }
  /** A device that so far only imports or the declaration knew. */
  | { readonly kind: 'attach'; readonly deviceId: string }
  /** A device whose key is replaced: installed anew, or the same installation enrolled again. */
  | { readonly kind: 'replace'; readonly deviceId: string; readonly as: 'reimaged' | 'known' };

/**
 * Decides whether an enrolment is of a device that is known (`reference/fleet.md` 5.2). A key that still
 * reports is never replaced on the word of another machine: then both stand, and the conflict is shown.
 * It is replaced where serial number and UUID both agree and either the key has been silent for an
 * interval, or the installation is the same one, too.
 */
export function resolveEnrolment(
  signals: HardwareSignals,
  candidates: readonly Candidate[],
  now: Date,
  intervalSeconds: number,
): Resolution {
  const same = candidates
    .map((candidate) => ({ candidate, comparison: compareSignals(signals, candidate.signals) }))
    .filter(({ comparison }) => comparison.isSame)
    .sort((a, b) => b.comparison.weight - a.comparison.weight || (a.candidate.id < b.candidate.id ? -1 : 1));
  const enrolled = same.find(
    ({ candidate, comparison }) => candidate.agentSeenAt !== null && isStrong(comparison),
  );
  if (enrolled?.candidate.agentSeenAt) {
    const { candidate, comparison } = enrolled;
    const silentMs = now.getTime() - enrolled.candidate.agentSeenAt.getTime();
    if (comparison.shared.includes('machine-id')) {
      return { kind: 'replace', deviceId: candidate.id, as: 'known' };
    }
    if (silentMs > intervalSeconds * 1000) {
      return { kind: 'replace', deviceId: candidate.id, as: 'reimaged' };
    }
    return { kind: 'new' };
  }
  const unclaimed = same.find(({ candidate }) => candidate.agentSeenAt === null);
  return unclaimed === undefined ? { kind: 'new' } : { kind: 'attach', deviceId: unclaimed.candidate.id };
}

const isStrong = ({ shared }: Comparison): boolean => shared.includes('serial') && shared.includes('uuid');
