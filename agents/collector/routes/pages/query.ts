/** A field of the address where it is one of the values it may have; anything else is as if it were left out. */
export function oneOf<Value extends string>(
  text: string | undefined,
  values: readonly Value[],
): Value | null {
  return values.find((value) => value === text) ?? null;
}

/** A text field of the address, trimmed and cut; null where empty. */
export function textOf(text: string | undefined): string | null {
  const trimmed = (text ?? '').trim().slice(0, 200);
  return trimmed === '' ? null : trimmed;
}

/** A page number, from 1. */
export function pageOf(text: string | undefined): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1;
}
