import type { Migration } from './migration.ts';

/** Tells the same file from a new one, so that importing it twice changes nothing. */
export const importHashes: Migration = {
  name: '0006-import-hashes',
  statements: `
    -- SHA-256 of the file in hexadecimal
    ALTER TABLE imports ADD COLUMN file_hash text NOT NULL DEFAULT '';
  `,
};
