import type { ReachQuestion } from './is-open.ts';
import type { FlowEnd } from './planned-flows.ts';

/**
 * What resources mean, in the words of the plan. Read back from the resources of a target alone, it must equal
 * what the plan means; where it does not, a rendering is wrong or somebody has changed a resource.
 */
export interface Meaning {
  readonly zones: readonly ZoneMeaning[];
  readonly flows: readonly FlowMeaning[];
  readonly servers: readonly ServerMeaning[];
  readonly disks: readonly DiskMeaning[];
  readonly databases: readonly DatabaseMeaning[];
  readonly names: readonly NameMeaning[];
  readonly certificates: readonly CertificateMeaning[];
  readonly eServices: readonly EServiceMeaning[];
  readonly backups: readonly BackupMeaning[];
  readonly monitoring: readonly MonitoringMeaning[];
  readonly maintenance: readonly MaintenanceMeaning[];
  readonly guardrails: readonly GuardrailMeaning[];
}

/** What every part has: a key that is unique in its kind, and the resources it was read from, by logical name. */
interface Meant {
  readonly key: string;
  readonly resources: readonly string[];
}

export interface ZoneMeaning extends Meant {
  /** All that no flow opens is closed, in and out. */
  readonly defaultClosed: boolean;
  /** Null on a target without VLANs. */
  readonly vlan: number | null;
  /** CIDRs of the zone on this site. */
  readonly ipv4: string | null;
  readonly ipv6: string | null;
}

/** Something that is open. `outside` ends are `internet`, since nobody has declared their addresses. */
export interface FlowMeaning extends Meant {
  readonly from: OpenEnd;
  readonly to: OpenEnd;
  /** Null = every port. */
  readonly port: number | null;
  /** Null = every protocol. */
  readonly protocol: 'tcp' | 'udp' | null;
}

/** An end as a network has it: what the plan knows, or addresses that it does not. */
export type OpenEnd =
  | Exclude<FlowEnd, { readonly kind: 'outside' }>
  | { readonly kind: 'addresses'; readonly cidr: string };

/** Key: `treserva/app/1`. */
export interface ServerMeaning extends Meant {
  readonly zone: string;
  readonly computerName: string;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  /** At least; a target may only have larger sizes. */
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly image: string;
  readonly failureDomain: string | null;
  /** Must its peers stand on other hosts, or should they? None where nothing keeps them apart: never planned. */
  readonly antiAffinity: 'required' | 'preferred' | 'none';
}

/** Key: `treserva/db/1/data`. */
export interface DiskMeaning extends Meant {
  readonly sizeGib: number;
  /** Refuses deletion and is left behind. */
  readonly holdsData: boolean;
}

/** Key: the group's. */
export interface DatabaseMeaning extends Meant {
  readonly product: string;
  readonly cycle: string;
  readonly replicas: number;
  /** At least, as for servers; of each instance. */
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly storageGib: number;
  readonly holdsData: boolean;
}

/** Key: `<host> <service> <port>`. */
export interface NameMeaning extends Meant {
  readonly host: string;
  readonly port: number;
  readonly groups: readonly string[];
  readonly exposure: 'internet' | 'internal';
}

/** Key: `<host> <service>`. */
export interface CertificateMeaning extends Meant {
  readonly host: string;
  readonly issuer: 'public' | 'internal';
}

/** Key: the service's id. */
export interface EServiceMeaning extends Meant {
  readonly hosts: readonly string[];
  readonly scaling: readonly { readonly group: string; readonly minimum: number; readonly maximum: number }[];
}

/** Key: the group's. */
export interface BackupMeaning extends Meant {
  readonly everySeconds: number;
  readonly keepSeconds: number;
  readonly isolatedCopy: boolean;
  /** Servers whose system disk and data disks are all copied, by key. */
  readonly servers: readonly string[];
}

/** Key: the service's id. */
export interface MonitoringMeaning extends Meant {
  readonly availabilityPercent: number | null;
  readonly checks: readonly string[];
  readonly backupAlarmAfterSeconds: number | null;
  /** Logs of its servers go to the central store. */
  readonly logsKept: boolean;
}

/** Key: the server's. */
export interface MaintenanceMeaning extends Meant {
  readonly every: 'day' | 'week';
  readonly weekday: string | null;
  readonly from: string;
  readonly minutes: number;
  readonly wave: number;
}

/** Key: what it guards against: `closed-by-default`, `no-public-address`, `protected-data`, `approved-images`, `owner-label`. */
export type GuardrailMeaning = Meant;

/** One way in which resources do not mean what the plan says. */
export interface MeaningDifference {
  readonly part: keyof Meaning;
  readonly key: string;
  /** Missing: nothing means it. Extra: nothing in the plan asks for it. */
  readonly kind: 'missing' | 'extra' | 'changed';
  /** Field that differs; null where the whole is missing or extra. */
  readonly field: string | null;
  readonly expected: string | null;
  readonly found: string | null;
  readonly resources: readonly string[];
}

/** Whether the network of a target lets this reach that, by its own rules. */
export type ReachEvaluator = (question: ReachQuestion) => boolean;
