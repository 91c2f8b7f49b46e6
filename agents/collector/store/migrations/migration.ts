/**
 * One step forward of the database. Once released it never changes: what was wrong is mended by a later one.
 * Every table's key begins with the tenant, ids are UUIDv7 made by the collector, times are in UTC.
 */
export interface Migration {
  /** `0001-tenants`: number and subject; the order of the numbers is the order of the steps. */
  readonly name: string;
  /** Statements, run in one transaction with all other pending steps. */
  readonly statements: string;
}
