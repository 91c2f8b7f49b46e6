import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, serviceLevelOf } from '#model/declaration/declaration.ts';
import { levelOf } from '#model/declaration/level.ts';
import { durationSeconds } from '#model/declaration/values.ts';
import type { Lang } from '#model/format/lang.ts';
import { formatNumber, hardSpace } from '#model/format/number.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { type BuiltService, builtServices, placeSource } from '../built-services.ts';
import type { Control, Verdict } from '../control.ts';
import { findDifferences, type SeenDifferences } from '../resource-differences.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Lowest class from which one copy lies where an administrator of the platform cannot delete it. */
  isolatedFromClass: z.int().min(0).max(4).default(2),
  /** Shortest time a copy is kept: a week, so that what is noticed after a holiday weekend can be undone. */
  minimumKeepDays: z.int().min(0).max(3650).default(7),
  /** Longest time between two proved restores that a service level may have. */
  maximumRestoreTestDays: z.int().min(1).max(3650).default(366),
  /** Longest loss of data that a service level may accept. */
  maximumRpoDays: z.int().min(1).max(3650).default(7),
});
type Parameters = z.infer<typeof Parameters>;

const daySeconds = 86_400;

/**
 * GV-27, the part that is planned: every server group is copied as often as the RPO asks, whole, and kept. When the
 * last copy succeeded is evidence that nobody imports yet; the control says so and claims nothing of it.
 */
export const backupWithinRpo: Control<typeof Parameters> = {
  id: 'GV-27',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Säkerhetskopiering är planerad inom RPO, med isolerad kopia',
    en: 'Backup is planned within the RPO, with an isolated copy',
  },
  why: {
    sv: 'Det som går förlorat mellan två kopior är borta. En kopia som angriparen också når är ingen kopia.',
    en: 'What is lost between two copies is gone. A copy that the attacker reaches too is no copy.',
  },
  sources: [
    { kind: 'strategy', reference: 'KUN-50o' },
    { kind: 'strategy', reference: 'RAG-47' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap.' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.13' },
    { kind: 'standard', reference: 'CIS Controls v8 11.2' },
    { kind: 'standard', reference: 'CIS Controls v8 11.3' },
    { kind: 'standard', reference: 'CIS Controls v8 11.4' },
  ],
  profile: 'base',
  severity: 'critical',
  gate: false,
  reads: ['declaration', 'plan'],
  readsIfPresent: ['resources', 'evidence'],
  parameters: Parameters,
  remedy: {
    sv: 'Ge tjänsten en servicenivå vars kopior tas minst så ofta som RPO kräver, med `isolatedCopy: true`, eller rätta nivån i service-levels.yaml.',
    en: 'Give the service a service level whose copies are taken at least as often as the RPO asks, with `isolatedCopy: true`, or correct the level in service-levels.yaml.',
  },
  check({ declaration, plan, resources, parameters }) {
    if (plan === null) return [];
    const differences = findDifferences(
      { plan, resources },
      {
        backups: 'all',
        databases: ['product', 'cycle', 'replicas', 'holdsData', null],
        disks: ['holdsData', null],
      },
    );
    return builtServices({ declaration, plan })
      .filter(({ groups }) => groups.length > 0)
      .map((built) => judgeService(built, differences(built.service.id), plan, declaration, parameters));
  },
};

function judgeService(
  { service, subject, groups }: BuiltService,
  differences: SeenDifferences,
  plan: PlatformPlan,
  declaration: Declaration,
  parameters: Parameters,
): Verdict {
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const evidence: Evidence[] = [];
  const class_ = levelOf(service);
  const level = serviceLevelOf(declaration, service);
  for (const group of groups) {
    const backup = plan.backups.find((one) => one.group === group.key);
    if (backup === undefined) {
      problems.push({ text: describeMissing(group, level === undefined) });
      continue;
    }
    evidence.push({ text: describeBackup(group, backup), source: placeSource(backup.at), at: null });
    problems.push(...judgeBackup(group, backup, parameters));
    if (level !== undefined && isWeaker(backup, level)) {
      problems.push({
        text: {
          sv: `Planen kopierar ${group.role} mer sällan, sparar kortare tid eller saknar den isolerade kopia som servicenivån ${level.name} har.`,
          en: `The plan copies ${group.role} less often, keeps it for a shorter time or lacks the isolated copy that the service level ${level.name} has.`,
        },
      });
    }
    if (backup.isolatedCopy) continue;
    if (class_ === null) {
      unknowns.push({
        sv: `Serverrollen ${group.role} har ingen isolerad kopia, och utan klass går det inte att säga om den behöver en.`,
        en: `The server role ${group.role} has no isolated copy, and without a class it cannot be said whether it needs one.`,
      });
    } else if (class_ >= parameters.isolatedFromClass) {
      problems.push({
        text: {
          sv: `Serverrollen ${group.role} har ingen isolerad kopia, fast tjänsten har klass ${class_}.`,
          en: `The server role ${group.role} has no isolated copy, though the service has class ${class_}.`,
        },
      });
    }
  }
  return giveVerdict({
    subject,
    severity: 'critical',
    problems: [...problems, ...differences.problems],
    unknowns,
    met: {
      sv: 'Alla servrar kopieras enligt planen inom RPO. När den senaste kopian togs är inte mätt.',
      en: 'By the plan all servers are copied within the RPO. When the last copy was taken is not measured.',
    },
    evidence: [...evidence, ...differences.evidence],
  });
}

function describeMissing({ role }: ServerGroup, hasNoLevel: boolean): Text {
  return hasNoLevel
    ? {
        sv: `Serverrollen ${role} kopieras inte: tjänsten har ingen servicenivå, som säger hur.`,
        en: `The server role ${role} is not copied: the service has no service level, which says how.`,
      }
    : {
        sv: `Serverrollen ${role} kopieras inte i planen.`,
        en: `The server role ${role} is not copied in the plan.`,
      };
}

/** Is it copied often enough, whole, and kept? */
function judgeBackup(
  group: ServerGroup,
  backup: BackupPlan,
  { minimumKeepDays, maximumRpoDays, maximumRestoreTestDays }: Parameters,
): readonly Problem[] {
  const { role } = group;
  const { everySeconds, rpoSeconds, keepSeconds } = backup;
  const missing = group.disks.map(({ name }) => name).filter((name) => !backup.disks.includes(name));
  const problems: Problem[] = [];
  if (everySeconds > rpoSeconds || !backup.meetsRpo) {
    problems.push({
      text: {
        sv: `Serverrollen ${role} kopieras med ${exactSpan(everySeconds, 'sv')} mellanrum, men RPO är ${exactSpan(rpoSeconds, 'sv')}.`,
        en: `The server role ${role} is copied every ${exactSpan(everySeconds, 'en')}, but the RPO is ${exactSpan(rpoSeconds, 'en')}.`,
      },
    });
  }
  if (rpoSeconds > maximumRpoDays * daySeconds) {
    problems.push({
      text: {
        sv: `För ${role} är RPO ${exactSpan(rpoSeconds, 'sv')}; det ska vara högst ${exactSpan(maximumRpoDays * daySeconds, 'sv')}.`,
        en: `The RPO of ${role} is ${exactSpan(rpoSeconds, 'en')}; expected at most ${exactSpan(maximumRpoDays * daySeconds, 'en')}.`,
      },
    });
  }
  if (backup.restoreTestEverySeconds > maximumRestoreTestDays * daySeconds) {
    problems.push({
      severity: 'high',
      text: {
        sv: `Återläsning av ${role} provas med ${exactSpan(backup.restoreTestEverySeconds, 'sv')} mellanrum; det ska vara högst ${exactSpan(maximumRestoreTestDays * daySeconds, 'sv')}.`,
        en: `A restore of ${role} is proved every ${exactSpan(backup.restoreTestEverySeconds, 'en')}; expected at most every ${exactSpan(maximumRestoreTestDays * daySeconds, 'en')}.`,
      },
    });
  }
  if (missing.length > 0 || backup.engine !== group.engine) {
    const names = missing.length > 0 ? missing.join(', ') : (group.engine ?? '–');
    problems.push({
      text: {
        sv: `Allt i ${role} kopieras inte: ${names} saknas i planen.`,
        en: `Not all of ${role} is copied: ${names} is missing from the plan.`,
      },
    });
  }
  if (keepSeconds < minimumKeepDays * daySeconds) {
    problems.push({
      severity: 'high',
      text: {
        sv: `Kopiorna av ${role} sparas i ${exactSpan(keepSeconds, 'sv')}; det ska vara minst ${exactSpan(minimumKeepDays * daySeconds, 'sv')}.`,
        en: `The copies of ${role} are kept for ${exactSpan(keepSeconds, 'en')}; expected at least ${exactSpan(minimumKeepDays * daySeconds, 'en')}.`,
      },
    });
  }
  return problems;
}

/** A plan that was made before the level was raised, or changed on its way. */
function isWeaker(backup: BackupPlan, level: Declaration['serviceLevels']['classes'][number]): boolean {
  return (
    backup.everySeconds > durationSeconds(level.backup.every) ||
    backup.rpoSeconds > durationSeconds(level.rpo) ||
    backup.keepSeconds < durationSeconds(level.backup.keep) ||
    (level.backup.isolatedCopy && !backup.isolatedCopy)
  );
}

function describeBackup({ role }: ServerGroup, backup: BackupPlan): Text {
  const { everySeconds, rpoSeconds, keepSeconds, isolatedCopy } = backup;
  return {
    sv: `${role}: kopior med ${exactSpan(everySeconds, 'sv')} mellanrum (RPO ${exactSpan(rpoSeconds, 'sv')}), sparas ${exactSpan(keepSeconds, 'sv')}, ${isolatedCopy ? 'med' : 'utan'} isolerad kopia`,
    en: `${role}: copies every ${exactSpan(everySeconds, 'en')} (RPO ${exactSpan(rpoSeconds, 'en')}), kept ${exactSpan(keepSeconds, 'en')}, ${isolatedCopy ? 'with' : 'without'} an isolated copy`,
  };
}

/** `15 min`, `4 h`, `30 dygn`: a declared span as it is, never rounded. */
function exactSpan(seconds: number, lang: Lang): string {
  const days = { sv: 'dygn', en: seconds === daySeconds ? 'day' : 'days' }[lang];
  const [size, unit] =
    seconds % daySeconds === 0 ? [daySeconds, days] : seconds % 3600 === 0 ? [3600, 'h'] : [60, 'min'];
  return `${formatNumber(seconds / size, lang)}${hardSpace}${unit}`;
}
