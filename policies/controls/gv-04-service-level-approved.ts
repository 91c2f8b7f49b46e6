import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt, serviceLevelOf } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import { formatDay } from '#model/format/time.ts';
import type { Control, Verdict } from '../control.ts';
import { judgeDecision } from '../decision.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({});

/**
 * GV-04. An ordered service is judged as well, for going live is what happens to it next, but weighs less
 * than one that people already rely on. The targets themselves (availability, RTO, RPO) are part of every
 * service-level class by its schema.
 */
export const serviceLevelApproved: Control<typeof Parameters> = {
  id: 'GV-04',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Servicenivån är godkänd före driftsättning',
    en: 'The service level is approved before go-live',
  },
  why: {
    sv: 'Verksamheten och IT ska vara överens om öppettider, tillgänglighet och återställning innan någon blir beroende av tjänsten.',
    en: 'The organisation and IT agree on hours, availability and recovery before anybody depends on the service.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-48' },
    { kind: 'strategy', reference: 'RAG-11' },
    { kind: 'strategy', reference: 'KUN-36' },
    { kind: 'strategy', reference: 'UPB-2' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.21' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.22' },
  ],
  profile: 'base',
  severity: 'high',
  gate: true,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Välj en servicenivå med systemägaren, skriv beslutet i decisions.yaml och dess id i `serviceLevel` i tjänstens fil.',
    en: 'Choose a service level with the owner, write the decision in decisions.yaml and its id in `serviceLevel` in the file of the service.',
  },
  check({ declaration, now }) {
    const today = formatDay(now);
    return declaration.services.filter(isBuilt).map((service) => judgeService(service, declaration, today));
  },
};

function judgeService(service: Service, declaration: Declaration, today: string): Verdict {
  const { serviceLevel, stage } = service;
  const severity = stage === 'ordered' ? 'medium' : 'high';
  const problems: Problem[] = [];
  const evidence: Evidence[] = [];
  if (serviceLevel === undefined) {
    problems.push({ text: { sv: 'Servicenivå saknas.', en: 'There is no service level.' } });
  } else {
    const name = serviceLevelOf(declaration, service)?.name ?? serviceLevel.class;
    evidence.push({
      text: { sv: `Servicenivå: ${name}`, en: `Service level: ${name}` },
      source: declaredAt(declaration, serviceFilePath(service.id), '/serviceLevel'),
      at: null,
    });
    const { problem, evidence: decided } = judgeDecision(declaration, serviceLevel.decision, {
      kind: 'service-level',
      today,
    });
    evidence.push(...decided);
    if (problem !== null) problems.push({ text: problem.text });
  }
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity,
    problems,
    unknowns: [],
    met: { sv: 'Servicenivån är beslutad.', en: 'The service level is decided.' },
    evidence,
  });
}
