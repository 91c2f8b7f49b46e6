import type { ResumeDecision, RunReport } from '#runbooks/engine/execute/execute-run.ts';
import type { TimedEvent } from '#runbooks/engine/execute/run-state.ts';

/**
 * How a run ended whose controller died, or whose disk was full, before it was sealed: whoever resumes it has only to
 * seal it. Null where it has not ended, was sealed since, or is to be opened again.
 */
export function unsealedEnd(
  history: readonly TimedEvent[],
  decision: Pick<ResumeDecision, 'resume'> | null,
): RunReport | null {
  if (decision?.resume !== true) return null;
  const at = history.findLastIndex(({ event }) => event.kind === 'closed');
  const closed = history[at]?.event;
  if (closed?.kind !== 'closed') return null;
  const isOver = history
    .slice(at + 1)
    .every(({ event }) => event.kind === 'evidence' || event.kind === 'anchored');
  return isOver ? { ...closed.body, unknown: [] } : null;
}
