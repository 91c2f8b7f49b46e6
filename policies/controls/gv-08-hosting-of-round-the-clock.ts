import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt, serviceLevelOf } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { Hosting } from '#model/declaration/values.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import type { Control, Verdict } from '../control.ts';
import { judgeDecision } from '../decision.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /**
   * Does running it ourselves round the clock take a decision? So Örkelljunga has it (ORK-17); a municipality with
   * staff on duty at night switches it off, and then nothing is judged.
   */
  ownNeedsDecision: z.boolean().default(true),
});

/**
 * GV-08. Judges services whose level is agreed for 24/7. One without a level is `not-measured`, for nobody has said
 * when it is needed.
 */
export const hostingOfRoundTheClock: Control<typeof Parameters> = {
  id: 'GV-08',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Dygnet-runt-krav har rätt driftform',
    en: 'A need round the clock has the right hosting form',
  },
  why: {
    sv: 'Det som ska fungera även på natten kräver någon som lagar det på natten. Har kommunen inte den bemanningen är löftet tomt.',
    en: 'What is to work at night takes somebody who mends it at night. Without such staff the promise is empty.',
  },
  sources: [
    { kind: 'strategy', reference: 'ORK-17' },
    { kind: 'strategy', reference: 'HUD-14' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.14' },
  ],
  profile: 'base',
  severity: 'medium',
  gate: false,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Besluta att driva tjänsten själva, skriv beslutet (`kind: hosting`) i decisions.yaml och dess id i `hostingDecision` i tjänstens fil. Eller köp driften, eller välj en servicenivå med kortare tjänstetid.',
    en: 'Decide to run the service yourselves, write the decision (`kind: hosting`) in decisions.yaml and its id in `hostingDecision` in the file of the service. Or buy the operation, or choose a level with shorter hours.',
  },
  check({ declaration, parameters, now }) {
    if (!parameters.ownNeedsDecision) return [];
    const today = formatDay(now);
    return declaration.services
      .filter((service) => isBuilt(service) && isNeededAllHours(service, declaration) !== false)
      .map((service) => judgeService(service, declaration, today));
  },
};

/** Null where no level says when the service is needed. */
function isNeededAllHours(service: Service, declaration: Declaration): boolean | null {
  const level = serviceLevelOf(declaration, service);
  return level === undefined ? null : level.hours === '24/7';
}

const hostingWords: Readonly<Record<Hosting, Text>> = {
  own: { sv: 'i egen regi', en: 'by ourselves' },
  shared: { sv: 'av en annan offentlig organisation', en: 'by another public body' },
  external: { sv: 'av en leverantör', en: 'by a supplier' },
  cloud: { sv: 'av en leverantör, som molntjänst', en: 'by a supplier, as a cloud service' },
};

function judgeService(service: Service, declaration: Declaration, today: string): Verdict {
  const file = serviceFilePath(service.id);
  const level = serviceLevelOf(declaration, service);
  const by = hostingWords[service.hosting];
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const evidence: Evidence[] = [
    {
      text: { sv: `Drivs ${by.sv}`, en: `Run ${by.en}` },
      source: declaredAt(declaration, file, '/hosting'),
      at: null,
    },
  ];
  if (level === undefined) {
    unknowns.push({
      sv: 'Servicenivå saknas, så det är inte känt om tjänsten ska fungera dygnet runt.',
      en: 'There is no service level, so it is not known whether the service is to work round the clock.',
    });
  } else {
    evidence.unshift({
      text: { sv: `Servicenivå: ${level.name}, 24/7`, en: `Service level: ${level.name}, 24/7` },
      source: declaredAt(declaration, file, '/serviceLevel'),
      at: null,
    });
    if (service.hosting === 'own') {
      const judged = judgeDecision(declaration, service.hostingDecision, { kind: 'hosting', today });
      evidence.push(...judged.evidence);
      if (judged.problem !== null) {
        problems.push({
          text: {
            sv: `Tjänsten ska fungera dygnet runt och drivs i egen regi. ${judged.problem.text.sv}`,
            en: `The service is to work round the clock and is run by ourselves. ${judged.problem.text.en}`,
          },
        });
      }
    }
  }
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'medium',
    problems,
    unknowns,
    met: {
      sv: `Tjänsten ska fungera dygnet runt och drivs ${by.sv}${service.hosting === 'own' ? ', efter beslut' : ''}.`,
      en: `The service is to work round the clock and is run ${by.en}${service.hosting === 'own' ? ', by decision' : ''}.`,
    },
    evidence,
  });
}
