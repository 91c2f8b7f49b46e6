import type { PlanIssue } from '#model/platform/plan.ts';
import type { PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import { sortedTexts } from './by-key.ts';

/**
 * Servers that would be called the same: service `a` with role `b-c` and service `a-b` with role `c` both have
 * an `a-b-c-1`. Names are never changed to make room, since a server keeps its name for life.
 */
export function findTakenNames(groups: readonly ServerGroup[]): readonly PlanIssue[] {
  const byHostName = Map.groupBy(
    groups.flatMap(({ servers }) => servers),
    ({ hostName }) => hostName,
  );
  const byComputerName = Map.groupBy(
    groups.flatMap(({ servers }) => servers),
    ({ computerName }) => computerName,
  );
  return groups.flatMap(({ servers, at }) =>
    servers.flatMap((server) => {
      const rivals = (sharing: readonly PlannedServer[] | undefined) =>
        sortedTexts((sharing ?? []).filter((other) => other !== server).map(({ key }) => key));
      const sameHost = rivals(byHostName.get(server.hostName));
      const others = sameHost.length > 0 ? sameHost : rivals(byComputerName.get(server.computerName));
      if (others.length === 0) return [];
      const name = sameHost.length > 0 ? server.hostName : server.computerName;
      return [
        {
          code: 'name-taken' as const,
          severity: 'blocking' as const,
          subject: `server:${server.key}`,
          at,
          found: {
            sv: `namnet \`${name}\`, som även ${others.join(' och ')} har`,
            en: `the name \`${name}\`, which ${others.join(' and ')} has too`,
          },
          expected: { sv: 'ett eget namn', en: 'a name of its own' },
          hint: { sv: 'ge servern en annan `role`', en: 'give the server another `role`' },
        },
      ];
    }),
  );
}
