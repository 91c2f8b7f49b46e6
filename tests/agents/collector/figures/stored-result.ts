import type { StoredResult } from '#agents/collector/store/store.ts';
import type { ControlId, ResultStatus, Severity } from '#model/controls/result.ts';

/** A result as the store gives it. */
export function storedResult(
  control: ControlId,
  status: ResultStatus,
  subject: { readonly kind: 'service' | 'device'; readonly id: string },
  more: { readonly severity?: Severity; readonly since?: Date } = {},
): StoredResult {
  const since = more.since ?? new Date('2026-11-01T00:00:00Z');
  return {
    control,
    controlVersion: 1,
    subject: { ...subject, name: subject.id },
    status,
    severity: more.severity ?? 'high',
    message: { sv: 'Så är det.', en: 'So it is.' },
    evidence: [],
    exemption: null,
    since,
    evaluatedAt: new Date('2026-11-24T00:00:00Z'),
  };
}
