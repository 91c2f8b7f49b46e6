import type { View } from '../view.ts';

/** Whole kronor of an amount in öre; below a krona what it is. */
export function kronor(ore: number, { format }: View): string {
  return format.number(ore / 100, ore !== 0 && Math.abs(ore) < 100 ? 2 : 0);
}
