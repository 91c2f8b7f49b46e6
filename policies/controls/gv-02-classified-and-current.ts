import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import type { Control, Verdict } from '../control.ts';
import { judgeDecision } from '../decision.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Months after which a class must be decided anew. */
  maximumAgeMonths: z.int().min(1).max(120).default(24),
});

/**
 * GV-02. Proposed services are not judged; an ordered one is, since the class is decided before anything is
 * built. Level 4 lies outside KLASSA's catalogues and asks for an analysis that no rule here can see, so
 * such a service is `not-measured`.
 */
export const classifiedAndCurrent: Control<typeof Parameters> = {
  id: 'GV-02',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Informationsklassningen är beslutad och aktuell',
    en: 'The classification is decided and current',
  },
  why: {
    sv: 'Klassen avgör vilket skydd tjänsten får. En klass som ingen har beslutat, eller som är för gammal, kan ge för svagt skydd.',
    en: 'The class decides how a service is protected. A class that nobody decided, or an old one, may protect it too weakly.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-50' },
    { kind: 'strategy', reference: 'HUD-33' },
    { kind: 'strategy', reference: 'KUN-47' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'standard', reference: 'KLASSA (SKR)' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.12' },
  ],
  profile: 'base',
  severity: 'critical',
  gate: true,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Klassa informationen i KLASSA, låt systemägaren besluta, skriv beslutet i decisions.yaml och dess id i `classification` i tjänstens fil.',
    en: 'Classify the information in KLASSA, let the owner decide, write the decision in decisions.yaml and its id in `classification` in the file of the service.',
  },
  check({ declaration, parameters, now }) {
    const today = formatDay(now);
    return declaration.services
      .filter(isBuilt)
      .map((service) => judgeService(service, declaration, parameters.maximumAgeMonths, today));
  },
};

function judgeService(
  service: Service,
  declaration: Declaration,
  maximumAgeMonths: number,
  today: string,
): Verdict {
  const { classification } = service;
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const evidence: Evidence[] = [];
  if (classification === undefined) {
    problems.push({ text: { sv: 'Tjänsten är inte klassad.', en: 'The service is not classified.' } });
  } else {
    const { k, r, t, s, decision } = classification;
    const levels = `K${k} R${r} T${t}${s === undefined ? '' : ` S${s}`}`;
    evidence.push({
      text: { sv: `Klass ${levels}`, en: `Class ${levels}` },
      source: declaredAt(declaration, serviceFilePath(service.id), '/classification'),
      at: null,
    });
    const judged = judgeDecision(declaration, decision, { kind: 'classification', today, maximumAgeMonths });
    evidence.push(...judged.evidence);
    if (judged.problem !== null) {
      const { kind, text } = judged.problem;
      problems.push(kind === 'outdated' ? { text, severity: 'high' } : { text });
    }
    if (Math.max(k, r, t) === 4) {
      unknowns.push({
        sv: 'Nivå 4 ligger utanför KLASSA och kräver en särskild analys, som Grundval inte kan bedöma.',
        en: 'Level 4 lies outside KLASSA and asks for a special analysis, which Grundval cannot judge.',
      });
    }
  }
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'critical',
    problems,
    unknowns,
    met: { sv: 'Klassen är beslutad och aktuell.', en: 'The class is decided and current.' },
    evidence,
  });
}
