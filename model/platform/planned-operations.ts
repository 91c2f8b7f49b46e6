import type { DeclaredPlace } from './declared-place.ts';

/** How the data of a server group are copied, by the service-level class. */
export interface BackupPlan {
  /** Key of the server group. */
  readonly group: string;
  readonly serviceLevel: string;
  /** Longest loss of data, and longest time to restore, in seconds. */
  readonly rpoSeconds: number;
  readonly rtoSeconds: number;
  readonly everySeconds: number;
  /** Seconds after midnight, Europe/Stockholm, of the first copy of a day; spread so that not all copy at once. */
  readonly offsetSeconds: number;
  readonly keepSeconds: number;
  /** Decisions that the time of keeping rests on, by id: the class's and the service's. Empty = not decided. */
  readonly keepDecisions: readonly string[];
  /** Decisions on retention of the information held, which copies must follow. */
  readonly retentionDecisions: readonly string[];
  /** A copy that an administrator of the platform cannot delete. */
  readonly isolatedCopy: boolean;
  readonly restoreTestEverySeconds: number;
  /** Data disks, by name; the system disk is always copied. */
  readonly disks: readonly string[];
  /** Database engine whose own backup is used; null = disks only. */
  readonly engine: string | null;
  /** Is it copied at least as often as the RPO asks? */
  readonly meetsRpo: boolean;
  readonly at: DeclaredPlace;
}

/** When a server may be patched and restarted. Local time, Europe/Stockholm. */
export interface MaintenanceWindow {
  /** Key of the server. */
  readonly server: string;
  /** `day` for what is reached from the internet, where three days are the deadline; else `week`. */
  readonly every: 'day' | 'week';
  /** Day on which it begins; null where every day. */
  readonly weekday: Weekday | null;
  /** `23:00` */
  readonly from: string;
  readonly minutes: number;
  /** True where the agreed hours leave no night free: then only servers with a peer can be patched unnoticed. */
  readonly withinServiceHours: boolean;
  /** 1 first; peers of a group are in different waves. */
  readonly wave: 1 | 2 | 3;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** What is watched of a service, and when somebody is woken. */
export interface MonitoringPlan {
  readonly service: string;
  /** Service-level class; null = not agreed, so nothing says what is good enough. */
  readonly serviceLevel: string | null;
  readonly availabilityPercent: number | null;
  /** `24/7` or `mon-fri 07:00-18:00`. */
  readonly hours: string | null;
  /** Minutes of the agreed time in 30 days that it may be down, to one decimal; null where not agreed. */
  readonly downMinutesPer30Days: number | null;
  /** Alarm outside the agreed hours, too: the service is essential to society. */
  readonly alarmAlways: boolean;
  /** Alarm after two missed checks in a row: one alone may be the check's own fault. */
  readonly checks: readonly {
    readonly url: string;
    readonly everySeconds: number;
    readonly alarmAfterSeconds: number;
  }[];
  /** Server groups to watch, by key. */
  readonly groups: readonly string[];
  /** Age of the newest backup that is an alarm: the RPO. Null where nothing is backed up. */
  readonly backupAlarmAfterSeconds: number | null;
}
