import type { Migration } from './migration.ts';

/** Who may come in, and what was looked up of whom. Secrets stand here as SHA-256 only. */
export const access: Migration = {
  name: '0005-access',
  statements: `
    CREATE TABLE login_links (
      tenant text NOT NULL REFERENCES tenants (id),
      secret_hash bytea NOT NULL UNIQUE,
      viewer json NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      used_at timestamptz,
      PRIMARY KEY (tenant, secret_hash)
    );

    CREATE TABLE sessions (
      tenant text NOT NULL REFERENCES tenants (id),
      secret_hash bytea NOT NULL UNIQUE,
      viewer json NOT NULL,
      created_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      ended_at timestamptz,
      PRIMARY KEY (tenant, secret_hash)
    );

    CREATE TABLE api_tokens (
      tenant text NOT NULL REFERENCES tenants (id),
      id uuid NOT NULL,
      token_hash bytea NOT NULL UNIQUE,
      name text NOT NULL,
      viewer json NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz,
      revoked_at timestamptz,
      used_at timestamptz,
      PRIMARY KEY (tenant, id)
    );

    CREATE TABLE look_ups (
      tenant text NOT NULL,
      id uuid NOT NULL,
      at timestamptz NOT NULL,
      viewer_id text NOT NULL,
      -- what was looked at: 'device', 'export'
      subject_kind text NOT NULL,
      subject_id text NOT NULL,
      fields text[] NOT NULL,
      PRIMARY KEY (tenant, id)
    );
    CREATE INDEX look_ups_by_subject ON look_ups (tenant, subject_kind, subject_id, id DESC);
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON look_ups
      FOR EACH ROW EXECUTE FUNCTION refuse_change();

    -- What was removed by which decision.
    CREATE TABLE purges (
      tenant text NOT NULL REFERENCES tenants (id),
      id uuid NOT NULL,
      at timestamptz NOT NULL,
      records text NOT NULL,
      decision text NOT NULL,
      older_than timestamptz NOT NULL,
      removed integer NOT NULL,
      PRIMARY KEY (tenant, id)
    );
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON purges
      FOR EACH ROW EXECUTE FUNCTION refuse_change();
  `,
};
