import type { PlanIssue, PlatformPlan } from '#model/platform/plan.ts';
import type { ServiceCost, ServiceEnergy } from '#model/platform/planned-cost.ts';
import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import type { BackupPlan, MaintenanceWindow, MonitoringPlan } from '#model/platform/planned-operations.ts';
import type {
  PlannedCertificate,
  PlannedEService,
  PlannedName,
} from '#model/platform/planned-publication.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { subjectOf } from './issues.ts';

/** What the plan says of one service. */
export interface ServicePlan {
  readonly groups: readonly ServerGroup[];
  readonly flows: {
    readonly into: readonly PlannedFlow[];
    readonly out: readonly PlannedFlow[];
    readonly within: readonly PlannedFlow[];
  };
  readonly cost: ServiceCost | null;
  /** Null where it has no servers that we run. */
  readonly energy: ServiceEnergy | null;
  /** By key of the server group. */
  readonly backups: ReadonlyMap<string, BackupPlan>;
  /** By key of the server. */
  readonly windows: ReadonlyMap<string, MaintenanceWindow>;
  readonly monitoring: MonitoringPlan | null;
  readonly names: readonly PlannedName[];
  readonly certificates: readonly PlannedCertificate[];
  readonly eService: PlannedEService | null;
  readonly issues: readonly PlanIssue[];
}

/** Picks what concerns a service out of the plan. */
export function planOfService(plan: PlatformPlan, id: string): ServicePlan {
  const groups = plan.groups.filter(({ service }) => service === id);
  const keys = new Set(groups.map(({ key }) => key));
  const isOurs = (end: FlowEnd) => 'service' in end && end.service === id;
  return {
    groups,
    flows: {
      into: plan.flows.filter(({ from, to }) => isOurs(to) && !isOurs(from)),
      out: plan.flows.filter(({ from, to }) => isOurs(from) && !isOurs(to)),
      within: plan.flows.filter(({ from, to }) => isOurs(from) && isOurs(to)),
    },
    cost: plan.cost.services.find(({ service }) => service === id) ?? null,
    energy: plan.energy.services.find(({ service }) => service === id) ?? null,
    backups: new Map(
      plan.backups.filter(({ group }) => keys.has(group)).map((backup) => [backup.group, backup]),
    ),
    windows: new Map(
      plan.maintenance
        .filter(({ server }) => server.startsWith(`${id}/`))
        .map((window) => [window.server, window]),
    ),
    monitoring: plan.monitoring.find(({ service }) => service === id) ?? null,
    names: plan.names.filter(({ service }) => service === id),
    certificates: plan.certificates.filter(({ service }) => service === id),
    eService: plan.eServices.find(({ service }) => service === id) ?? null,
    issues: plan.issues.filter((issue) => {
      const subject = subjectOf(issue);
      return subject.kind === 'service' && subject.id === id;
    }),
  };
}
