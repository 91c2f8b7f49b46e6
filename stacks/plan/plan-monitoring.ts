import { serviceLevelOf } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { isStanding } from '#model/declaration/stage.ts';
import { durationSeconds } from '#model/declaration/values.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { BackupPlan, MonitoringPlan } from '#model/platform/planned-operations.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { sortedBy } from './by-key.ts';
import type { PlanContext } from './context.ts';
import { minutesPerWeekOf } from './service-hours.ts';

/** What is watched of each service, and how much it may be down. */
export function planMonitoring(
  context: PlanContext,
  groups: readonly ServerGroup[],
  backups: readonly BackupPlan[],
): { readonly monitoring: readonly MonitoringPlan[]; readonly issues: readonly PlanIssue[] } {
  return {
    monitoring: context.services.map((service) => planService(context, service, groups, backups)),
    issues: context.services
      .filter(
        (service) => isStanding(service) && service.serviceLevel !== undefined && service.checks.length === 0,
      )
      .map((service) => ({
        code: 'not-watched',
        severity: 'notice',
        subject: `service:${service.id}`,
        at: context.serviceAt(service, '/serviceLevel'),
        found: {
          sv: 'en servicenivå men ingen kontroll av att tjänsten svarar',
          en: 'a service level and no checks',
        },
        expected: {
          sv: 'en kontroll; utan den vet ingen om nivån hålls',
          en: 'a check, without which nobody knows whether the level is kept',
        },
        hint: {
          sv: 'lägg till `checks` med en adress som svarar när tjänsten fungerar',
          en: 'add `checks` with an address that answers while the service works',
        },
      })),
  };
}

function planService(
  { declaration }: PlanContext,
  service: Service,
  groups: readonly ServerGroup[],
  backups: readonly BackupPlan[],
): MonitoringPlan {
  const level = serviceLevelOf(declaration, service);
  const keys = groups.filter((group) => group.service === service.id).map(({ key }) => key);
  const rpos = backups.filter(({ group }) => keys.includes(group)).map(({ rpoSeconds }) => rpoSeconds);
  return {
    service: service.id,
    serviceLevel: level?.id ?? null,
    availabilityPercent: level?.availabilityPercent ?? null,
    hours: level?.hours ?? null,
    downMinutesPer30Days:
      level === undefined ? null : allowedDownMinutes(level.hours, level.availabilityPercent),
    alarmAlways: service.essential,
    checks: sortedBy(service.checks, ({ url }) => url).map(({ url, every }) => ({
      url,
      everySeconds: durationSeconds(every),
      alarmAfterSeconds: 2 * durationSeconds(every),
    })),
    groups: keys,
    backupAlarmAfterSeconds: rpos.length === 0 ? null : Math.min(...rpos),
  };
}

/**
 * Minutes of the agreed time in 30 days that a service may be down, to one decimal.
 *
 * @example allowedDownMinutes('24/7', 99.8) // 86.4
 */
export function allowedDownMinutes(hours: string, availabilityPercent: number): number {
  const agreed = (minutesPerWeekOf(hours) * 30) / 7;
  return Math.round((agreed * (100 - availabilityPercent)) / 10) / 10;
}
