const firstSeconds = 0.2;
const longestSeconds = 5;

/**
 * Seconds to wait before the attempt after this one (from 1), anywhere between half and the whole of a doubling time:
 * hosts that were turned away together do not come back together.
 *
 * @param random a number in [0, 1)
 */
export function backoffSeconds(attempt: number, random: number): number {
  const whole = Math.min(longestSeconds, firstSeconds * 2 ** (attempt - 1));
  return whole * (0.5 + random / 2);
}
