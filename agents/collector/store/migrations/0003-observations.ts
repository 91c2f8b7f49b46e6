import type { Migration } from './migration.ts';

/** What is known of devices: sections, software, pending updates, imported records, and what changed. */
export const observations: Migration = {
  name: '0003-observations',
  statements: `
    CREATE TABLE sections (
      tenant text NOT NULL,
      device_id uuid NOT NULL,
      name text NOT NULL,
      -- the newest reading
      status text NOT NULL,
      reason text,
      source text NOT NULL,
      took_ms double precision NOT NULL,
      collected_at timestamptz NOT NULL,
      received_at timestamptz NOT NULL,
      hash text NOT NULL,
      -- the collector did not take the data: it is asked for again
      is_refused boolean NOT NULL DEFAULT false,
      -- the newest reading that had data; software is kept in device_software
      data jsonb,
      data_at timestamptz,
      PRIMARY KEY (tenant, device_id, name),
      FOREIGN KEY (tenant, device_id) REFERENCES devices (tenant, id) ON DELETE CASCADE
    );

    -- Each title once, each device one sorted set of numbers: 13 times smaller than a row for each installation.
    CREATE TABLE software_titles (
      tenant text NOT NULL REFERENCES tenants (id),
      id integer GENERATED ALWAYS AS IDENTITY,
      name text NOT NULL,
      version text NOT NULL,
      manager text NOT NULL,
      architecture text,
      publisher text,
      PRIMARY KEY (tenant, id),
      CONSTRAINT software_titles_once UNIQUE NULLS NOT DISTINCT (tenant, name, version, manager, architecture, publisher)
    );

    CREATE TABLE device_software (
      tenant text NOT NULL,
      device_id uuid NOT NULL,
      titles integer[] NOT NULL,
      PRIMARY KEY (tenant, device_id),
      FOREIGN KEY (tenant, device_id) REFERENCES devices (tenant, id) ON DELETE CASCADE
    );
    CREATE INDEX device_software_by_title ON device_software USING gin (titles);

    CREATE TABLE pending_updates (
      tenant text NOT NULL,
      device_id uuid NOT NULL,
      name text NOT NULL,
      since timestamptz NOT NULL,
      PRIMARY KEY (tenant, device_id, name),
      FOREIGN KEY (tenant, device_id) REFERENCES devices (tenant, id) ON DELETE CASCADE
    );

    -- No foreign key: a device's history outlives the device.
    CREATE TABLE device_changes (
      tenant text NOT NULL,
      id uuid NOT NULL,
      device_id uuid NOT NULL,
      at timestamptz NOT NULL,
      section text NOT NULL,
      change text NOT NULL CHECK (change IN ('added', 'removed', 'changed')),
      what text NOT NULL,
      before text,
      after text,
      PRIMARY KEY (tenant, id)
    );
    CREATE INDEX device_changes_by_device ON device_changes (tenant, device_id, id DESC);
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON device_changes
      FOR EACH ROW EXECUTE FUNCTION refuse_change();

    CREATE TABLE imports (
      tenant text NOT NULL REFERENCES tenants (id),
      id uuid NOT NULL,
      source text NOT NULL,
      file_name text NOT NULL,
      imported_at timestamptz NOT NULL,
      rows_read integer NOT NULL,
      records integer NOT NULL,
      rejected integer NOT NULL,
      is_complete boolean NOT NULL,
      PRIMARY KEY (tenant, id)
    );
    CREATE INDEX imports_by_source ON imports (tenant, source, imported_at DESC);

    -- The newest record of each source for a device.
    CREATE TABLE imported_records (
      tenant text NOT NULL,
      device_id uuid NOT NULL,
      source text NOT NULL,
      -- what the source itself knows its record by
      source_key text NOT NULL,
      import_id uuid NOT NULL,
      imported_at timestamptz NOT NULL,
      in_latest boolean NOT NULL,
      last_seen_at timestamptz,
      record jsonb NOT NULL,
      PRIMARY KEY (tenant, device_id, source),
      FOREIGN KEY (tenant, device_id) REFERENCES devices (tenant, id) ON DELETE CASCADE,
      FOREIGN KEY (tenant, import_id) REFERENCES imports (tenant, id)
    );
    CREATE INDEX imported_records_by_key ON imported_records (tenant, source, source_key);
  `,
};
