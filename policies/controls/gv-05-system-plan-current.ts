import { z } from 'zod';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { isStanding } from '#model/declaration/stage.ts';
import { formatDay } from '#model/format/time.ts';
import { addMonths } from '../calendar.ts';
import type { Control, Verdict } from '../control.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Months after which the plan must be gone through anew. */
  maximumAgeMonths: z.int().min(1).max(60).default(12),
});

/**
 * GV-05. Judges what somebody depends on today, what is being retired included: that takes a plan as well. A
 * service that is only ordered gets its plan when it is put into use.
 */
export const systemPlanCurrent: Control<typeof Parameters> = {
  id: 'GV-05',
  version: 1,
  validFrom: '2026-11-24',
  title: { sv: 'Systemplanen är aktuell', en: 'The system plan is current' },
  why: {
    sv: 'Systemplanen säger vad systemet ska klara, kosta och bli. Utan en aktuell plan förvaltas systemet efter vad som händer, inte efter vad verksamheten behöver.',
    en: 'The system plan says what the system is to do, cost and become. Without a current one it is run by events and not by what the organisation needs.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-37' },
    { kind: 'strategy', reference: 'KUN-49' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.37' },
  ],
  profile: 'base',
  severity: 'medium',
  gate: false,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Gå igenom systemplanen med systemägaren och skriv dagen och diarienumret i `systemPlan` i tjänstens fil.',
    en: 'Go through the system plan with the owner and write the day and the registration number in `systemPlan` in the file of the service.',
  },
  check({ declaration, parameters, now }) {
    const today = formatDay(now);
    return declaration.services
      .filter(isStanding)
      .map((service) => judgeService(service, declaration, parameters.maximumAgeMonths, today));
  },
};

function judgeService(
  service: Service,
  declaration: Declaration,
  maximumAgeMonths: number,
  today: string,
): Verdict {
  const { systemPlan } = service;
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'medium',
    problems: findProblems(systemPlan, maximumAgeMonths, today),
    unknowns: [],
    met: {
      sv: `Systemplanen gicks igenom ${systemPlan?.revised}.`,
      en: `The system plan was gone through on ${systemPlan?.revised}.`,
    },
    evidence:
      systemPlan === undefined
        ? []
        : [
            {
              text: {
                sv: `Systemplan ${systemPlan.document}, reviderad ${systemPlan.revised}`,
                en: `System plan ${systemPlan.document}, revised ${systemPlan.revised}`,
              },
              source: declaredAt(declaration, serviceFilePath(service.id), '/systemPlan'),
              at: null,
            },
          ],
  });
}

function findProblems(
  systemPlan: Service['systemPlan'],
  maximumAgeMonths: number,
  today: string,
): readonly Problem[] {
  if (systemPlan === undefined) {
    return [{ text: { sv: 'Systemplan saknas.', en: 'There is no system plan.' } }];
  }
  const { revised } = systemPlan;
  if (revised > today) {
    return [
      {
        text: {
          sv: `Systemplanen är daterad ${revised}, alltså inte reviderad ännu.`,
          en: `The system plan is dated ${revised}, so it has not been revised yet.`,
        },
      },
    ];
  }
  if (addMonths(revised, maximumAgeMonths) >= today) return [];
  return [
    {
      severity: 'low',
      text: {
        sv: `Systemplanen är från ${revised}, äldre än ${maximumAgeMonths} månader.`,
        en: `The system plan is from ${revised}, more than ${maximumAgeMonths} months old.`,
      },
    },
  ];
}
