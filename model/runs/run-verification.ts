/** What the journal of a run proves to somebody who knows some keys. */
export interface RunVerification {
  /** `broken`: an entry, a seal or an anchor contradicts another. */
  readonly verdict: 'whole' | 'broken';
  /**
   * Whole, all of it sealed with a key that is known, asked for by whom the plan says and approved by those who
   * signed: what counts as evidence.
   */
  readonly proved: boolean;
  readonly sealedBy: string | null;
  /** Number of the last entry that a seal covers. */
  readonly sealedTo: number | null;
  /** Number of the last entry that somebody outside vouches for. */
  readonly anchoredTo: number | null;
  /** Directory ids of those whose signatures under the plan hold. */
  readonly approvedBy: readonly string[];
  /** The same as `grundval runs verify` prints, line by line. */
  readonly told: { readonly sv: readonly string[]; readonly en: readonly string[] };
}
