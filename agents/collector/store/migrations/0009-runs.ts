import type { Migration } from './migration.ts';

/** Runs of procedures: plans, journals line by line, and what the hosts said. */
export const runs: Migration = {
  name: '0009-runs',
  statements: `
    -- What lists show is folded from the entries as they come.
    CREATE TABLE runs (
      tenant text NOT NULL REFERENCES tenants (id),
      id text NOT NULL,
      plan json NOT NULL,
      plan_hash text NOT NULL,
      request json NOT NULL,
      services text[] NOT NULL,
      hosts text[] NOT NULL,
      executed_by text,
      approved_by text[] NOT NULL DEFAULT '{}',
      -- outcome by host
      outcomes jsonb NOT NULL DEFAULT '{}',
      is_paused boolean NOT NULL DEFAULT false,
      -- null: not closed
      outcome text,
      planned_at timestamptz NOT NULL,
      opened_at timestamptz,
      last_at timestamptz,
      closed_at timestamptz,
      head_seq bigint,
      head_hash text,
      -- of all entries up to head_seq; null: not judged yet
      verification json,
      received_at timestamptz NOT NULL,
      PRIMARY KEY (tenant, id)
    );
    CREATE INDEX runs_by_time ON runs (tenant, planned_at DESC, id);

    CREATE TABLE run_entries (
      tenant text NOT NULL,
      run text NOT NULL,
      seq bigint NOT NULL,
      at timestamptz NOT NULL,
      kind text NOT NULL,
      host text,
      hash text NOT NULL,
      -- as the journal has it, byte by byte: what hashes and seals are of
      line text NOT NULL,
      PRIMARY KEY (tenant, run, seq)
    );
    CREATE INDEX run_entries_by_host ON run_entries (tenant, run, host, seq);
    CREATE INDEX run_entries_evidence ON run_entries (tenant, at) WHERE kind = 'evidence';
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON run_entries
      FOR EACH ROW EXECUTE FUNCTION refuse_change();

    -- compressed by gzip; the hash is of the text
    CREATE TABLE run_outputs (
      tenant text NOT NULL,
      run text NOT NULL,
      sha256 text NOT NULL,
      content bytea NOT NULL,
      PRIMARY KEY (tenant, run, sha256)
    );
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON run_outputs
      FOR EACH ROW EXECUTE FUNCTION refuse_change();
  `,
};
