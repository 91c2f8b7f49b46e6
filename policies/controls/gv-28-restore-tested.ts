import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { levelOf } from '#model/declaration/level.ts';
import type { RestoreTest } from '#model/evidence/restore-test.ts';
import type { Filed } from '#model/evidence/run-evidence.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay, formatSpan } from '#model/format/time.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import { builtServices } from '../built-services.ts';
import { addMonths } from '../calendar.ts';
import type { Control } from '../control.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Months after which a restore must have been tried anew. */
  months: z.int().min(1).max(60).default(12),
  /** The same from class 3. */
  monthsHigh: z.int().min(1).max(60).default(3),
});

/**
 * GV-28. Every server group that is copied has been read back, within the time that its class allows or its service
 * level asks for, whole, and as fast and as fresh as agreed. A test that nobody has made is unknown, not wrong; one
 * whose journal does not verify proves nothing.
 */
export const restoreTested: Control<typeof Parameters> = {
  id: 'GV-28',
  version: 1,
  validFrom: '2026-11-25',
  title: { sv: 'Återläsning är provad', en: 'Restore is tested' },
  why: {
    sv: 'En kopia som aldrig har lästs tillbaka är en förhoppning. Först ett prov visar hur lång tid det tar och hur mycket som går förlorat.',
    en: 'A copy that was never read back is a hope. Only a test shows how long it takes and how much is lost.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-38' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap. 15 §' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.13' },
    { kind: 'standard', reference: 'CIS Controls v8 11.5' },
  ],
  profile: 'base',
  severity: 'high',
  gate: false,
  reads: ['declaration', 'plan', 'evidence'],
  parameters: Parameters,
  remedy: {
    sv: 'Kör proceduren restore-test för tjänsten, och rätta det som gjorde att provet misslyckades eller tog för lång tid.',
    en: 'Run the procedure restore-test for the service, and mend what made the test fail or take too long.',
  },
  check({ declaration, plan, evidence, parameters, now }) {
    if (plan === null || evidence === null) return [];
    return builtServices({ declaration, plan }).flatMap(({ service, subject, groups }) => {
      const copied = groups.flatMap(({ key, role }) => {
        const backup = plan.backups.find(({ group }) => group === key);
        return backup === undefined ? [] : [{ backup, role }];
      });
      if (copied.length === 0) return [];
      const level = levelOf(service);
      const judged = copied.map((one) =>
        judgeGroup(
          one,
          evidence.restoreTests.filter(({ value }) => value.group === one.backup.group),
          (level ?? 0) >= 3 ? parameters.monthsHigh : parameters.months,
          now,
        ),
      );
      return [
        giveVerdict({
          subject,
          severity: 'high',
          problems: judged.flatMap(({ problems }) => problems),
          unknowns: judged.flatMap(({ unknowns }) => unknowns),
          met: {
            sv: 'Återläsningen är provad inom fristen, inom RTO och RPO.',
            en: 'The restore has been tested in time, within RTO and RPO.',
          },
          evidence: judged.flatMap(({ evidence: seen }) => seen),
        }),
      ];
    });
  },
};

interface Judged {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

function judgeGroup(
  { backup, role }: { readonly backup: BackupPlan; readonly role: string },
  tests: readonly Filed<RestoreTest>[],
  months: number,
  now: Date,
): Judged {
  const last = tests.filter(({ verified }) => verified).at(-1);
  const evidence = tests.slice(-1).map((test) => describe(test, role));
  if (last === undefined) {
    const unknown: Text =
      tests.length === 0
        ? {
            sv: `Återläsning av ${role} är inte provad i någon körning.`,
            en: `No run has tested a restore of ${role}.`,
          }
        : {
            sv: `Körningen som provade återläsning av ${role} kan inte styrkas: dess journal håller inte.`,
            en: `The run that tested a restore of ${role} cannot be proved: its journal does not hold.`,
          };
    return { problems: [], unknowns: [unknown], evidence };
  }
  const { endedAt, succeeded, measuredRtoSeconds, measuredRpoSeconds } = last.value;
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const day = formatDay(new Date(endedAt));
  const dueByLevel = new Date(new Date(endedAt).getTime() + backup.restoreTestEverySeconds * 1000);
  if (!succeeded) {
    problems.push({
      severity: 'critical',
      text: {
        sv: `Det senaste provet att läsa tillbaka ${role}, ${day}, misslyckades.`,
        en: `The last test of restoring ${role}, on ${day}, failed.`,
      },
    });
  } else if (addMonths(day, months) < formatDay(now) || dueByLevel < now) {
    problems.push({
      text: {
        sv: `Återläsning av ${role} provades senast ${day}, och skulle ha provats igen.`,
        en: `A restore of ${role} was last tested on ${day}, and should have been tested again.`,
      },
    });
  }
  if (succeeded && measuredRtoSeconds > backup.rtoSeconds) {
    problems.push({ text: tooMuch(role, 'rto', measuredRtoSeconds, backup.rtoSeconds) });
  }
  if (succeeded && measuredRpoSeconds === null) {
    unknowns.push({
      sv: `Hur gammal kopian av ${role} var vid provet är inte känt.`,
      en: `How old the copy of ${role} was at the test is not known.`,
    });
  } else if (succeeded && measuredRpoSeconds !== null && measuredRpoSeconds > backup.rpoSeconds) {
    problems.push({ text: tooMuch(role, 'rpo', measuredRpoSeconds, backup.rpoSeconds) });
  }
  return { problems, unknowns, evidence };
}

function tooMuch(role: string, what: 'rto' | 'rpo', measured: number, agreed: number): Text {
  const span = (seconds: number, lang: Lang) => formatSpan(seconds, lang);
  return what === 'rto'
    ? {
        sv: `Att läsa tillbaka ${role} tog ${span(measured, 'sv')}; RTO är ${span(agreed, 'sv')}.`,
        en: `Restoring ${role} took ${span(measured, 'en')}; the RTO is ${span(agreed, 'en')}.`,
      }
    : {
        sv: `Kopian av ${role} var ${span(measured, 'sv')} gammal; RPO är ${span(agreed, 'sv')}.`,
        en: `The copy of ${role} was ${span(measured, 'en')} old; the RPO is ${span(agreed, 'en')}.`,
      };
}

function describe({ value, run, at }: Filed<RestoreTest>, role: string): Evidence {
  const { succeeded, measuredRtoSeconds, checkedBy } = value;
  return {
    text: {
      sv: `${role}: återläst ${succeeded ? 'hel' : 'utan att bli hel'} på ${formatSpan(measuredRtoSeconds, 'sv')}, kontrollerad med ${checkedBy}`,
      en: `${role}: restored ${succeeded ? 'whole' : 'and not whole'} in ${formatSpan(measuredRtoSeconds, 'en')}, checked by ${checkedBy}`,
    },
    source: `run:${run}`,
    at,
  };
}
