import type { Service } from '#model/declaration/service.ts';
import type { ServerPulse } from '../store/store.ts';
import { heardOf, stateOfServer } from './server-state.ts';

/** What the agents on a service's servers say of it; never whether the service answers, which nobody tries. */
export interface ServiceState {
  readonly kind: 'silent' | 'partly-silent' | 'late' | 'reporting' | 'unmeasured';
  /**
   * `silent`: when the last of them was heard of. `partly-silent`: when the one that fell last was. `late`: when the
   * one that is overdue was. `reporting`: the newest report. Null where nothing is measured.
   */
  readonly since: Date | null;
  /** Declared or known of. */
  readonly servers: number;
  /** Those with an agent. */
  readonly measured: number;
  readonly silent: number;
}

/**
 * The state of a service by its servers.
 *
 * @param declared how many it is declared to have: those that nobody has seen are not measured
 */
export function stateOfService(servers: readonly ServerPulse[], declared: number, now: Date): ServiceState {
  const heard = (state: ReturnType<typeof stateOfServer>): readonly Date[] =>
    servers.flatMap((server) => (stateOfServer(server, now) === state ? (heardOf(server) ?? []) : []));
  const [silent, late, reporting] = [heard('silent'), heard('late'), heard('reporting')];
  const measured = silent.length + late.length + reporting.length;
  const counts = { servers: Math.max(servers.length, declared), measured, silent: silent.length };
  if (measured === 0) return { kind: 'unmeasured', since: null, ...counts };
  if (silent.length === measured) return { kind: 'silent', since: newest(silent), ...counts };
  if (silent.length > 0) return { kind: 'partly-silent', since: newest(silent), ...counts };
  if (late.length > 0) return { kind: 'late', since: newest(late), ...counts };
  return { kind: 'reporting', since: newest(reporting), ...counts };
}

/** The state of every service, by id. */
export function statesOfServices(
  services: readonly Pick<Service, 'id' | 'servers'>[],
  servers: readonly ServerPulse[],
  now: Date,
): ReadonlyMap<string, ServiceState> {
  const carried = new Map<string, ServerPulse[]>(services.map(({ id }) => [id, []]));
  for (const server of servers) for (const id of server.serviceIds) carried.get(id)?.push(server);
  return new Map(
    services.map(({ id, servers: declared }) => {
      const count = declared.reduce((sum, group) => sum + group.count, 0);
      return [id, stateOfService(carried.get(id) ?? [], count, now)];
    }),
  );
}

/** Is something known to be wrong? */
export function isSilent({ kind }: Pick<ServiceState, 'kind'>): boolean {
  return kind === 'silent' || kind === 'partly-silent';
}

function newest(moments: readonly Date[]): Date {
  return new Date(Math.max(...moments.map((at) => at.getTime())));
}
