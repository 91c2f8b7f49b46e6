/** Yes, no, or that nobody knows: the three things a reading can say. */
export function tristate(value: boolean | null, t: { yes: string; no: string; unknown: string }): string {
  return value === null ? t.unknown : value ? t.yes : t.no;
}
