import type { PlanIssue } from '#model/platform/plan.ts';

/** Issues with those first that stop an apply. */
export function blockingFirst(issues: readonly PlanIssue[]): readonly PlanIssue[] {
  return issues.toSorted((a, b) => Number(b.severity === 'blocking') - Number(a.severity === 'blocking'));
}

/** What an issue is about: `group:gis/app` belongs to the service gis. */
export function subjectOf({ subject }: Pick<PlanIssue, 'subject'>): {
  readonly kind: 'service' | 'zone';
  readonly id: string;
  /** `app`, `app/1`; null where it is the whole. */
  readonly part: string | null;
} {
  const [kind = '', key = ''] = subject.split(':');
  const [id = '', ...part] = key.split('/');
  return {
    kind: kind === 'zone' ? 'zone' : 'service',
    id,
    part: part.length === 0 ? null : part.join('/'),
  };
}
