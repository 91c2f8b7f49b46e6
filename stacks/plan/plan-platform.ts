import type { Declaration } from '#model/declaration/declaration.ts';
import { levelOf } from '#model/declaration/level.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { PlannedService, PlatformPlan } from '#model/platform/plan.ts';
import { whatFallsWith } from '#model/platform/what-falls.ts';
import { sortedBy } from './by-key.ts';
import { type PlanContext, planContext } from './context.ts';
import { planBackups } from './plan-backups.ts';
import { planCost } from './plan-cost.ts';
import { planDatabases } from './plan-databases.ts';
import { planEnergy } from './plan-energy.ts';
import { planFlows } from './plan-flows.ts';
import { planGroups } from './plan-groups.ts';
import { planMaintenance } from './plan-maintenance.ts';
import { planMonitoring } from './plan-monitoring.ts';
import { planCertificates, planEServices, planNames } from './plan-publication.ts';
import { findSharedZones, planZones } from './plan-zones.ts';

/**
 * What a valid declaration means on the platform in one environment.
 *
 * @throws {GrundvalError} `plan/unknown-environment`
 */
export function planPlatform(
  declaration: Declaration,
  { environment }: { readonly environment: string },
): PlatformPlan {
  const context = planContext(declaration, environment);
  const { groups, issues: groupIssues } = planGroups(context);
  const { flows, issues: flowIssues } = planFlows(context);
  const { backups, issues: backupIssues } = planBackups(context, groups);
  const { monitoring, issues: monitoringIssues } = planMonitoring(context, groups, backups);
  const names = planNames(context, flows);
  return {
    schemaVersion: 1,
    organisation: declaration.organisation.organisation.id,
    environment: context.environment.id,
    production: context.environment.production,
    zones: planZones(context),
    services: planServices(context),
    groups,
    flows,
    databases: planDatabases(context, groups),
    names,
    certificates: planCertificates(context, names),
    eServices: planEServices(context, flows, names, groups),
    backups,
    maintenance: planMaintenance(context, groups, flows),
    monitoring,
    cost: planCost(context),
    energy: planEnergy(context, groups),
    issues: sortedBy(
      [findSharedZones(context), groupIssues, flowIssues, backupIssues, monitoringIssues].flat(),
      ({ subject, code, found }) => JSON.stringify([subject, code, found]),
    ),
  };
}

function planServices({ declaration, services }: PlanContext): readonly PlannedService[] {
  const { organisation } = declaration;
  return services.map((service) => ({
    id: service.id,
    stage: service.stage,
    build: isBuilt(service),
    level: levelOf(service),
    platformSite: service.runsOn ?? null,
    takesDown: whatFallsWith({ organisation, services }, service.id).services,
  }));
}
