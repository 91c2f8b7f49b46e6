import { backupPlan } from './backup-plan.ts';
import { certificate } from './certificate.ts';
import { dataDisk } from './data-disk.ts';
import { database } from './database.ts';
import { eService } from './e-service.ts';
import { flow } from './flow.ts';
import { guardrail } from './guardrail.ts';
import { maintenanceWindow } from './maintenance-window.ts';
import { monitoring } from './monitoring.ts';
import { name } from './name.ts';
import { serverGroup } from './server-group.ts';
import type { WorkKind } from './work-kind.ts';
import { zone } from './zone.ts';

/** Every kind of work on an adopted site, sorted by name. */
export const workKinds: readonly WorkKind[] = [
  backupPlan,
  certificate,
  dataDisk,
  database,
  eService,
  flow,
  guardrail,
  maintenanceWindow,
  monitoring,
  name,
  serverGroup,
  zone,
];
