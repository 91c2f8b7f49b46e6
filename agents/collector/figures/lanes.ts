/** A stretch of a margin that something occupies. */
export interface Lane<Of> {
  readonly of: Of;
  readonly from: number;
  readonly to: number;
}

/**
 * Gives each stretch a lane, counted from the inside, such that no two overlap in one and `apart` is kept between them.
 * Short ones come first: then long ones run around them rather than through them.
 */
export function assignLanes<Of>(stretches: readonly Lane<Of>[], apart: number): ReadonlyMap<Of, number> {
  const lanes: Lane<Of>[][] = [];
  const assigned = new Map<Of, number>();
  for (const stretch of stretches.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const free = lanes.findIndex((lane) =>
      lane.every((other) => other.to + apart <= stretch.from || stretch.to + apart <= other.from),
    );
    const index = free === -1 ? lanes.length : free;
    lanes[index] = [...(lanes[index] ?? []), stretch];
    assigned.set(stretch.of, index);
  }
  return assigned;
}
