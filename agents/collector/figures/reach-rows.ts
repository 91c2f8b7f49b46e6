import type { Endpoint } from '#model/platform/is-open.ts';
import type { RoleReach, RoleReachable } from '#model/platform/role-reach.ts';

/** Something that roles reach: a service, the internet, or devices of a zone. */
export type Target = `service:${string}` | 'internet' | `zone:${string}`;

/** What one role reaches of one target. */
export interface ReachCell {
  /** In order. */
  readonly ports: readonly string[];
  /** Some of it lets in who has not said who they are. */
  readonly open: boolean;
  /** All of it is open only because another role shares the zone. */
  readonly unmeant: boolean;
}

/** One target with what each role reaches of it, by role. */
export interface ReachRow {
  readonly target: Target;
  readonly cells: ReadonlyMap<string, ReachCell>;
}

export function targetOf(to: Endpoint): Target {
  switch (to.kind) {
    case 'internet':
      return 'internet';
    case 'device':
      return `zone:${to.zone}`;
    case 'server':
    case 'outside':
      return `service:${to.service}`;
  }
}

/** What roles reach, by target: services by id, then zones, then the internet. */
export function reachRows(reaches: readonly RoleReach[]): readonly ReachRow[] {
  const rows = new Map<Target, Map<string, RoleReachable[]>>();
  for (const { role, reaches: all } of reaches) {
    for (const reachable of all) {
      const target = targetOf(reachable.to);
      const row = rows.get(target) ?? new Map<string, RoleReachable[]>();
      rows.set(target, row);
      row.set(role, [...(row.get(role) ?? []), reachable]);
    }
  }
  const weight = (target: Target) => (target === 'internet' ? 2 : target.startsWith('zone:') ? 1 : 0);
  return [...rows]
    .sort(([a], [b]) => weight(a) - weight(b) || (a < b ? -1 : 1))
    .map(([target, cells]) => ({
      target,
      cells: new Map([...cells].map(([role, of]) => [role, cellOf(of)])),
    }));
}

function cellOf(reachable: readonly RoleReachable[]): ReachCell {
  const ports = new Map(reachable.map(({ port, protocol }) => [`${port}/${protocol}`, port]));
  return {
    ports: [...ports].sort(([, a], [, b]) => a - b).map(([text]) => text),
    open: reachable.some(({ authenticated }) => !authenticated),
    unmeant: reachable.every(({ openFor }) => openFor === 'other-role'),
  };
}
