import type { Declaration } from '#model/declaration/declaration.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { CheckApproval } from '../execute/check-approval.ts';
import type { Trust } from '../journal/trusted-keys.ts';
import type { SignedApproval } from './approval.ts';
import { refusalWords } from './refusal-words.ts';
import { roleHolders } from './role-holders.ts';
import { type ApprovalJudgement, judgeApprovals } from './verify.ts';

/** Where approvals come from, and whom to believe. */
export interface ApprovalSources {
  readonly run: string;
  readonly declaration: Pick<Declaration, 'organisation' | 'services'>;
  readonly trust: Trust;
  /** All that have been given, read anew each time. */
  readonly approvals: () => Promise<readonly SignedApproval[]>;
}

/** The check a run makes before it begins: signatures of enough people who hold the role. Those that count go into the journal. */
export function createApprovalCheck({ run, declaration, trust, approvals }: ApprovalSources): CheckApproval {
  return async (plan, planHash, now) => {
    const given = await approvals();
    const holders = roleHolders(declaration, plan.approve.role, plan.affected.services);
    const { change, requestedBy, approve: rule } = plan;
    const judged = judgeApprovals(
      { run, planHash, change, requestedBy, rule, holders, at: now },
      given,
      trust,
    );
    if (!judged.approved) {
      return {
        kind: 'refused',
        reason: { sv: explain(judged, given, 'sv'), en: explain(judged, given, 'en') },
      };
    }
    const record = given.filter((_, at) => judged.verdicts[at] === 'counts');
    return {
      kind: 'approved',
      by: judged.approvers,
      record: record as unknown as JsonValue,
      ...(judged.validUntil === null ? {} : { validUntil: judged.validUntil }),
    };
  };
}

const words = {
  none: { sv: 'ingen har godkänt den', en: 'nobody has approved it' },
  ofWhom: { sv: 'godkännandet av', en: 'the approval by' },
  more: { sv: 'så många till behövs', en: 'so many more are needed' },
  groups: { sv: 'ingen har godkänt för', en: 'nobody has approved for' },
} satisfies Readonly<Record<string, Text>>;

function explain(judged: ApprovalJudgement, given: readonly SignedApproval[], lang: Lang): string {
  if (given.length === 0) return `${words.none[lang]}.`;
  const refused = given.flatMap(({ approval }, at) => {
    const verdict = judged.verdicts[at];
    if (verdict === undefined || verdict === 'counts') return [];
    return [`${words.ofWhom[lang]} ${approval.approver} ${refusalWords[verdict][lang]}`];
  });
  const { missingApprovers, missingGroups } = judged;
  const missing = [
    ...(missingApprovers > 0 ? [`${words.more[lang]}: ${missingApprovers}`] : []),
    ...(missingGroups.length > 0 ? [`${words.groups[lang]}: ${missingGroups.join(', ')}`] : []),
  ];
  return `${[...refused, ...missing].join('; ')}.`;
}
