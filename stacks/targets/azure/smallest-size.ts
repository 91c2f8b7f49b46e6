/** What a size of machine has. */
export interface Capacity {
  readonly vcpus: number;
  readonly memoryGib: number;
}

/** The first size, in the order of the table, that has at least what is asked for; null where none has. */
export function smallestSize<Size extends Capacity>(
  sizes: readonly Size[],
  { vcpus, memoryGib }: Capacity,
): Size | null {
  return sizes.find((size) => size.vcpus >= vcpus && size.memoryGib >= memoryGib) ?? null;
}
