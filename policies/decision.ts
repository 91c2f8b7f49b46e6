import type { Evidence } from '#model/controls/result.ts';
import type { Decision } from '#model/declaration/decisions.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { Text } from '#model/format/text.ts';
import { addMonths } from './calendar.ts';
import { nameParty } from './party.ts';

/** What a control asks of a decision. */
export interface DecisionDemand {
  readonly kind: Decision['kind'];
  /** Calendar day of the judgement in Europe/Stockholm. */
  readonly today: string;
  /** Oldest age at which it still counts; left out where it holds until changed. */
  readonly maximumAgeMonths?: number;
}

/** A decision looked up and judged. */
export interface JudgedDecision {
  /** `outdated` where it did hold once; `absent` where there is nothing that decides this. */
  readonly problem: { readonly kind: 'absent' | 'outdated'; readonly text: Text } | null;
  readonly evidence: readonly Evidence[];
}

const kindNames: Readonly<Record<Decision['kind'], Text>> = {
  classification: { sv: 'informationsklassning', en: 'classification' },
  'service-level': { sv: 'servicenivå', en: 'service level' },
  exemption: { sv: 'undantag', en: 'exemption' },
  retention: { sv: 'gallring', en: 'retention' },
  'agent-rollout': { sv: 'införande av mätprogram', en: 'agent roll-out' },
  hosting: { sv: 'driftform', en: 'hosting form' },
  standard: { sv: 'standard', en: 'standard' },
  order: { sv: 'beställning', en: 'order' },
  plan: { sv: 'plan', en: 'plan' },
  target: { sv: 'mål', en: 'target' },
};

/** Is there a decision of the right kind, in force today? Its reference is checked when the declaration is loaded. */
export function judgeDecision(
  declaration: Declaration,
  id: string | undefined,
  { kind, today, maximumAgeMonths }: DecisionDemand,
): JudgedDecision {
  const wanted = kindNames[kind];
  const absent = (text: Text): JudgedDecision['problem'] => ({ kind: 'absent', text });
  const outdated = (text: Text): JudgedDecision['problem'] => ({ kind: 'outdated', text });
  const { decisions } = declaration.decisions;
  const index = decisions.findIndex((decision) => decision.id === id);
  const decision = decisions[index];
  if (decision === undefined) {
    return {
      problem: absent({
        sv: `Beslut om ${wanted.sv} saknas.`,
        en: `There is no decision on the ${wanted.en}.`,
      }),
      evidence: [],
    };
  }
  const evidence: Evidence = {
    text: {
      sv: `Beslut ${decision.id} den ${decision.on}, ${nameParty(declaration, decision.decidedBy)} (${decision.reference})`,
      en: `Decision ${decision.id} on ${decision.on}, ${nameParty(declaration, decision.decidedBy)} (${decision.reference})`,
    },
    source: declaredAt(declaration, 'decisions.yaml', `/decisions/${index}`),
    at: null,
    attestation: 'self-declared',
  };
  const problem = ((): JudgedDecision['problem'] => {
    if (decision.kind !== kind) {
      const found = kindNames[decision.kind];
      return absent({
        sv: `Beslut ${decision.id} gäller ${found.sv}, inte ${wanted.sv}.`,
        en: `Decision ${decision.id} is on the ${found.en}, not on the ${wanted.en}.`,
      });
    }
    if (decision.on > today) {
      return absent({
        sv: `Beslut ${decision.id} är daterat ${decision.on}, alltså inte fattat ännu.`,
        en: `Decision ${decision.id} is dated ${decision.on}, so it has not been made yet.`,
      });
    }
    if (decision.validUntil !== undefined && decision.validUntil < today) {
      return outdated({
        sv: `Beslut ${decision.id} gällde till och med ${decision.validUntil}.`,
        en: `Decision ${decision.id} was valid until ${decision.validUntil}.`,
      });
    }
    if (maximumAgeMonths !== undefined && addMonths(decision.on, maximumAgeMonths) < today) {
      return outdated({
        sv: `Beslutet om ${wanted.sv} är från ${decision.on}, äldre än ${maximumAgeMonths} månader.`,
        en: `The decision on the ${wanted.en} is from ${decision.on}, more than ${maximumAgeMonths} months old.`,
      });
    }
    return null;
  })();
  return { problem, evidence: [evidence] };
}
