import type { MonitoringPlan } from '#model/platform/planned-operations.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup } from '../slice.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import type { AzureTags } from './azure-tags.ts';
import { connectionMonitorName, type ServiceCheck } from './checks.ts';
import { databaseServerName } from './database.ts';
import { machineName } from './virtual-machine.ts';

/** Furthest that an alarm's question can look back. */
export const longestLookBackSeconds = 2 * 86_400;

interface Alerting {
  readonly site: AzureSite;
  readonly plan: MonitoringPlan;
  readonly tags: AzureTags;
  /** Logical name of the receivers. */
  readonly receivers: string;
}

/** An alarm where the service has been reached less than agreed during the last day. */
export function availabilityAlert(
  alerting: Alerting,
  checks: readonly ServiceCheck[],
  groups: readonly PlacedGroup[],
): readonly RenderedResource[] {
  const { availabilityPercent, service } = alerting.plan;
  if (availabilityPercent === null) return [];
  return [
    alert(alerting, 'availability', {
      query: availabilityQuery(service, checks, groups),
      column: 'availabilityPercent',
      operator: 'LessThan',
      threshold: availabilityPercent,
      timeAggregation: 'Minimum',
      windowSize: 'P1D',
      evaluationFrequency: 'PT1H',
    }),
  ];
}

/** An alarm where the newest copy is older than the RPO. */
export function backupAlert(alerting: Alerting, groups: readonly PlacedGroup[]): readonly RenderedResource[] {
  const { backupAlarmAfterSeconds } = alerting.plan;
  if (backupAlarmAfterSeconds === null) return [];
  return [
    alert(alerting, 'backup', {
      query: backupQuery(alerting.site, groups),
      column: 'ageSeconds',
      operator: 'GreaterThan',
      threshold: backupAlarmAfterSeconds,
      timeAggregation: 'Maximum',
      windowSize: 'P2D',
      evaluationFrequency: 'PT1H',
    }),
  ];
}

/** Essential services wake somebody; the rest waits for the agreed hours. */
export function severityOf({ alarmAlways }: Pick<MonitoringPlan, 'alarmAlways'>): number {
  return alarmAlways ? 1 : 2;
}

/** Name of an alarm of a service, by what it is about. */
export function alertName(about: 'availability' | 'backup', service: string): string {
  return azureName(`alert-${about}`, service);
}

interface Question {
  readonly query: string;
  readonly column: string;
  readonly operator: 'LessThan' | 'GreaterThan';
  readonly threshold: number;
  readonly timeAggregation: 'Minimum' | 'Maximum';
  readonly windowSize: string;
  readonly evaluationFrequency: string;
}

function alert(
  { site, plan, tags, receivers }: Alerting,
  about: 'availability' | 'backup',
  { query, column, operator, threshold, timeAggregation, windowSize, evaluationFrequency }: Question,
): RenderedResource {
  const ruleName = alertName(about, plan.service);
  return azureResource(
    'azure-native:monitor:ScheduledQueryRule',
    ruleName,
    {
      resourceGroupName: site.services.resourceGroup,
      ruleName,
      location: site.location,
      kind: 'LogAlert',
      enabled: true,
      severity: severityOf(plan),
      scopes: [site.baseId('Microsoft.OperationalInsights/workspaces', site.workspace)],
      windowSize,
      evaluationFrequency,
      criteria: {
        allOf: [
          {
            query,
            metricMeasureColumn: column,
            timeAggregation,
            operator,
            threshold,
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      actions: {
        actionGroups: [site.servicesId('Microsoft.Insights/actionGroups', receivers)],
      },
      autoMitigate: true,
      tags,
    },
    { dependsOn: [receivers] },
  );
}

/** By checks where there are any, else by whether machines are heard of. */
function availabilityQuery(
  service: string,
  checks: readonly ServiceCheck[],
  groups: readonly PlacedGroup[],
): string {
  const parts = [
    ...(checks.some(({ from }) => from === 'internet')
      ? [
          `(AppAvailabilityResults | where Name startswith "wt-${service}-" | project ok = iff(Success == true, 1.0, 0.0))`,
        ]
      : []),
    ...(checks.some(({ from }) => from !== 'internet')
      ? [
          `(NWConnectionMonitorTestResult | where ConnectionMonitorResourceId endswith "/${connectionMonitorName(service)}" | project ok = iff(TestResult == "Pass", 1.0, 0.0))`,
        ]
      : []),
  ];
  if (parts.length > 0) {
    return `union isfuzzy=true ${parts.join(', ')} | summarize availabilityPercent = 100.0 * avg(ok)`;
  }
  const machines = groups.flatMap(({ form, servers }) =>
    form === 'machines' ? servers.map((server) => `"${machineName(server)}"`) : [],
  );
  return `Heartbeat | where _ResourceId has_any (${machines.join(', ') || '""'}) | summarize heard = dcount(bin(TimeGenerated, 5m)) by _ResourceId | summarize availabilityPercent = 100.0 * min(heard) / 288`;
}

/** The oldest of the newest copies; what has none in two days is as old as that. */
function backupQuery(site: AzureSite, groups: readonly PlacedGroup[]): string {
  const items = groups.flatMap((group) => {
    if (group.form === 'machines') return group.servers.map(machineName);
    return group.form === 'managed-database' ? [databaseServerName(site, group, 1)] : [];
  });
  const list = JSON.stringify(items);
  return `let items = print item = todynamic('${list}') | mv-expand item to typeof(string); items | join kind=leftouter (union isfuzzy=true AddonAzureBackupJobs, CoreAzureBackup | where JobOperation == "Backup" and JobStatus == "Completed" | mv-apply item = todynamic('${list}') to typeof(string) on (where BackupItemUniqueId has item) | summarize newest = max(JobStartDateTime) by item) on item | summarize ageSeconds = max(datetime_diff("second", now(), coalesce(newest, ago(2d))))`;
}
