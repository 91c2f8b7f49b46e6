import type { Declaration } from '#model/declaration/declaration.ts';
import { sameText, type Text } from '#model/format/text.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { ChangedPart } from '#model/platform/plan-change.ts';

/** A declaration and its plan at one moment. */
export interface PlanState {
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
}

/** A kind of thing in a plan, and how people speak of it. */
export interface ComparedPart<Item> {
  readonly part: ChangedPart;
  items(state: PlanState): readonly Item[];
  keyOf(item: Item): string;
  servicesOf(item: Item): readonly string[];
  /** Name with its kind, to begin a sentence: "Servern treserva-db-1". */
  describe(item: Item): Text;
  /** What may change; null is not said. */
  readonly fields: readonly Field<Item>[];
  placeOf(item: Item): DeclaredPlace | null;
}

interface Field<Item> {
  readonly label: Text;
  value(item: Item): Text | null;
}

/** The same words in both languages: ids, addresses, numbers. */
export function plain(value: string | number | null | undefined): Text | null {
  return value === null || value === undefined || value === '' ? null : sameText(String(value));
}

/** Names in a row; null where there are none. */
export function several(values: readonly string[]): Text | null {
  return plain(values.join(', '));
}

export function yesNo(value: boolean): Text {
  return value ? { sv: 'ja', en: 'yes' } : { sv: 'nej', en: 'no' };
}

/** A span in its largest whole unit. */
export function span(seconds: number | null): Text | null {
  if (seconds === null) return null;
  const units: readonly (readonly [number, string, string])[] = [
    [86_400, 'dygn', 'd'],
    [3600, 'h', 'h'],
    [60, 'min', 'min'],
  ];
  const [size, sv, en] = units.find(([unit]) => seconds % unit === 0 && seconds >= unit) ?? [1, 's', 's'];
  return { sv: `${seconds / size} ${sv}`, en: `${seconds / size} ${en}` };
}

/** Service of a group's or server's key: `treserva/db/1`. */
export function serviceOfKey(key: string): string {
  return key.split('/')[0] ?? key;
}
