/** Names under which a journal keeps, as evidence, what belongs to a change that was made first. */
export const emergencyRecords = {
  /** Why it could not wait. */
  reason: 'emergency/reason',
  /** That somebody else has looked at what was done. */
  secondPerson: 'emergency/second-person',
  /** What the look back came to. */
  review: 'emergency/review',
} as const;
