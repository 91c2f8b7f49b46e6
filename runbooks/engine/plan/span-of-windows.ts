import type { Host, RolloutRule } from '../../procedure.ts';
import { type Slot, slotAt } from '../rollout/window.ts';

/** From the first opening to the last closing of the hosts' windows; null where any time will do. */
export function spanOfWindows(
  hosts: readonly Pick<Host, 'window'>[],
  rule: Pick<RolloutRule, 'window'>,
  now: Date,
): Slot | null {
  if (rule.window === 'any') return null;
  const slots = hosts.flatMap(({ window }) => (window === null ? [] : [slotAt(window, now)]));
  if (slots.length === 0) return null;
  return {
    opens: new Date(Math.min(...slots.map(({ opens }) => opens.getTime()))),
    closes: new Date(Math.max(...slots.map(({ closes }) => closes.getTime()))),
  };
}
