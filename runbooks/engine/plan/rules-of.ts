import type { Procedure } from '../../procedure.ts';
import type { RunPlan } from './run-plan.ts';

/**
 * The rules a plan takes over from its procedure. In an emergency nobody waits for a window, and who approves looks
 * afterwards.
 */
export function rulesOf(
  { change, approve, rollout }: Pick<Procedure, 'change' | 'approve' | 'rollout'>,
  isEmergency: boolean,
): Pick<RunPlan, 'change' | 'approve' | 'rollout'> {
  if (!isEmergency && change !== 'emergency') return { change, approve, rollout };
  return { change: 'emergency', approve, rollout: { ...rollout, window: 'any' } };
}
