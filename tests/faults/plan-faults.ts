import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { Fault } from './fault.ts';

/** A plan that a fault changes in place. */
export type MutablePlan = { -readonly [Key in keyof PlatformPlan]: PlatformPlan[Key] };
type PlanFault = Fault<MutablePlan>;

type Lists = {
  [Key in keyof PlatformPlan as PlatformPlan[Key] extends readonly object[] ? Key : never]: PlatformPlan[Key];
};
type Item<Key extends keyof Lists> = Lists[Key][number];

/** Changes the first entries of a list that fit, each as a fault of its own. */
function edits<Key extends keyof Lists>(
  key: Key,
  what: string,
  fits: (item: Item<Key>) => boolean,
  edit: (item: Item<Key>) => Partial<Item<Key>> | null,
  count = 3,
): readonly PlanFault[] {
  return Array.from({ length: count }, (_, nth) => ({
    name: `${key} ${nth + 1}: ${what}`,
    seed: (plan) => {
      const list = plan[key] as readonly Item<Key>[];
      const chosen = list.filter(fits)[nth];
      if (chosen === undefined) return false;
      const change = edit(chosen);
      const changed = list.flatMap((item) =>
        item !== chosen ? [item] : change === null ? [] : [{ ...item, ...change }],
      );
      (plan as Record<string, unknown>)[key] = changed;
      return true;
    },
  }));
}

const isBuilt = ({ build }: { readonly build: boolean }) => build;
const hasPeers = ({ build, servers }: ServerGroup) => build && servers.length > 1;
const hasDisks = ({ build, disks, form }: ServerGroup) => build && disks.length > 0 && form === 'machines';
/** From devices to servers, where nothing else opens the same. */
const isIn = ({ build, to, from }: PlannedFlow) => build && to.kind === 'group' && from.kind === 'zone';

/** What a planner might get wrong, or somebody change in a plan on its way to the engine. */
export const planFaults: readonly PlanFault[] = [
  ...edits(
    'backups',
    'dropped',
    () => true,
    () => null,
    4,
  ),
  ...edits(
    'backups',
    'kept for a day',
    () => true,
    () => ({ keepSeconds: 86_400 }),
    4,
  ),
  ...edits(
    'backups',
    'copied once a month',
    () => true,
    () => ({ everySeconds: 30 * 86_400 }),
  ),
  ...edits(
    'backups',
    'no isolated copy',
    ({ isolatedCopy }) => isolatedCopy,
    () => ({ isolatedCopy: false }),
    4,
  ),
  ...edits('flows', 'closed', isIn, () => null, 4),
  ...edits('flows', 'another port', isIn, ({ port }) => ({ port: port + 1 }), 4),
  ...edits(
    'flows',
    'another protocol',
    isIn,
    ({ protocol }) => ({ protocol: protocol === 'tcp' ? ('udp' as const) : ('tcp' as const) }),
    2,
  ),
  ...edits('flows', 'open to the internet', isIn, () => ({ from: { kind: 'internet' as const } }), 4),
  ...edits('flows', 'to other servers', isIn, ({ to }) => ({
    to: to.kind === 'group' ? { ...to, service: 'treserva', role: 'db' } : to,
  })),
  ...edits(
    'groups',
    'another zone',
    isBuilt,
    ({ zone }) => ({ zone: zone === 'publik' ? 'adm' : 'publik' }),
    6,
  ),
  ...edits('groups', 'no zone', isBuilt, () => ({ zone: null }), 2),
  ...edits('groups', 'not built', isBuilt, () => ({ build: false }), 3),
  ...edits('groups', 'one server less', hasPeers, ({ servers }) => ({ servers: servers.slice(1) }), 3),
  ...edits('groups', 'all in one failure domain', hasPeers, ({ servers }) => ({
    servers: servers.map((server) => ({ ...server, failureDomain: 'rack-a' })),
  })),
  ...edits(
    'groups',
    'peers may share a host',
    ({ antiAffinity }) => antiAffinity === 'required',
    () => ({
      antiAffinity: 'preferred' as const,
    }),
  ),
  ...edits(
    'groups',
    'a smaller machine',
    ({ build, form, memoryGib }) => build && form === 'machines' && memoryGib > 2,
    () => ({
      vcpus: 1,
      memoryGib: 1,
    }),
  ),
  ...edits('groups', 'another image', isBuilt, () => ({ image: 'nagot-annat' }), 2),
  ...edits('groups', 'no disks', hasDisks, () => ({ disks: [] }), 3),
  ...edits('groups', 'disks of 1 GiB', hasDisks, ({ disks }) => ({
    disks: disks.map((disk) => ({ ...disk, sizeGib: 1 })),
  })),
  ...edits(
    'groups',
    'the address of another zone',
    ({ build, form }) => build && form === 'machines',
    ({ servers }) => ({
      servers: servers.map((server) => ({
        ...server,
        ipv4: { address: '10.12.210.9', source: 'declared' as const },
      })),
    }),
  ),
  ...edits(
    'zones',
    'everybody’s addresses',
    ({ holdsServers }) => holdsServers,
    ({ subnets }) => ({
      subnets: subnets.map((subnet) => ({ ...subnet, ipv4: '10.0.0.0/8' })),
    }),
    2,
  ),
  ...edits(
    'zones',
    'another VLAN',
    ({ holdsServers }) => holdsServers,
    () => ({ vlan: 999 }),
    2,
  ),
  ...edits(
    'zones',
    'dropped',
    ({ holdsServers, id }) => holdsServers && id !== 'ped',
    () => null,
    2,
  ),
  ...edits(
    'names',
    'dropped',
    ({ build, groups }) => build && groups.length > 0,
    () => null,
    2,
  ),
  ...edits(
    'names',
    'open to the internet',
    ({ build, groups, exposure }) => build && groups.length > 0 && exposure === 'internal',
    () => ({ exposure: 'internet' as const }),
    2,
  ),
  ...edits(
    'certificates',
    'dropped',
    ({ build, renewedBy }) => build && renewedBy === 'us',
    () => null,
    3,
  ),
  ...edits(
    'certificates',
    'another issuer',
    ({ build, renewedBy }) => build && renewedBy === 'us',
    ({ issuer }) => ({ issuer: issuer === 'public' ? ('internal' as const) : ('public' as const) }),
    3,
  ),
  ...edits(
    'maintenance',
    'dropped',
    () => true,
    () => null,
    3,
  ),
  ...edits(
    'maintenance',
    'at noon',
    () => true,
    () => ({ from: '12:00' }),
    3,
  ),
  ...edits(
    'maintenance',
    'all in one wave',
    ({ wave }) => wave === 3,
    () => ({ wave: 2 as const }),
    2,
  ),
  ...edits(
    'monitoring',
    'dropped',
    ({ groups }) => groups.length > 0,
    () => null,
    3,
  ),
  ...edits(
    'monitoring',
    'no checks',
    ({ checks, groups }) => checks.length > 0 && groups.length > 0,
    () => ({ checks: [] }),
    3,
  ),
  ...edits(
    'monitoring',
    'no alarm for old backups',
    ({ backupAlarmAfterSeconds, groups }) => backupAlarmAfterSeconds !== null && groups.length > 0,
    () => ({ backupAlarmAfterSeconds: null }),
    2,
  ),
];
