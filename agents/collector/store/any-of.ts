import { type RawBuilder, sql } from 'kysely';

/** For `where('tenant', '=', anyOf(tenants))`: unlike `in`, one parameter however many, and none of no values. */
export function anyOf<Value>(values: readonly Value[]): RawBuilder<Value> {
  return sql<Value>`any(${values})`;
}
