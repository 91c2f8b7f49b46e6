/** By code unit: the same order on every machine, whatever its language. Not for what people read. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
