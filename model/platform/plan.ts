import type { Service } from '../declaration/service.ts';
import type { Text } from '../format/text.ts';
import type { DeclaredPlace } from './declared-place.ts';
import type { CostPlan, EnergyPlan } from './planned-cost.ts';
import type { PlannedFlow } from './planned-flows.ts';
import type { PlannedZone } from './planned-network.ts';
import type { BackupPlan, MaintenanceWindow, MonitoringPlan } from './planned-operations.ts';
import type {
  PlannedCertificate,
  PlannedDatabase,
  PlannedEService,
  PlannedName,
} from './planned-publication.ts';
import type { ServerGroup } from './planned-servers.ts';

/** What cannot be planned as declared. The rest of the plan stands. */
export interface PlanIssue {
  readonly code: PlanIssueCode;
  /** Nothing is applied while a blocking issue stands. */
  readonly severity: 'blocking' | 'notice';
  /** Key of what it is about: `zone:adm`, `service:gis`, `group:gis/app`, `server:gis/app/1`. */
  readonly subject: string;
  readonly at: DeclaredPlace;
  readonly found: Text;
  readonly expected: Text;
  /** What to write; null where that is for people to decide. */
  readonly hint: Text | null;
}

export type PlanIssueCode =
  /** Two servers derive or declare the same address: neither of equal standing has it until one is declared. */
  | 'address-conflict'
  | 'address-outside-subnet'
  | 'subnet-too-small'
  | 'no-subnet-on-site'
  | 'name-taken'
  | 'class-unknown'
  | 'no-zone-for-class'
  | 'several-zones-for-class'
  | 'zone-below-class'
  | 'zone-not-for-servers'
  | 'zone-shared-by-environments'
  | 'not-redundant'
  | 'role-shares-zone'
  | 'flow-leaves-environment'
  | 'no-service-level'
  | 'rpo-not-met'
  | 'not-watched';

/** A service of the plan. */
export interface PlannedService {
  readonly id: string;
  readonly stage: Service['stage'];
  /** False while it is only proposed: planned and priced, never built. */
  readonly build: boolean;
  /** Highest of k, r and t; null = not classified. */
  readonly level: number | null;
  readonly platformSite: string | null;
  /** Services that fall if this one falls, directly or through others, by id, sorted. */
  readonly takesDown: readonly string[];
}

/**
 * What a declaration means on the platform, in one environment. A pure function of the declaration: every list
 * is sorted by key, nothing depends on the order things are declared in, on time or on what was planned before.
 */
export interface PlatformPlan {
  readonly schemaVersion: 1;
  readonly organisation: string;
  readonly environment: string;
  readonly production: boolean;
  readonly zones: readonly PlannedZone[];
  readonly services: readonly PlannedService[];
  readonly groups: readonly ServerGroup[];
  readonly flows: readonly PlannedFlow[];
  readonly databases: readonly PlannedDatabase[];
  readonly names: readonly PlannedName[];
  readonly certificates: readonly PlannedCertificate[];
  readonly eServices: readonly PlannedEService[];
  readonly backups: readonly BackupPlan[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly monitoring: readonly MonitoringPlan[];
  readonly cost: CostPlan;
  readonly energy: EnergyPlan;
  readonly issues: readonly PlanIssue[];
}
