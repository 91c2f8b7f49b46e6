import { spanOf } from '../services/class-and-level.ts';
import type { View } from '../view.ts';

/** Seconds in the largest unit that holds them whole: 7 776 000 → 90 dygn, never "2 månader". */
export function exactSpan(seconds: number, view: View): string {
  if (seconds % 86_400 === 0) return spanOf(`${seconds / 86_400}d`, view);
  if (seconds % 3600 === 0) return spanOf(`${seconds / 3600}h`, view);
  return spanOf(`${Math.round(seconds / 60)}m`, view);
}
