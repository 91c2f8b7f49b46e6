/** Memory or storage as the API server writes it: whole GiB, else MiB. */
export function gibibytes(gib: number): string {
  return Number.isInteger(gib) ? `${gib}Gi` : `${Math.ceil(gib * 1024)}Mi`;
}

/** GiB of a quantity in Gi or Mi; null where it is written in another way. */
export function readGibibytes(quantity: string): number | null {
  const match = /^(\d+)(Gi|Mi)$/.exec(quantity);
  if (match === null) return null;
  return match[2] === 'Gi' ? Number(match[1]) : Number(match[1]) / 1024;
}
