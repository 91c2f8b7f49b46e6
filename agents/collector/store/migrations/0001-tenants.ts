import type { Migration } from './migration.ts';

/** Order of names, tenants and declarations. */
export const tenants: Migration = {
  name: '0001-tenants',
  statements: `
    -- Swedish order, with numbers as numbers: pc-2 before pc-10.
    CREATE COLLATION swedish (provider = icu, locale = 'sv-SE-u-kn-true');

    -- Rows that are evidence: they are added, and removed only by a purge that names its decision.
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' AND current_setting('grundval.purge', true) = 'on' THEN RETURN OLD; END IF;
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$;

    CREATE TABLE tenants (
      id text PRIMARY KEY,
      organisation text NOT NULL,
      name text COLLATE swedish NOT NULL,
      kind text NOT NULL CHECK (kind IN ('organisation', 'municipality')),
      report_interval_seconds integer NOT NULL CHECK (report_interval_seconds > 0)
    );
    CREATE INDEX tenants_by_organisation ON tenants (organisation);

    -- json, not jsonb: the order of keys is part of what people wrote.
    CREATE TABLE snapshots (
      tenant text NOT NULL REFERENCES tenants (id),
      id uuid NOT NULL,
      hash text NOT NULL,
      schema_version integer NOT NULL,
      taken_at timestamptz NOT NULL,
      grundval_version text NOT NULL,
      declaration json NOT NULL,
      PRIMARY KEY (tenant, id)
    );
  `,
};
