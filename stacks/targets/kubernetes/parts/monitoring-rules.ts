import type { MonitoringPlan } from '#model/platform/planned-operations.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../../slice.ts';
import { databaseClusterName } from './database-backup.ts';

/** Names of the alarms. */
export const alerts = {
  check: 'ServiceDoesNotAnswer',
  availability: 'AvailabilityBelowLevel',
  backup: 'BackupTooOld',
} as const;

/** How long a lost level or an old copy is seen before somebody is told: more than one reading, and no longer. */
export const settleSeconds = 300;

type Rule = { readonly [key: string]: JsonValue };

/** When somebody is told of a service: a check fails twice, the level of 30 days is lost, a copy is older than the RPO. */
export function monitoringRules(
  { backups }: PlatformSlice,
  { service, checks, availabilityPercent, hours, alarmAlways, backupAlarmAfterSeconds }: MonitoringPlan,
  groups: readonly PlacedGroup[],
): readonly Rule[] {
  const labels = {
    grundval_service: service,
    // Who is told when: a service essential to society alarms outside its agreed hours, too.
    grundval_alarm: alarmAlways ? 'always' : (hours ?? 'none'),
    severity: alarmAlways ? 'critical' : 'warning',
  };
  const rule = (alert: string, expr: string, forSeconds: number, sv: string, en: string): Rule => ({
    alert,
    expr,
    for: `${forSeconds}s`,
    labels,
    annotations: { summary_sv: sv, summary_en: en },
  });
  const copied = groups.filter(({ key }) => backups.some(({ group }) => group === key));
  const rules = checks.map(({ url, alarmAfterSeconds }) =>
    rule(
      alerts.check,
      checkExpression(service, url),
      alarmAfterSeconds,
      `${service} svarar inte på ${url}.`,
      `${service} does not answer at ${url}.`,
    ),
  );
  if (availabilityPercent !== null) {
    rules.push(
      rule(
        alerts.availability,
        availabilityExpression(service, checks.length > 0, availabilityPercent),
        settleSeconds,
        `${service} har varit tillgänglig mindre än ${String(availabilityPercent).replace('.', ',')} procent av 30 dygn.`,
        `${service} has been available less than ${availabilityPercent} percent of 30 days.`,
      ),
    );
  }
  if (backupAlarmAfterSeconds !== null) {
    // One for each group, since a fresh copy of one must not hide that another has none.
    for (const group of copied) {
      rules.push(
        rule(
          alerts.backup,
          backupExpression(group, backupAlarmAfterSeconds),
          settleSeconds,
          `Den nyaste säkerhetskopian av ${group.key} är äldre än avtalat.`,
          `The newest backup of ${group.key} is older than agreed.`,
        ),
      );
    }
  }
  return rules;
}

/** True where a check of a service fails. */
export function checkExpression(service: string, url: string): string {
  return `probe_success{job=${JSON.stringify(service)},instance=${JSON.stringify(url)}} == 0`;
}

/** True where a service has been available less than agreed. Without a check only the servers' own word is left. */
export function availabilityExpression(service: string, isChecked: boolean, percent: number): string {
  const metric = isChecked
    ? `probe_success{job=${JSON.stringify(service)}}`
    : `up{grundval_service=${JSON.stringify(service)}}`;
  return `avg(avg_over_time(${metric}[30d])) * 100 < ${percent}`;
}

/** True where the newest copy of a group is older than agreed: of its cluster, or of its schedule. */
export function backupExpression(
  { form, name }: Pick<PlacedGroup, 'form' | 'name'>,
  seconds: number,
): string {
  const newest =
    form === 'managed-database'
      ? `cnpg_collector_last_available_backup_timestamp{pod=~"${databaseClusterName({ name })}-[0-9]+"}`
      : `velero_backup_last_successful_timestamp{schedule="${name}"}`;
  return `time() - max(${newest}) > ${seconds}`;
}
