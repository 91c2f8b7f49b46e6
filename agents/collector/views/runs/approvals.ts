import type { ApprovalRule } from '#model/runs/run-plan.ts';
import type { Names } from '../../figures/names.ts';
import type { ApprovalWorth, EmergencyLook, RunApproval } from '../../figures/run-approvals.ts';
import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { statusShape } from '../parts/status.ts';
import { table } from '../parts/table.ts';
import { instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { approvalSentence } from './rollout.ts';

const words = {
  caption: { sv: 'Godkännanden', en: 'Approvals' },
  by: { sv: 'Godkändes av', en: 'Approved by' },
  role: { sv: 'I rollen', en: 'In the role' },
  owner: { sv: 'systemägare', en: 'owner' },
  at: { sv: 'När', en: 'When' },
  until: { sv: 'Gäller till', en: 'Holds until' },
  plan: { sv: 'Planens hash', en: 'Hash of the plan' },
  worth: { sv: 'Håller det?', en: 'Does it hold?' },
  none: {
    sv: 'Inget godkännande finns i journalen.',
    en: 'There is no approval in the journal.',
  },
  emergency: {
    sv: 'Akut ändring: gjord först, en andra person tittar efteråt.',
    en: 'Emergency change: made first, a second person looks afterwards.',
  },
  second: { sv: 'Andra personen', en: 'The second person' },
  missing: { sv: 'har inte tittat än', en: 'has not looked yet' },
  overdue: { sv: 'har inte tittat, och tiden är ute', en: 'has not looked, and the time is out' },
  due: { sv: 'Ska ha skett senast', en: 'To be done by' },
  review: { sv: 'Granskning i efterhand', en: 'Review afterwards' },
  noReview: { sv: 'inte inskriven', en: 'not written down' },
};

const worths = {
  holds: { status: 'met', sv: 'Håller', en: 'Holds' },
  'not-proved': { status: 'not-measured', sv: 'Inte styrkt', en: 'Not proved' },
  'other-plan': { status: 'finding', sv: 'Gäller en annan plan', en: 'Is of another plan' },
  'not-tried': { status: 'not-measured', sv: 'Inte prövat', en: 'Not tried' },
} as const satisfies Readonly<Record<ApprovalWorth, object>>;

/** Whose yes it took, who gave it to exactly which plan, and whether the signatures hold. */
export function approvalsPart(
  rule: ApprovalRule,
  approvals: readonly RunApproval[],
  emergency: EmergencyLook | null,
  names: Names,
  view: View,
): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const role = (id: string) => (id === 'owner' ? t.owner : names.party(`role:${id}`));
  return html`<p class="hint">${approvalSentence(rule, names, view)}</p>
${emergency !== null && emergencyFacts(emergency, view)}
${
  (approvals.length > 0 || emergency === null) &&
  table({
    id: 'godkannandetabell',
    caption: t.caption,
    captionHeard: true,
    columns: [
      { head: t.by },
      { head: t.role },
      { head: t.at, tight: true },
      { head: t.until, tight: true },
      { head: t.plan },
      { head: t.worth, tight: true },
    ],
    rows: approvals.map((approval) => [
      html`${approval.approver}${approval.reason !== '' && html`<span class="under">${approval.reason}</span>`}`,
      role(approval.role),
      instant(approval.at, view),
      instant(approval.validUntil, view),
      html`<code title="${approval.planHash}">${approval.planHash.slice(0, 12)}…</code>`,
      worthMark(approval.worth, view),
    ]),
    empty: t.none,
  })
}`;
}

function worthMark(worth: ApprovalWorth, { lang }: View): Html {
  const { status, [lang]: said } = worths[worth];
  return html`<span class="status ${status}">${statusShape(status)}${said}</span>`;
}

function emergencyFacts({ due, secondPerson, review }: EmergencyLook, view: View): Html {
  const t = speak(words, view.lang);
  const missing = view.now > due ? t.overdue : t.missing;
  const status = view.now > due ? 'finding' : 'not-measured';
  return html`<p>${t.emergency}</p>
${facts([
  [t.due, instant(due, view)],
  [
    t.second,
    secondPerson === null
      ? html`<span class="status ${status}">${statusShape(status)}${missing}</span>`
      : html`${secondPerson.by}<span class="under">${instant(secondPerson.at, view)}</span>`,
  ],
  [
    t.review,
    review === null
      ? html`<span class="muted">${t.noReview}</span>`
      : html`${review.text}<span class="under">${review.by}</span>`,
  ],
])}`;
}
