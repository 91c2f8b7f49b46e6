import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { levelOf } from '#model/declaration/level.ts';
import { isStanding } from '#model/declaration/stage.ts';
import type { Change } from '#model/evidence/change.ts';
import type { Filed } from '#model/evidence/run-evidence.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { ageDays } from '../calendar.ts';
import type { Control } from '../control.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Days back that are looked at. */
  days: z.int().min(1).max(730).default(90),
  /** Days within which an emergency change is looked back at. */
  reviewDays: z.int().min(1).max(60).default(5),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-35. Every change that came to notice went through a plan that somebody approved: from class 2 somebody else than
 * who asked for it, unless it is a standard change; an emergency is looked back at. What nobody noticed cannot be
 * judged, and a service of which no change is known is `not-measured`.
 */
export const approvedChanges: Control<typeof Parameters> = {
  id: 'GV-35',
  version: 1,
  validFrom: '2026-11-25',
  title: { sv: 'Ändringar sker genom godkänd körning', en: 'Changes are made by approved runs' },
  why: {
    sv: 'En ändring som ingen annan har sett är den vanligaste orsaken till avbrott, och den går inte att spåra efteråt.',
    en: 'A change that nobody else has seen is the most common cause of failure, and cannot be traced afterwards.',
  },
  sources: [
    { kind: 'strategy', reference: 'KUN-35' },
    { kind: 'strategy', reference: 'KUN-21' },
    { kind: 'strategy', reference: 'RAG-29' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap. 12 §' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.32' },
  ],
  profile: 'base',
  severity: 'high',
  gate: false,
  reads: ['declaration', 'evidence'],
  parameters: Parameters,
  remedy: {
    sv: 'Gör ändringen som en procedur eller med `grundval apply`, låt någon annan godkänna planen, och granska akuta ändringar i efterhand.',
    en: 'Make the change as a procedure or with `grundval apply`, let somebody else approve the plan, and review emergency changes afterwards.',
  },
  check({ declaration, evidence, parameters, now }) {
    if (evidence === null) return [];
    const recent = evidence.changes.filter(({ value }) => ageDays(value.startedAt, now) <= parameters.days);
    return declaration.services.filter(isStanding).map((service) => {
      const changes = recent.filter(({ value }) => value.services.includes(service.id));
      const twoPersons = (levelOf(service) ?? 0) >= 2;
      const proved = changes.filter(({ verified }) => verified);
      return giveVerdict({
        subject: { kind: 'service', id: service.id, name: service.name },
        severity: 'high',
        problems: proved.flatMap(({ value }) => judgeChange(value, twoPersons, parameters, now)),
        unknowns: [
          ...(changes.length === 0
            ? [
                {
                  sv: `Ingen ändring är känd de senaste ${parameters.days} dagarna.`,
                  en: `No change is known in the last ${parameters.days} days.`,
                },
              ]
            : []),
          ...changes.filter(({ verified }) => !verified).map(({ run }) => notProved(run)),
        ],
        met: {
          sv: `Alla ${proved.length} kända ändringar de senaste ${parameters.days} dagarna var godkända. Vad som kan ha ändrats utan att märkas är inte mätt.`,
          en: `All ${proved.length} known changes in the last ${parameters.days} days were approved. What may have been changed unnoticed is not measured.`,
        },
        evidence: changes.slice(-10).map(describe),
      });
    });
  },
};

function judgeChange(
  change: Change,
  twoPersons: boolean,
  { reviewDays }: Parameters,
  now: Date,
): readonly Problem[] {
  const { origin, what, startedAt, approvedBy, requestedBy, planHash, review } = change;
  const day = formatDay(new Date(startedAt));
  const say = (sv: string, en: string): Problem => ({ text: { sv, en } });
  if (origin === 'manual') {
    return [say(`${what} ${day} gjordes för hand.`, `${what} on ${day} was done by hand.`)];
  }
  if (change.change === 'emergency') {
    if (review !== null && review.by !== requestedBy) return [];
    if (review === null && ageDays(startedAt, now) <= reviewDays) return [];
    return [
      say(
        `Den akuta ändringen ${what} ${day} har inte granskats av någon annan i efterhand.`,
        `The emergency change ${what} on ${day} was not reviewed afterwards by somebody else.`,
      ),
    ];
  }
  if (planHash === null || approvedBy.length === 0) {
    return [
      say(`${what} ${day} kördes utan godkänd plan.`, `${what} on ${day} was run without an approved plan.`),
    ];
  }
  if (twoPersons && change.change !== 'standard' && approvedBy.every((by) => by === requestedBy)) {
    return [
      say(
        `${what} ${day} godkändes bara av den som bad om den.`,
        `${what} on ${day} was approved only by who asked for it.`,
      ),
    ];
  }
  return [];
}

function notProved(run: string): Text {
  return {
    sv: `Körningen ${run} kan inte styrkas: dess journal håller inte.`,
    en: `The run ${run} cannot be proved: its journal does not hold.`,
  };
}

function describe({ value, run, at }: Filed<Change>): Evidence {
  const approvers = value.approvedBy.join(', ') || '–';
  return {
    text: {
      sv: `${value.what}: begärd av ${value.requestedBy}, godkänd av ${approvers}`,
      en: `${value.what}: requested by ${value.requestedBy}, approved by ${approvers}`,
    },
    source: `run:${run}`,
    at,
  };
}
