import { bilingualError } from '#model/bilingual-error.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { systemOfImage } from '#model/declaration/image-system.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import { runnableServers } from '#model/platform/runnable-servers.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import type { Hop, HostAddress } from './engine/transport/transport.ts';
import type { Host } from './procedure.ts';

/**
 * The hosts procedures can be run on: servers of the plan that are machines and stand, and declared servers without
 * a service. By id.
 *
 * @throws {GrundvalError} `run/no-plan` for a snapshot without a plan
 */
export function hostsOf({
  declaration,
  plan,
}: Pick<PlatformSnapshot, 'declaration' | 'plan'>): readonly Host[] {
  if (plan === null) throw noPlan();
  const servers = runnableServers(declaration, plan);
  const planned = servers.groups.flatMap((group) =>
    group.servers.map((server) => plannedHost(declaration, plan, group, server)),
  );
  const others = servers.others.map(
    ({ id, name }): Host => ({
      ...unplanned,
      id,
      name,
      address: addressOf(declaration, id, id, null, 'linux'),
    }),
  );
  return [...planned, ...others].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const unplanned = {
  service: null,
  role: null,
  platformSite: null,
  failureDomain: null,
  image: null,
  window: null,
} as const;

function plannedHost(
  declaration: Declaration,
  plan: PlatformPlan,
  group: ServerGroup,
  server: PlannedServer,
): Host {
  const { service, role, platformSite, image } = group;
  const address = server.ipv4?.address ?? server.ipv6?.address ?? server.hostName;
  return {
    id: server.id,
    name: server.hostName,
    address: addressOf(
      declaration,
      server.id,
      address,
      platformSite,
      systemOfImage(declaration.standards, image),
    ),
    service,
    role,
    platformSite,
    failureDomain: server.failureDomain,
    image,
    window: plan.maintenance.find((window) => window.server === server.key) ?? null,
  };
}

function addressOf(
  { organisation: { operations } }: Declaration,
  id: string,
  address: string,
  platformSite: string | null,
  system: HostAddress['system'],
): HostAddress {
  const { sshUser: user, sshPort: port, hostKeys } = operations;
  return {
    id,
    system,
    address,
    port,
    user,
    hostKeys: hostKeys.find(({ device }) => device === id)?.keys ?? [],
    jumps: jumpsTo(operations, platformSite),
  };
}

type Operations = Declaration['organisation']['operations'];
type Bastion = Operations['bastions'][number];

/** Bastions on the way to a site, outermost first; the check of the declaration sees to it that there are no rings. */
function jumpsTo(operations: Operations, platformSite: string | null): readonly Hop[] {
  const last = operations.bastions.find(({ platformSites }) =>
    platformSites.some((site) => site === platformSite),
  );
  return chainTo(operations, last);
}

function chainTo({ bastions, sshUser }: Operations, last: Bastion | undefined): readonly Hop[] {
  const jumps: Hop[] = [];
  let next = last;
  while (next !== undefined) {
    const { address, port, user = sshUser, hostKeys, through } = next;
    jumps.unshift({ address, port, user, hostKeys });
    next = bastions.find(({ id }) => id === through);
  }
  return jumps;
}

/** A bastion as a host of its own, with the way to it: for its key. Null where none has the id. */
export function bastionAddress(
  { organisation: { operations } }: Declaration,
  id: string,
): HostAddress | null {
  const chain = chainTo(
    operations,
    operations.bastions.find((bastion) => bastion.id === id),
  );
  const own = chain.at(-1);
  return own === undefined ? null : { ...own, id, system: 'linux', jumps: chain.slice(0, -1) };
}

function noPlan() {
  return bilingualError(
    'run/no-plan',
    {
      sv: 'Ögonblicksbilden har ingen plan, så ingen vet vilka servrar som finns.',
      en: 'The snapshot has no plan, so nobody knows which servers there are.',
    },
    {
      sv: 'Läs in den igen: grundval check --snapshot FIL',
      en: 'Take it anew: grundval check --snapshot FILE',
    },
  );
}
