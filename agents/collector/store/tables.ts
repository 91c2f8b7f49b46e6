import type { ColumnType, Generated } from 'kysely';
import type { ControlId, ResultExemption, ResultStatus, Severity } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { DeclaredDevice } from '#model/fleet/declared-devices.ts';
import type { DeviceKind } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { WorkOrder } from '#model/platform/work-order.ts';
import type { IdentitySignals } from '#model/report/enrolment.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { RunCost } from '#model/report/report.ts';
import type { SectionStatus } from '#model/report/section.ts';
import type { HostOutcome, JournalEvent, RunOutcome } from '#model/runs/journal-entry.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import type { RunRequest } from '#model/runs/run-request.ts';
import type { RunVerification } from '#model/runs/run-verification.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { DeviceChange } from './store.ts';
import type { StoredDevice } from './stored-device.ts';

/** A json column: read as a value, written as text, since `pg` would make a PostgreSQL array of an array. */
type Json<Value> = ColumnType<Value, string, string>;

/** The tables as the migrations leave them; what each column means stands there. */
export interface Tables {
  tenants: {
    id: string;
    organisation: string;
    name: string;
    kind: 'organisation' | 'municipality';
    report_interval_seconds: number;
  };
  snapshots: {
    tenant: string;
    id: string;
    hash: string;
    schema_version: number;
    taken_at: Date;
    grundval_version: string;
    declaration: Json<Declaration>;
    sources: Json<Readonly<Record<string, string>>>;
    plan: Json<PlatformPlan | null>;
    work_orders: Json<readonly WorkOrder[]>;
  };
  devices: {
    tenant: string;
    id: string;
    name: string;
    kind: DeviceKind;
    profile: AgentProfile | null;
    unit: string | null;
    site: string | null;
    role: string | null;
    manufacturer: string | null;
    model: string | null;
    serial: string | null;
    operating_system: string | null;
    search: string;
    declared_as: string | null;
    declared: ColumnType<DeclaredDevice | null, string | null, string | null>;
    service_ids: Generated<string[]>;
    hostname: string | null;
    enrolled_at: Date | null;
    last_report_at: Date | null;
    agent_version: string | null;
    cost: ColumnType<RunCost | null, string | null | undefined, string | null>;
    missed_reports: Generated<number>;
    reboot_since: Date | null;
    is_imported: Generated<boolean>;
    last_import_contact_at: Date | null;
    last_seen_at: Date | null;
    signal_serial: string | null;
    signal_uuid: string | null;
    signal_directory_id: string | null;
    signal_machine_id: string | null;
    signal_macs: Generated<string[]>;
    findings: Generated<number>;
    not_measured: Generated<number>;
    exempt: Generated<number>;
    met: Generated<number>;
    created_at: Date;
  };
  enrolment_tokens: {
    tenant: string;
    id: string;
    token_hash: Buffer;
    profile: AgentProfile;
    declared_as: string | null;
    uses_left: number;
    created_at: Date;
    expires_at: Date;
  };
  device_keys: {
    tenant: string;
    id: string;
    device_id: string;
    public_key: Buffer;
    token_id: string;
    hostname: string;
    signals: Json<IdentitySignals>;
    enrolled_at: Date;
    matched_by: 'declared' | 'imported' | 'reimaged' | 'known' | null;
    replaced_at: Date | null;
  };
  nonces: { tenant: string; device_id: string; nonce: string; seen_at: Date };
  sections: {
    tenant: string;
    device_id: string;
    name: string;
    status: SectionStatus;
    reason: string | null;
    source: string;
    took_ms: number;
    collected_at: Date;
    received_at: Date;
    hash: string;
    is_refused: boolean;
    data: ColumnType<unknown, string | null, string | null>;
    data_at: Date | null;
  };
  software_titles: {
    tenant: string;
    id: Generated<number>;
    name: string;
    version: string;
    manager: 'dpkg' | 'rpm' | 'windows' | 'macos';
    architecture: string | null;
    publisher: string | null;
  };
  device_software: { tenant: string; device_id: string; titles: number[] };
  pending_updates: { tenant: string; device_id: string; name: string; since: Date };
  device_changes: {
    tenant: string;
    id: string;
    device_id: string;
    at: Date;
    section: string;
    change: DeviceChange['change'];
    what: string;
    before: string | null;
    after: string | null;
  };
  imports: {
    tenant: string;
    id: string;
    source: string;
    file_name: string;
    file_hash: Generated<string>;
    imported_at: Date;
    rows_read: number;
    records: number;
    rejected: number;
    is_complete: boolean;
  };
  imported_records: {
    tenant: string;
    device_id: string;
    source: string;
    source_key: string;
    import_id: string;
    imported_at: Date;
    in_latest: boolean;
    last_seen_at: Date | null;
    record: Json<StoredDevice>;
  };
  runs: {
    tenant: string;
    id: string;
    plan: Json<RunPlan>;
    plan_hash: string;
    request: Json<RunRequest>;
    services: string[];
    hosts: string[];
    executed_by: string | null;
    approved_by: Generated<string[]>;
    outcomes: ColumnType<Readonly<Record<string, HostOutcome>>, string | undefined, string>;
    is_paused: Generated<boolean>;
    outcome: RunOutcome | null;
    planned_at: Date;
    opened_at: Date | null;
    last_at: Date | null;
    closed_at: Date | null;
    /** A bigint, which \`pg\` gives as text. */
    head_seq: ColumnType<string | null, number | null, number | null>;
    head_hash: string | null;
    verification: ColumnType<RunVerification | null, string | null, string | null>;
    received_at: Date;
  };
  run_entries: {
    tenant: string;
    run: string;
    seq: ColumnType<string, number, never>;
    at: Date;
    kind: JournalEvent['kind'];
    host: string | null;
    hash: string;
    line: string;
  };
  run_outputs: { tenant: string; run: string; sha256: string; content: Buffer };
  results: {
    tenant: string;
    control: ControlId;
    subject_kind: 'service' | 'device';
    subject_id: string;
    subject_name: string;
    control_version: number;
    status: ResultStatus;
    severity: Severity;
    message: Json<Text>;
    evidence: Json<readonly StoredEvidence[]>;
    exemption: ColumnType<ResultExemption | null, string | null, string | null>;
    since: Date;
    evaluated_at: Date;
  };
  result_changes: {
    tenant: string;
    id: string;
    control: ControlId;
    subject_kind: 'service' | 'device';
    subject_id: string;
    at: Date;
    control_version: number;
    before: ResultStatus | null;
    after: ResultStatus | null;
  };
  login_links: {
    tenant: string;
    secret_hash: Buffer;
    viewer: Json<Viewer>;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  sessions: {
    tenant: string;
    secret_hash: Buffer;
    viewer: Json<Viewer>;
    created_at: Date;
    seen_at: Date;
    expires_at: Date;
    ended_at: Date | null;
  };
  api_tokens: {
    tenant: string;
    id: string;
    token_hash: Buffer;
    name: string;
    viewer: Json<Viewer>;
    created_at: Date;
    expires_at: Date | null;
    revoked_at: Date | null;
    used_at: Date | null;
  };
  look_ups: {
    tenant: string;
    id: string;
    at: Date;
    viewer_id: string;
    subject_kind: string;
    subject_id: string;
    fields: string[];
  };
  purges: {
    tenant: string;
    id: string;
    at: Date;
    records: string;
    decision: string;
    older_than: Date;
    removed: number;
  };
}

/** Evidence with its time as JSON has it. */
export interface StoredEvidence {
  readonly text: Text;
  readonly source: string;
  readonly at: string | null;
  readonly attestation?: 'self-declared' | 'attested';
}
