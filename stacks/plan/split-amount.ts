/** One who bears a part, and how large a part in relation to the others. */
export interface Share {
  readonly id: string;
  /** Not negative. */
  readonly weight: number;
}

/**
 * Splits a whole number of öre so that the parts are whole and sum to it exactly (largest remainder, Hamilton's
 * method; equal remainders go to the ids that come first). Shares that are all zero are taken as equal; nobody
 * bears what nobody has a share of, so without shares there are no parts.
 */
export function splitAmount(ore: number, shares: readonly Share[]): ReadonlyMap<string, number> {
  const total = shares.reduce((sum, { weight }) => sum + scaled(weight), 0n);
  const parts = shares.map(({ id, weight }) => {
    const portion = total === 0n ? 1n : scaled(weight);
    const whole = total === 0n ? BigInt(shares.length) : total;
    const product = BigInt(ore) * portion;
    return { id, part: Number(product / whole), remainder: product % whole };
  });
  let left = ore - parts.reduce((sum, { part }) => sum + part, 0);
  const ranked = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? (a.id < b.id ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  return new Map(
    ranked.map(({ id, part }) => {
      const extra = left > 0 ? 1 : 0;
      left -= extra;
      return [id, part + extra];
    }),
  );
}

/** A weight in millionths, so that decimal percentages are split without rounding on the way. */
function scaled(weight: number): bigint {
  return BigInt(Math.round(weight * 1e6));
}
