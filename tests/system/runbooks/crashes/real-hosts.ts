import { type Fleet, fleet } from '#runbooks/simulate/fleet.ts';

/** Where one sshd stands in for all hosts of all runs, each by an address of its own. */
export interface RealSshd {
  readonly port: number;
  readonly user: string;
  readonly hostKey: string;
  readonly keyFile: string;
}

/** Hosts of a run. Steps of the last one are plain commands: nobody finds them again. */
export const hostIds: readonly string[] = ['tjanst-1-app-1', 'tjanst-2-app-1', 'tjanst-3-app-1'];
export const plainHost = 'tjanst-3-app-1';

/** Id of one of some hundred runs. */
export function runIdOf(run: number): string {
  return `krasch-${run}`;
}

/** Address of a host of such a run. */
export function addressOf(run: number, host: string): string {
  return `127.${13 + Math.floor(run / 250)}.${run % 250}.${hostIds.indexOf(host) + 1}`;
}

/** The fleet of a run, whose servers answer. Ids are the same in every run, so that one plan serves all. */
export function realFleet(run: number, { port, user, hostKey }: Omit<RealSshd, 'keyFile'>): Fleet {
  const invented = fleet(hostIds.length, {
    perService: 1,
    operations: {
      sshPort: port,
      sshUser: user,
      hostKeys: hostIds.map((device) => ({ device, keys: [hostKey] })),
    },
  });
  const { plan } = invented;
  if (plan === null) throw new Error('an invented fleet has a plan');
  const groups = plan.groups.map((group) => ({
    ...group,
    servers: group.servers.map((server) => ({ ...server, hostName: addressOf(run, server.id) })),
  }));
  return { ...invented, plan: { ...plan, groups } };
}
