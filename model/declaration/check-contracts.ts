import { locate } from './paths.ts';
import { type Contradiction, isDay, itemsAt, type Rule } from './rule.ts';

/** Rules between fields of `suppliers.yaml`. */
export const suppliersRules: readonly Rule[] = [{ kind: 'suppliers', check: checkContracts }];

function checkContracts(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['suppliers', '*', 'contracts', '*']).flatMap(({ path, fields }) => {
    const { from, to } = fields;
    if (!isDay(from) || !isDay(to)) return [];
    if (to < from) return [{ path: [...path, 'to'], found: to, expected: `a day from ${from} on` }];
    return locate(fields, ['options', '*'])
      .filter(({ value: day }) => isDay(day) && (day < from || day > to))
      .map((option) => ({
        path: [...path, ...option.path],
        found: String(option.value),
        expected: `a day within the contract, ${from} to ${to}`,
      }));
  });
}
