import { serviceLevelOf } from '#model/declaration/declaration.ts';
import { durationSeconds } from '#model/declaration/values.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { sortedTexts } from './by-key.ts';
import type { PlanContext } from './context.ts';
import { stableBelow } from './stable-hash.ts';

const day = 86_400;

/** How each server group is copied. A group of a service without a service level has no plan, and an issue. */
export function planBackups(
  context: PlanContext,
  groups: readonly ServerGroup[],
): { readonly backups: readonly BackupPlan[]; readonly issues: readonly PlanIssue[] } {
  const planned = groups.map((group) => ({ group, backup: planBackup(context, group) }));
  return {
    backups: planned.flatMap(({ backup }) => backup ?? []),
    issues: planned.flatMap(({ group, backup }): readonly PlanIssue[] => {
      const base = { subject: `group:${group.key}`, at: group.at };
      if (backup === null) {
        return [
          {
            ...base,
            code: 'no-service-level',
            severity: group.build ? 'blocking' : 'notice',
            found: {
              sv: 'servrar för en tjänst utan servicenivå',
              en: 'servers of a service without a service level',
            },
            expected: {
              sv: 'en servicenivå, som säger hur de kopieras och övervakas',
              en: 'a service level, which says how they are copied and watched',
            },
            hint: { sv: 'lägg till `serviceLevel` i tjänsten', en: 'add `serviceLevel` to the service' },
          },
        ];
      }
      if (backup.meetsRpo) return [];
      return [
        {
          ...base,
          code: 'rpo-not-met',
          severity: 'notice',
          found: {
            sv: `en kopia var ${backup.everySeconds / 3600} h för RPO ${backup.rpoSeconds / 3600} h`,
            en: `a copy every ${backup.everySeconds / 3600} h for an RPO of ${backup.rpoSeconds / 3600} h`,
          },
          expected: { sv: 'kopior minst lika ofta som RPO', en: 'copies at least as often as the RPO' },
          hint: {
            sv: 'rätta klassen i service-levels.yaml',
            en: 'correct the service-level class in service-levels.yaml',
          },
        },
      ];
    }),
  };
}

function planBackup({ declaration, serviceById }: PlanContext, group: ServerGroup): BackupPlan | null {
  const service = serviceById.get(group.service);
  const level = service === undefined ? undefined : serviceLevelOf(declaration, service);
  if (service === undefined || level === undefined) return null;
  const everySeconds = durationSeconds(level.backup.every);
  const rpoSeconds = durationSeconds(level.rpo);
  return {
    group: group.key,
    serviceLevel: level.id,
    rpoSeconds,
    rtoSeconds: durationSeconds(level.rto),
    everySeconds,
    offsetSeconds: offsetOf(group.key, everySeconds),
    keepSeconds: durationSeconds(level.backup.keep),
    keepDecisions: decisions([level.decision, service.serviceLevel?.decision]),
    retentionDecisions: decisions(service.information.map(({ retention }) => retention)),
    isolatedCopy: level.backup.isolatedCopy,
    restoreTestEverySeconds: durationSeconds(level.backup.restoreTestEvery),
    disks: group.disks.map(({ name }) => name),
    engine: group.engine,
    meetsRpo: everySeconds <= rpoSeconds,
    at: group.at,
  };
}

/** Whole minutes; anywhere in the interval, and from midnight to 4 o'clock for daily and rarer copies. */
function offsetOf(groupKey: string, everySeconds: number): number {
  const span = everySeconds >= day ? day / 6 : everySeconds;
  return stableBelow(Math.max(1, Math.floor(span / 60)), 'backup', groupKey) * 60;
}

function decisions(ids: readonly (string | undefined)[]): readonly string[] {
  return sortedTexts(ids.flatMap((id) => (id === undefined ? [] : [id])));
}
