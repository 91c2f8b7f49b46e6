import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { Day, Id } from '#model/declaration/values.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import type { Control, Verdict } from '../control.ts';
import { judgeDecision } from '../decision.ts';
import { nameParty } from '../party.ts';
import { judgePlatformSupport } from '../platform-support.ts';
import { belongsTo, type Membership } from '../unit-membership.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Services in use are judged where they were ordered on this day or later; what is older was bought by other rules. */
  orderedFrom: Day.default('2026-01-01'),
  /** Units whose roles can speak for IT; the unit of `contact` in grundval.yaml where none is given. */
  itUnits: z.array(Id).default([]),
});
type Parameters = z.infer<typeof Parameters>;
type Order = NonNullable<Service['order']>;
type Approval = NonNullable<Order['itApproval']>;

/**
 * GV-09. Judges what is ordered, a proposal that has been ordered ahead, and what was put into use after such an
 * order. That the service fits is what IT says; where the supplier says the opposite of the place it is to stand
 * on, it is a finding all the same.
 */
export const orderApproved: Control<typeof Parameters> = {
  id: 'GV-09',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'IT-enheten är hörd och beställningen godkänd',
    en: 'IT has been consulted and the order approved',
  },
  why: {
    sv: 'Ett system som inte passar plattformen blir dyrt att rätta efter köpet. Därför hörs IT-enheten före beslutet.',
    en: 'A system that does not fit the platform is costly to put right after the purchase. So IT is consulted before the decision.',
  },
  sources: [
    { kind: 'strategy', reference: 'ORK-18' },
    { kind: 'strategy', reference: 'ORK-29' },
    { kind: 'strategy', reference: 'RAG-60' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.32' },
  ],
  profile: 'base',
  severity: 'high',
  gate: true,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Låt IT-enheten pröva om tjänsten passar plattformen, skriv beslutet (`kind: order`) i decisions.yaml och yttrandet i `order.itApproval` i tjänstens fil.',
    en: 'Let IT find out whether the service fits the platform, write the decision (`kind: order`) in decisions.yaml and the statement in `order.itApproval` in the file of the service.',
  },
  check({ declaration, parameters, now }) {
    const today = formatDay(now);
    return declaration.services
      .filter((service) => isJudged(service, parameters))
      .map((service) => judgeService(service, declaration, parameters, today));
  },
};

function isJudged({ stage, order }: Service, { orderedFrom }: Parameters): boolean {
  if (stage === 'ordered') return true;
  if (order === undefined) return false;
  return stage === 'proposed' || (stage === 'in-use' && order.on >= orderedFrom);
}

function judgeService(
  service: Service,
  declaration: Declaration,
  parameters: Parameters,
  today: string,
): Verdict {
  const file = serviceFilePath(service.id);
  const { order } = service;
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const evidence: Evidence[] = [];
  if (order === undefined) {
    problems.push({
      text: {
        sv: 'Tjänsten är beställd, men beställningen är inte registrerad.',
        en: 'The service is ordered, but its order is not registered.',
      },
    });
  } else {
    const by = nameParty(declaration, order.by);
    evidence.push({
      text: { sv: `Beställd ${order.on} av ${by}`, en: `Ordered on ${order.on} by ${by}` },
      source: declaredAt(declaration, file, '/order'),
      at: null,
    });
  }
  if (order !== undefined && order.itApproval === undefined) {
    problems.push({
      text: { sv: 'IT-enheten är inte hörd.', en: 'IT has not been consulted.' },
    });
  } else if (order?.itApproval !== undefined) {
    const approval = order.itApproval;
    const by = nameParty(declaration, approval.by);
    evidence.push({
      text: {
        sv: `${by} yttrade sig ${approval.on}: ${approval.compatible ? 'passar' : 'passar inte'} plattformen`,
        en: `${by} stated on ${approval.on}: ${approval.compatible ? 'fits' : 'does not fit'} the platform`,
      },
      source: declaredAt(declaration, file, '/order/itApproval'),
      at: null,
      attestation: 'self-declared',
    });
    problems.push(...judgeApproval(approval, order, service.stage, today));
    const decided = judgeDecision(declaration, approval.decision, { kind: 'order', today });
    evidence.push(...decided.evidence);
    if (decided.problem !== null) problems.push({ text: decided.problem.text });
    judgeAuthor(
      belongsTo(declaration, approval.by, itUnits(declaration, parameters)),
      by,
      problems,
      unknowns,
    );
  }
  const support = judgePlatformSupport(service, declaration);
  evidence.push(...support.evidence);
  problems.push(...support.problems);
  unknowns.push(...support.unknowns);
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'high',
    problems,
    unknowns,
    met: {
      sv: 'IT-enheten är hörd, tjänsten passar plattformen och beställningen är godkänd.',
      en: 'IT has been consulted, the service fits the platform and the order is approved.',
    },
    evidence,
  });
}

/** What the statement itself says. Once the service is in use, a late statement cannot be put right any more. */
function judgeApproval(
  { compatible, on }: Approval,
  order: Order,
  stage: Service['stage'],
  today: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!compatible) {
    problems.push({
      text: {
        sv: 'Tjänsten passar enligt IT-enheten inte plattformen.',
        en: 'According to IT the service does not fit the platform.',
      },
    });
  }
  if (on > today) {
    problems.push({
      text: {
        sv: `IT-enhetens yttrande är daterat ${on}, alltså inte lämnat ännu.`,
        en: `The statement of IT is dated ${on}, so it has not been made yet.`,
      },
    });
  } else if (on > order.on && stage !== 'in-use') {
    problems.push({
      severity: 'medium',
      text: {
        sv: `IT-enheten hördes ${on}, först efter beställningen ${order.on}.`,
        en: `IT was consulted on ${on}, only after the order of ${order.on}.`,
      },
    });
  }
  return problems;
}

function itUnits({ organisation }: Declaration, { itUnits: given }: Parameters): readonly string[] {
  if (given.length > 0) return given;
  return organisation.contact === undefined ? [] : [organisation.contact.unit];
}

function judgeAuthor(membership: Membership, by: string, problems: Problem[], unknowns: Text[]): void {
  if (membership === 'outside') {
    problems.push({
      text: {
        sv: `${by}, som har yttrat sig, hör inte till IT-enheten.`,
        en: `${by}, who made the statement, does not belong to IT.`,
      },
    });
  } else if (membership === 'unknown') {
    unknowns.push({
      sv: `Om ${by} hör till IT-enheten är inte känt. Ange \`contact\` i grundval.yaml, eller \`itUnits\` för GV-09.`,
      en: `Whether ${by} belongs to IT is not known. State \`contact\` in grundval.yaml, or \`itUnits\` for GV-09.`,
    });
  }
}
