import type { Migration } from './migration.ts';

/** The text of the declaration, so that evidence can be followed to its line. */
export const declarationSources: Migration = {
  name: '0007-declaration-sources',
  statements: `
    -- file in the declaration's folder → its text
    ALTER TABLE snapshots ADD COLUMN sources json NOT NULL DEFAULT '{}';
  `,
};
