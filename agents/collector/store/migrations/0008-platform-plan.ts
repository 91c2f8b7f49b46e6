import type { Migration } from './migration.ts';

/** What the declaration means on the platform, beside it: pages and controls read both. */
export const platformPlan: Migration = {
  name: '0008-platform-plan',
  statements: `
    -- null in rows from before there were plans
    ALTER TABLE snapshots ADD COLUMN plan json NOT NULL DEFAULT 'null';
    ALTER TABLE snapshots ADD COLUMN work_orders json NOT NULL DEFAULT '[]';
  `,
};
