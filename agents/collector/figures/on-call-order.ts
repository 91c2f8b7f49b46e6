import { levelOf } from '#model/declaration/level.ts';
import type { Service } from '#model/declaration/service.ts';
import { isStanding } from '#model/declaration/stage.ts';
import { dependenciesOf, idsOf } from './service-graph.ts';
import { isSilent, type ServiceState } from './service-state.ts';

/** A service as those on call choose it. */
export interface OnCallService {
  readonly service: Service;
  readonly state: ServiceState;
  /** Services it stands on, directly or through others, whose servers are silent, all or some. By id. */
  readonly silentBelow: readonly string[];
}

/**
 * Services in the order they are looked at in the night: those known to be wrong, then those that stand on one, then by
 * how much depends on them; proposals and orders last.
 */
export function orderForOnCall(
  services: readonly Service[],
  states: ReadonlyMap<string, ServiceState>,
): readonly OnCallService[] {
  const collator = new Intl.Collator('sv');
  const entries = services.map((service) => lookAtService(service, services, states));
  return entries.toSorted((a, b) => {
    const [first, second] = [weigh(a), weigh(b)];
    const at = first.findIndex((weight, index) => weight !== second[index]);
    return at === -1
      ? collator.compare(a.service.name, b.service.name)
      : (second[at] ?? 0) - (first[at] ?? 0);
  });
}

/** One service with its state and what it stands on that is silent. */
export function lookAtService(
  service: Service,
  services: readonly Service[],
  states: ReadonlyMap<string, ServiceState>,
): OnCallService {
  const below = [...idsOf(dependenciesOf(services, service.id))].sort();
  return {
    service,
    state: states.get(service.id) ?? nothingKnown,
    silentBelow: below.filter((id) => isSilent(states.get(id) ?? nothingKnown)),
  };
}

const nothingKnown: ServiceState = { kind: 'unmeasured', since: null, servers: 0, measured: 0, silent: 0 };

/** Heaviest first where the first difference is. */
function weigh({ service, state, silentBelow }: OnCallService): readonly number[] {
  const wrong = { silent: 4, 'partly-silent': 3, late: 1, reporting: 0, unmeasured: 0 }[state.kind];
  return [
    Number(isStanding(service)),
    Math.max(wrong, silentBelow.length > 0 ? 2 : 0),
    Number(service.essential),
    service.classification?.t ?? -1,
    levelOf(service) ?? -1,
  ];
}
