import { bilingualError } from '#model/bilingual-error.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import { canonicalJson } from '#model/report/canonical-json.ts';
import { emergencyRecords } from '#model/runs/emergency-records.ts';
import { isSamePerson } from '../approval/verify.ts';
import { sha256 } from '../plan/command-hash.ts';
import type { RunJournal } from './run-log.ts';
import type { RunState } from './run-state.ts';

/** What is still owed after a change that was made first and is looked at afterwards. */
export interface EmergencyState {
  /** When the second person must have looked, by the first start of the run. */
  readonly due: Date;
  readonly secondPerson: { readonly by: string; readonly at: string } | null;
  readonly review: { readonly by: string; readonly text: string } | null;
  /** Nobody has looked, and the time is past. */
  readonly isOverdue: boolean;
}

/** How an emergency stands; null for a run that is none, or that was approved beforehand. */
export function emergencyState({ approvals, evidence }: RunState, now: Date): EmergencyState | null {
  const first = approvals.find((body) => fieldOf(body, 'kind') === 'emergency');
  const due = fieldOf(first, 'secondPersonBefore');
  if (due === null) return null;
  const seen = evidence.find(({ name }) => name === emergencyRecords.secondPerson)?.value;
  const reviewed = evidence.find(({ name }) => name === emergencyRecords.review)?.value;
  const secondPerson =
    seen === undefined ? null : { by: fieldOf(seen, 'by') ?? '', at: fieldOf(seen, 'at') ?? '' };
  return {
    due: new Date(due),
    secondPerson,
    review:
      reviewed === undefined
        ? null
        : { by: fieldOf(reviewed, 'by') ?? '', text: fieldOf(reviewed, 'text') ?? '' },
    isOverdue: secondPerson === null && now > new Date(due),
  };
}

/** Writes down why it could not wait. */
export async function recordReason(journal: RunJournal, reason: string, by: string): Promise<void> {
  await keep(journal, emergencyRecords.reason, { by, reason });
}

/**
 * Writes down that a second person has looked at what was done. It is written also when it is late: then it says so.
 *
 * @throws {GrundvalError} `run/no-emergency`, `run/same-person`
 */
export async function recordSecondPerson(
  journal: RunJournal,
  state: RunState,
  by: string,
  now: Date,
): Promise<void> {
  const emergency = demandEmergency(state, now);
  if (isInvolved(state, by)) throw samePerson(by);
  const isLate = now > emergency.due;
  await keep(journal, emergencyRecords.secondPerson, {
    by,
    at: now.toISOString(),
    isLate,
    planHash: state.header?.planHash ?? '',
  });
}

/**
 * Whether it is to be written down that somebody has looked: nobody has, or they had no part in it and have not yet. A
 * look that another person wrote down is worth nothing without that person's own seal.
 */
export function isLookOwed(state: RunState, by: string): boolean {
  const looks = state.evidence.filter(({ name }) => name === emergencyRecords.secondPerson);
  const hasLooked = looks.some(({ value }) => isSamePerson(fieldOf(value, 'by') ?? '', by));
  return looks.length === 0 || !(hasLooked || isInvolved(state, by));
}

function isInvolved({ header }: RunState, by: string): boolean {
  const involved = header === null ? [] : [header.requestedBy, header.executedBy];
  return involved.some((person) => isSamePerson(person, by));
}

/** Writes down what the review afterwards came to: why it was urgent, what was done, what is to be changed. */
export async function recordReview(
  journal: RunJournal,
  state: RunState,
  review: { readonly by: string; readonly text: string },
  now: Date,
): Promise<void> {
  demandEmergency(state, now);
  await keep(journal, emergencyRecords.review, { ...review, at: now.toISOString() });
}

async function keep(journal: RunJournal, name: string, value: JsonValue): Promise<void> {
  await journal.append({
    kind: 'evidence',
    body: { host: null, name, sha256: sha256(canonicalJson(value)), value },
  });
}

function demandEmergency(state: RunState, now: Date): EmergencyState {
  const emergency = emergencyState(state, now);
  if (emergency !== null) return emergency;
  throw bilingualError(
    'run/no-emergency',
    {
      sv: 'Körningen är ingen akut ändring; den godkändes innan den började.',
      en: 'The run is no emergency change; it was approved before it began.',
    },
    { sv: 'Inget behöver granskas i efterhand.', en: 'Nothing needs to be reviewed afterwards.' },
  );
}

function samePerson(by: string) {
  return bilingualError(
    'run/same-person',
    {
      sv: `${by} begärde eller utförde ändringen och kan inte vara den andra personen.`,
      en: `${by} asked for the change or made it, and cannot be the second person.`,
    },
    { sv: 'Be någon annan titta.', en: 'Ask somebody else to look.' },
  );
}

function fieldOf(body: JsonValue | undefined, field: string): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const value = (body as { readonly [name: string]: JsonValue })[field];
  return typeof value === 'string' ? value : null;
}
