import type { JsonValue } from '#model/platform/rendering.ts';
import { at, listAt, textAt, textsAt } from './json.ts';

/** Does a label selector select what has these labels? An empty one selects everything. */
export function selects(selector: JsonValue, labels: { readonly [key: string]: string }): boolean {
  const wanted = Object.entries(textsAt(selector, 'matchLabels'));
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    listAt(selector, 'matchExpressions').every((requirement) => meets(requirement, labels))
  );
}

function meets(requirement: JsonValue, labels: { readonly [key: string]: string }): boolean {
  const value = labels[textAt(requirement, 'key')];
  const values = listAt(requirement, 'values');
  switch (at(requirement, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
