import { tenants } from './0001-tenants.ts';
import { devices } from './0002-devices.ts';
import { observations } from './0003-observations.ts';
import { results } from './0004-results.ts';
import { access } from './0005-access.ts';
import { importHashes } from './0006-import-hashes.ts';
import { declarationSources } from './0007-declaration-sources.ts';
import { platformPlan } from './0008-platform-plan.ts';
import { runs } from './0009-runs.ts';
import type { Migration } from './migration.ts';

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [
  tenants,
  devices,
  observations,
  results,
  access,
  importHashes,
  declarationSources,
  platformPlan,
  runs,
];
