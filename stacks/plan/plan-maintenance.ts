import { serviceLevelOf } from '#model/declaration/declaration.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { MaintenanceWindow, Weekday } from '#model/platform/planned-operations.ts';
import type { PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import type { PlanContext } from './context.ts';
import { groupKey } from './group-key.ts';
import { minutesPerDay, touchesHours, weekdays } from './service-hours.ts';
import { stableBelow } from './stable-hash.ts';

const windowMinutes = 120;
/** Nights after which people are at work the next day, should a restart go wrong. */
const nights: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu'];
/** Earliest and latest start, in minutes from midnight of the night's first day. */
const earliest = 20 * 60;
const latest = 28 * 60;
/** Start where the agreed hours leave no night free: 02:00, when fewest are awake. */
const quietest = 26 * 60;

/**
 * When each server is patched: a night outside the agreed hours, the same for all servers of a group, chosen by
 * the group's own key so that services are spread over the week. What is reached from the internet has a
 * window every night.
 *
 * Waves: 1 what nothing depends on and is not essential; then 2 and 3. Peers of a group alternate between two
 * waves, so that half of them run while the other half restarts.
 */
export function planMaintenance(
  context: PlanContext,
  groups: readonly ServerGroup[],
  flows: readonly PlannedFlow[],
): readonly MaintenanceWindow[] {
  const needed = new Set(context.services.flatMap(({ dependsOn }) => dependsOn));
  const exposed = new Set(
    flows
      .filter(({ build, from }) => build && from.kind === 'internet')
      .flatMap(({ to }) => (to.kind === 'group' ? [groupKey(to.service, to.role)] : [])),
  );
  return groups.flatMap((group) => {
    const service = context.serviceById.get(group.service);
    const hours = service === undefined ? undefined : serviceLevelOf(context.declaration, service)?.hours;
    const isFirst = service?.essential !== true && !needed.has(group.service);
    const window = chooseWindow(group.key, hours ?? '24/7', exposed.has(group.key));
    return group.servers.map((server) => ({ server: server.key, ...window, wave: waveOf(server, isFirst) }));
  });
}

function waveOf({ number }: PlannedServer, isFirst: boolean): MaintenanceWindow['wave'] {
  const second = number % 2 === 0;
  if (isFirst) return second ? 2 : 1;
  return second ? 3 : 2;
}

type Window = Omit<MaintenanceWindow, 'server' | 'wave'>;

function chooseWindow(group: string, hours: string, isExposed: boolean): Window {
  const free = nights.flatMap((night) => {
    const start = firstFreeStart(hours, night);
    return start === null ? [] : [{ night, start }];
  });
  const chosen = free[stableBelow(Math.max(free.length, 1), 'maintenance', group)];
  const night = chosen?.night ?? nights[stableBelow(nights.length, 'maintenance', group)] ?? 'tue';
  const start = chosen?.start ?? quietest;
  const weekday = weekdays[(weekdays.indexOf(night) + Math.floor(start / minutesPerDay)) % 7] ?? night;
  return {
    every: isExposed ? 'day' : 'week',
    weekday: isExposed ? null : weekday,
    from: clock(start % minutesPerDay),
    minutes: windowMinutes,
    withinServiceHours: isExposed
      ? weekdays.some((_, day) =>
          touchesHours(hours, day * minutesPerDay + (start % minutesPerDay), windowMinutes),
        )
      : chosen === undefined,
  };
}

/** Minutes from midnight of a day to the first half hour of its night with a whole window free. */
function firstFreeStart(hours: string, night: Weekday): number | null {
  const midnight = weekdays.indexOf(night) * minutesPerDay;
  for (let start = earliest; start <= latest; start += 30) {
    if (!touchesHours(hours, midnight + start, windowMinutes)) return start;
  }
  return null;
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
