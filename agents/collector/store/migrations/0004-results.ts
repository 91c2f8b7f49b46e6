import type { Migration } from './migration.ts';

/** What controls say now, and every change of what they said. */
export const results: Migration = {
  name: '0004-results',
  statements: `
    CREATE TABLE results (
      tenant text NOT NULL REFERENCES tenants (id),
      control text NOT NULL,
      subject_kind text NOT NULL CHECK (subject_kind IN ('service', 'device')),
      subject_id text NOT NULL,
      subject_name text COLLATE swedish NOT NULL,
      control_version integer NOT NULL,
      status text NOT NULL,
      severity text NOT NULL,
      message json NOT NULL,
      evidence json NOT NULL,
      exemption json,
      -- when the current status was first seen
      since timestamptz NOT NULL,
      evaluated_at timestamptz NOT NULL,
      PRIMARY KEY (tenant, control, subject_kind, subject_id)
    );
    CREATE INDEX results_by_subject ON results (tenant, subject_kind, subject_id);

    CREATE TABLE result_changes (
      tenant text NOT NULL,
      id uuid NOT NULL,
      control text NOT NULL,
      subject_kind text NOT NULL,
      subject_id text NOT NULL,
      at timestamptz NOT NULL,
      control_version integer NOT NULL,
      -- null: not judged before, or no longer
      before text,
      after text,
      PRIMARY KEY (tenant, id)
    );
    CREATE INDEX result_changes_by_subject ON result_changes (tenant, control, subject_kind, subject_id, id DESC);
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON result_changes
      FOR EACH ROW EXECUTE FUNCTION refuse_change();
  `,
};
