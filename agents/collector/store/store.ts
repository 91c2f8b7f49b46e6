import type { ControlId, ControlResult, ResultStatus, Severity } from '#model/controls/result.ts';
import type { EvidenceRecord } from '#model/evidence/run-evidence.ts';
import type { DeviceKind, Fleet, FleetDevice } from '#model/fleet/fleet.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import type { EnrolmentRequest } from '#model/report/enrolment.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { Report, RunCost } from '#model/report/report.ts';
import type { HostOutcome, JournalEntry, JournalEvent, RunOutcome } from '#model/runs/journal-entry.ts';
import type { ChangeKind, RunPlan } from '#model/runs/run-plan.ts';
import type { RunRequest } from '#model/runs/run-request.ts';
import type { RunVerification } from '#model/runs/run-verification.ts';

/**
 * The tenants a caller may see: the organisation and each of its municipalities are tenants of their own,
 * and every look-up names them.
 */
export interface Scope {
  readonly organisation: string;
  readonly tenants: readonly string[];
}

/** A device as lists show it. */
export interface DeviceRow {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly profile: AgentProfile | null;
  /** Organisation unit, by id; null = not known. */
  readonly unit: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** Name for people: "Debian GNU/Linux 12 (bookworm)". */
  readonly operatingSystem: string | null;
  /** Newest sign of life, from the agent or from an import; null = never seen, only declared. */
  readonly lastSeenAt: Date | null;
  /** Who knows of it, in the order agent, import, declaration. */
  readonly knownBy: readonly ('agent' | 'import' | 'declaration')[];
  readonly declaredAs: string | null;
  readonly serviceIds: readonly string[];
  /** Number of results by status. */
  readonly results: Readonly<Record<ResultStatus, number>>;
}

export const deviceSortKeys = ['name', 'kind', 'unit', 'operatingSystem', 'lastSeenAt', 'findings'] as const;
export type DeviceSortKey = (typeof deviceSortKeys)[number];

/** What a list of devices is narrowed to; every field is one form field in the address. */
export interface DeviceQuery {
  /** Part of name, model, serial or address, without regard to case. */
  readonly text: string | null;
  readonly kind: DeviceKind | null;
  readonly unit: string | null;
  readonly operatingSystem: string | null;
  readonly knownBy: 'agent' | 'import' | 'declaration' | null;
  /** Devices with at least one result of this status. */
  readonly status: ResultStatus | null;
  /** Last sign of life: within a day, a fortnight, longer ago, or never. */
  readonly seen: 'day' | 'fortnight' | 'longer' | 'never' | null;
  readonly service: string | null;
  readonly sort: DeviceSortKey;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** One page of a list. */
export interface DevicePage {
  readonly rows: readonly DeviceRow[];
  /** Devices that fit the query. */
  readonly total: number;
}

/** All devices of a scope, for a list to be judged by and narrowed. */
export interface DeviceCounts {
  readonly all: number;
  /** Values to choose from, over the whole scope. */
  readonly facets: {
    readonly kind: readonly FacetValue[];
    readonly unit: readonly FacetValue[];
    readonly operatingSystem: readonly FacetValue[];
  };
}

/** One device with everything known of it, as its page shows it. */
export interface DeviceDetail {
  readonly row: DeviceRow;
  readonly device: FleetDevice;
  readonly site: string | null;
  /** Role in the network, by id. */
  readonly role: string | null;
  readonly serial: string | null;
  readonly agentVersion: string | null;
  /** What the last run cost the device; null where it never reported. */
  readonly cost: RunCost | null;
  /** Devices that share a hardware signal with this one without being the same key: a re-image or a clone. */
  readonly identityConflicts: readonly {
    readonly deviceId: string;
    readonly name: string;
    readonly signals: readonly string[];
  }[];
  /** Reports that could not be sent in time and were superseded, in all. */
  readonly missedReports: number;
}

/** One change of a device's section, as it was seen by the collector. */
export interface DeviceChange {
  readonly id: string;
  readonly at: Date;
  readonly section: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** What changed within the section: a package name, a mount point, a field. */
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A change, and the device it was seen on. */
export interface SeenChange extends DeviceChange {
  readonly deviceId: string;
}

/** What is known at any hour of a server. */
export interface ServerPulse {
  readonly id: string;
  readonly name: string;
  readonly serviceIds: readonly string[];
  /** Null where it has no agent: then nothing of it is measured. */
  readonly enrolledAt: Date | null;
  readonly lastReportAt: Date | null;
  /** Seconds between its reports, by the declaration. */
  readonly intervalSeconds: number;
  /** As it was last read, as everything below. */
  readonly bootedAt: Date | null;
  /** Newest change of any of its sections. */
  readonly changedAt: Date | null;
  /** Mount point or drive letter of the file system that is fullest, and whole per cent of it in use. */
  readonly fullestMount: string | null;
  readonly fullestPercent: number | null;
}

/** Devices by who knows of them, for "412 av 430 enheter". */
export interface Coverage {
  readonly devices: number;
  readonly enrolled: number;
  readonly imported: number;
  readonly declared: number;
  /** Heard of within two of their intervals: one late report is no silence. */
  readonly reporting: number;
  readonly newestReportAt: Date | null;
}

/** A single control's results counted by status. */
export interface ResultCount {
  readonly control: ControlId;
  readonly counts: Readonly<Record<ResultStatus, number>>;
  /** When the control last judged any subject. */
  readonly evaluatedAt: Date;
}

/** Results whose status was first seen after a moment, counted. */
export interface ChangeCount {
  readonly control: ControlId;
  readonly status: ResultStatus;
  readonly subjectKind: 'service' | 'device';
  readonly count: number;
  /** When the first of them was seen. */
  readonly since: Date;
}

/** Devices with a finding of the same control and severity. */
export interface AlikeFindings {
  readonly oldest: StoredResult;
  /** All of them, the oldest included. */
  readonly count: number;
}

export interface StoredResult extends ControlResult {
  /** When the current status was first seen: the age of a finding. */
  readonly since: Date;
  /** When the control last judged the subject. */
  readonly evaluatedAt: Date;
}

export interface ResultFilter {
  readonly control?: ControlId;
  readonly subject?: { readonly kind: 'service' | 'device'; readonly id: string };
  readonly subjectKind?: 'service' | 'device';
  /** Devices alone, and of them these. */
  readonly devices?: readonly string[];
  readonly status?: ResultStatus;
  readonly severity?: Severity;
  /**
   * At most so many, after leaving out `offset`; all where left out. The order is status as in
   * `resultStatuses`, severity, the subject's name, control.
   */
  readonly limit?: number;
  readonly offset?: number;
}

/** An import as it was made. */
export interface ImportRecord {
  readonly id: string;
  /** `intune`, `csv:<name>`. */
  readonly source: string;
  readonly fileName: string;
  readonly importedAt: Date;
  readonly rowsRead: number;
  readonly records: number;
  readonly rejected: number;
}

/** Outcome of an enrolment. */
export type EnrolmentOutcome =
  | {
      readonly kind: 'enrolled';
      readonly deviceId: string;
      readonly tenant: string;
      readonly organisationId: string;
      /** Name of the organisation or municipality, for people at the device. */
      readonly organisation: string;
      readonly profile: AgentProfile;
      /** Seconds between reports, by the declaration. */
      readonly intervalSeconds: number;
    }
  | {
      readonly kind: 'refused';
      /** `known-key`: the key is, or was, another device's. */
      readonly reason: 'unknown-token' | 'expired-token' | 'used-token' | 'known-key';
    };

/** What a signed request needs to be checked against. */
export interface DeviceKey {
  readonly deviceId: string;
  readonly tenant: string;
  /** The organisation the tenant belongs to, or is. */
  readonly organisationId: string;
  /** Ed25519 public key, SPKI DER. */
  readonly publicKey: Uint8Array;
  readonly profile: AgentProfile;
  /** Seconds between reports, by the declaration. */
  readonly intervalSeconds: number;
}

/** What became of a report. */
export interface SavedReport {
  /** Sections whose data is lacking: the agent is asked for them. */
  readonly wanted: readonly string[];
  /** Sections that were not taken, and why. */
  readonly notTaken: readonly {
    readonly section: string;
    readonly problem: 'schema' | 'hash' | 'text' | 'unknown-section' | 'not-in-profile' | 'older';
  }[];
}

/** The subjects whose results are replaced: some devices, all services, or everything in the scope. */
export type JudgedSubjects = { readonly devices: readonly string[] } | 'services' | 'all';

/** Somebody looked at a device that may be tied to whoever carries it. */
export interface LookUp {
  readonly at: Date;
  readonly viewerId: string;
  readonly deviceId: string;
  readonly fields: readonly string[];
}

/** What a purge removed by a retention decision. */
export interface Purged {
  readonly tenant: string;
  readonly records: 'reports' | 'changes' | 'imports' | 'look-ups' | 'sessions' | 'runs' | 'run-outputs';
  readonly decision: string;
  readonly olderThan: Date;
  readonly removed: number;
}

/** How a run stands, as far as its entries have come. */
export type RunState = 'planned' | 'running' | 'paused' | 'waiting' | RunOutcome;

/** A run as lists show it. */
export interface RunRow {
  readonly tenant: string;
  readonly run: string;
  /** Procedure, by id. */
  readonly procedure: string;
  readonly environment: string;
  readonly change: ChangeKind;
  readonly ticket: string | null;
  /** Directory ids. */
  readonly requestedBy: string;
  readonly executedBy: string | null;
  readonly approvedBy: readonly string[];
  /** Services whose servers are changed, by id. */
  readonly services: readonly string[];
  /** Hosts that it is to change, and those with an outcome so far, by outcome. */
  readonly hosts: number;
  readonly outcomes: Readonly<Record<HostOutcome, number>>;
  /** `planned`: not begun. `waiting`: a person must say what became of a step. */
  readonly state: RunState;
  readonly plannedAt: Date;
  readonly openedAt: Date | null;
  /** Of its last entry. */
  readonly lastAt: Date | null;
  readonly closedAt: Date | null;
  /** Of all entries so far; null while they are not judged. */
  readonly verdict: RunVerification['verdict'] | null;
  readonly proved: boolean;
}

/** What a list of runs is narrowed to. */
export interface RunQuery {
  readonly procedure?: string;
  readonly service?: string;
  /** Runs with this host. */
  readonly host?: string;
  /** Only those that are not over; or only those that are. */
  readonly isOpen?: boolean;
  /** Only those that have begun; or only those that have not. */
  readonly isBegun?: boolean;
  /** Newest plan first; at most so many, after leaving out `offset`. */
  readonly limit: number;
  readonly offset?: number;
}

/** What the list of runs that are over is narrowed to. */
export interface RunHistoryQuery extends Omit<RunQuery, 'isOpen' | 'isBegun'> {
  readonly outcome?: RunOutcome;
  /** Ended after this moment. */
  readonly after?: Date;
}

/** Runs that are over; their state is their outcome. */
export interface RunHistory {
  readonly rows: readonly RunRow[];
  /** How many fit, whatever limit and offset say. */
  readonly total: number;
}

/** When a host was at work in a run. */
export interface HostSpan {
  readonly host: string;
  readonly from: Date;
  /** Of its newest entry. */
  readonly to: Date;
  /** Steps that have ended. */
  readonly steps: number;
  /** Step that was begun last; null where none was. */
  readonly step: string | null;
}

/** How far a run's journal has come. */
export interface RunPulse {
  readonly run: string;
  /** Of its newest entry; null where it has not begun. */
  readonly seq: number | null;
  readonly isOver: boolean;
  readonly isJudged: boolean;
}

/** One run with everything but its entries and outputs. */
export interface RunDetail {
  readonly row: RunRow;
  readonly plan: RunPlan;
  readonly planHash: string;
  readonly request: RunRequest;
  /** Outcome of each host that has one. */
  readonly hostOutcomes: Readonly<Record<string, HostOutcome>>;
  /** Last entry; null where it has not begun. */
  readonly head: Pick<JournalEntry, 'seq' | 'hash'> | null;
  readonly verification: RunVerification | null;
  /** Hashes of the outputs that are kept here, as entries `done` name them. */
  readonly outputs: readonly string[];
}

/** One entry of a run's journal. */
export interface RunEntry {
  readonly seq: number;
  readonly at: Date;
  readonly hash: string;
  readonly event: JournalEvent;
  /** As the journal has it, byte by byte, without its line break. */
  readonly line: string;
}

/** An emergency change that nobody else than those who made it has looked at yet. */
export interface OwedLook {
  readonly run: string;
  readonly procedure: string;
  readonly executedBy: string;
  /** When the second person must have looked. */
  readonly due: Date;
}

/** Which entries are read: all where left out, in their order. */
export interface RunEntryQuery {
  /** From this number on. */
  readonly from?: number;
  readonly limit?: number;
  readonly host?: string;
  readonly kinds?: readonly JournalEvent['kind'][];
}

/** Everything the collector keeps, over one PostgreSQL database. Every method names the tenants it may touch. */
export interface Store {
  /** Declarations. */
  saveSnapshot(snapshot: PlatformSnapshot): Promise<void>;
  /** The declaration in force; read from the database only where it has changed since the last time. */
  readSnapshot(organisation: string): Promise<PlatformSnapshot | null>;
  /** The organisation a tenant belongs to, or is; null where no declaration names it. */
  readOrganisationOf(tenant: string): Promise<string | null>;

  /** Devices. */
  /** Everything known of all devices, or of those named; read many some hundred at a time. */
  readFleet(scope: Scope, at: Date, deviceIds?: readonly string[]): Promise<Fleet>;
  listDeviceIds(scope: Scope): Promise<readonly string[]>;
  listDevices(scope: Scope, query: DeviceQuery, now: Date): Promise<DevicePage>;
  /** Counts the whole scope: only for those who show it. */
  countDevices(scope: Scope): Promise<DeviceCounts>;
  readDevice(scope: Scope, id: string, now: Date): Promise<DeviceDetail | null>;
  listChanges(
    scope: Scope,
    deviceId: string,
    limit: number,
    before?: string,
  ): Promise<readonly DeviceChange[]>;
  /** Newest first; of each device at most so many, and none older than `after`. */
  listRecentChanges(
    scope: Scope,
    deviceIds: readonly string[],
    after: Date,
    limit: number,
  ): Promise<readonly SeenChange[]>;
  /** Servers that carry a service or have an agent, by name. */
  readServerPulses(scope: Scope): Promise<readonly ServerPulse[]>;
  countCoverage(scope: Scope, now: Date): Promise<Coverage>;

  /** Control results. */
  saveResults(scope: Scope, results: readonly ControlResult[], what: JudgedSubjects, at: Date): Promise<void>;
  countResults(scope: Scope): Promise<readonly ResultCount[]>;
  countChanges(scope: Scope, after: Date): Promise<readonly ChangeCount[]>;
  /** Findings on devices, one entry for each control and severity; the devices named are left out. */
  listAlikeFindings(scope: Scope, except: readonly string[]): Promise<readonly AlikeFindings[]>;
  listResults(scope: Scope, filter: ResultFilter): Promise<readonly StoredResult[]>;
  /** How many results fit, whatever limit and offset say. */
  countListedResults(scope: Scope, filter: ResultFilter): Promise<number>;

  /** Agents. */
  createEnrolmentToken(
    tenant: string,
    token: {
      readonly profile: AgentProfile;
      readonly uses: number;
      readonly expiresAt: Date;
      readonly declaredAs?: string;
    },
    now: Date,
  ): Promise<string>;
  enrol(request: EnrolmentRequest, now: Date): Promise<EnrolmentOutcome>;
  readDeviceKey(deviceId: string): Promise<DeviceKey | null>;
  /** False where the nonce was used before by this key. */
  useNonce(key: DeviceKey, nonce: string, now: Date): Promise<boolean>;
  saveReport(key: DeviceKey, report: Report, now: Date): Promise<SavedReport>;

  /** Imports. */
  listImports(scope: Scope): Promise<readonly ImportRecord[]>;

  /** Runs of procedures. */
  readRuns(scope: Scope, query: RunQuery): Promise<readonly RunRow[]>;
  readRun(scope: Scope, run: string): Promise<RunDetail | null>;
  readRunHistory(scope: Scope, query: RunHistoryQuery): Promise<RunHistory>;
  readHostSpans(scope: Scope, run: string): Promise<readonly HostSpan[]>;
  /** Of one run, or of all that are not over. */
  readRunPulses(scope: Scope, run: string | null): Promise<readonly RunPulse[]>;
  readRunEntries(scope: Scope, run: string, query?: RunEntryQuery): Promise<readonly RunEntry[]>;
  /** The soonest due first. */
  readOwedLooks(scope: Scope): Promise<readonly OwedLook[]>;
  /** The whole output of a step, compressed by gzip, by its hash; null where it is not here. */
  readRunOutput(scope: Scope, run: string, sha256: string): Promise<Uint8Array | null>;
  /** What runs have filed, and each run as the change it is; for controls. */
  readRunEvidence(scope: Scope): Promise<readonly EvidenceRecord[]>;

  /** Look-ups of what may be tied to a person. Devices that are nobody's own are not noted. */
  saveDeviceLookUp(scope: Scope, lookUp: Pick<LookUp, 'viewerId' | 'deviceId'>, at: Date): Promise<void>;
  saveExportLookUp(scope: Scope, viewerId: string, at: Date): Promise<void>;
  listLookUps(scope: Scope, deviceId: string, limit: number): Promise<readonly LookUp[]>;

  /** Removes what retention decisions in force say; `today` is a calendar day in Europe/Stockholm. */
  purge(scope: Scope, now: Date, today: string): Promise<readonly Purged[]>;
  /** Everything of these tenants as lines of JSON, as it stood at one moment. */
  exportAll(scope: Scope, now: Date): AsyncGenerator<string>;

  /** True where the database answers and its migrations are done. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}
