import { compareText } from '../compare-text.ts';
import type { LastVerification, Responsible, WorkItem, WorkSubject } from './work-order.ts';

/** Items that the same people do, by what they are done to. */
export interface WorkGroup {
  /** Empty where the declaration names nobody. */
  readonly who: readonly Responsible[];
  readonly subjects: readonly { readonly subject: WorkSubject; readonly items: readonly WorkItem[] }[];
}

/** The states of an item, good first. */
export const workStatuses = ['verified', 'deviates', 'not-verified'] as const satisfies readonly WorkStatus[];
export type WorkStatus = LastVerification['status'];

const subjectOrder = ['site', 'zone', 'service', 'server'] as const satisfies readonly WorkSubject['kind'][];

/** Arranges items by who does them, in order of names and nobody last, and in each by subject from the site down. */
export function arrangeWork(items: readonly WorkItem[]): readonly WorkGroup[] {
  const groups = [...Map.groupBy(items, (item) => whoKey(item)).values()].map((of) => ({
    who: of[0]?.who ?? [],
    subjects: arrangeSubjects(of),
  }));
  return groups.sort(
    (a, b) =>
      Number(a.who.length === 0) - Number(b.who.length === 0) || compareText(namesOf(a.who), namesOf(b.who)),
  );
}

/** Who does an item, as one text: `unit:it-enheten+supplier:cgi`; empty where nobody is named. */
export function whoKey({ who }: Pick<WorkItem, 'who'>): string {
  return who.map(({ kind, id }) => `${kind}:${id}`).join('+');
}

/** How many items stand in each state. */
export function countWork(items: readonly WorkItem[]): Readonly<Record<WorkStatus, number>> {
  const count = (status: WorkStatus) => items.filter(({ last }) => last.status === status).length;
  return {
    verified: count('verified'),
    deviates: count('deviates'),
    'not-verified': count('not-verified'),
  };
}

function arrangeSubjects(items: readonly WorkItem[]): WorkGroup['subjects'] {
  const bySubject = Map.groupBy(
    items,
    ({ subject }) => `${subjectOrder.indexOf(subject.kind)} ${subject.id}`,
  );
  return [...bySubject]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, of]) => (of[0] === undefined ? [] : [{ subject: of[0].subject, items: of }]));
}

function namesOf(who: readonly Responsible[]): string {
  return who.map(({ name }) => name).join(' ');
}
