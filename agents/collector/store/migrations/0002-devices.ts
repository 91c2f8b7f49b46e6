import type { Migration } from './migration.ts';

/**
 * Devices, whoever knows of them, with the columns lists show, sort and filter; the keys they report with;
 * tokens they enrol with.
 */
export const devices: Migration = {
  name: '0002-devices',
  statements: `
    CREATE TABLE devices (
      tenant text NOT NULL REFERENCES tenants (id),
      id uuid NOT NULL UNIQUE,
      -- as lists show it, told by describe-device.ts
      name text COLLATE swedish NOT NULL,
      kind text NOT NULL,
      profile text,
      unit text,
      site text,
      role text,
      manufacturer text,
      model text,
      serial text,
      operating_system text COLLATE swedish,
      search text COLLATE "C" NOT NULL,
      -- the declaration
      declared_as text,
      declared json,
      service_ids text[] NOT NULL DEFAULT '{}',
      -- the agent
      hostname text,
      enrolled_at timestamptz,
      last_report_at timestamptz,
      agent_version text,
      cost json,
      missed_reports integer NOT NULL DEFAULT 0,
      reboot_since timestamptz,
      -- imports
      is_imported boolean NOT NULL DEFAULT false,
      last_import_contact_at timestamptz,
      last_seen_at timestamptz,
      -- signals that tell hardware from hardware, normalised
      signal_serial text,
      signal_uuid uuid,
      signal_directory_id text,
      signal_machine_id text,
      signal_macs text[] NOT NULL DEFAULT '{}',
      -- results of controls by status
      findings integer NOT NULL DEFAULT 0,
      not_measured integer NOT NULL DEFAULT 0,
      exempt integer NOT NULL DEFAULT 0,
      met integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (tenant, id)
    );
    CREATE UNIQUE INDEX devices_by_declaration ON devices (tenant, declared_as);
    CREATE INDEX devices_by_name ON devices (tenant, name, id);
    CREATE INDEX devices_by_serial ON devices (tenant, signal_serial) WHERE signal_serial IS NOT NULL;
    CREATE INDEX devices_by_uuid ON devices (tenant, signal_uuid) WHERE signal_uuid IS NOT NULL;
    CREATE INDEX devices_by_directory_id ON devices (tenant, signal_directory_id) WHERE signal_directory_id IS NOT NULL;
    CREATE INDEX devices_by_machine_id ON devices (tenant, signal_machine_id) WHERE signal_machine_id IS NOT NULL;
    CREATE INDEX devices_by_mac ON devices USING gin (signal_macs);

    CREATE TABLE enrolment_tokens (
      tenant text NOT NULL REFERENCES tenants (id),
      id uuid NOT NULL,
      token_hash bytea NOT NULL UNIQUE,
      profile text NOT NULL,
      declared_as text,
      uses_left integer NOT NULL CHECK (uses_left >= 0),
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (tenant, id)
    );

    -- A device's keys, the replaced ones included: the history of its installations.
    CREATE TABLE device_keys (
      tenant text NOT NULL,
      id uuid NOT NULL,
      device_id uuid NOT NULL,
      public_key bytea NOT NULL UNIQUE,
      token_id uuid NOT NULL,
      hostname text NOT NULL,
      signals jsonb NOT NULL,
      enrolled_at timestamptz NOT NULL,
      -- why this key was given to a device that existed: 'declared', 'reimaged', 'known'; null = a new device
      matched_by text,
      replaced_at timestamptz,
      PRIMARY KEY (tenant, id),
      FOREIGN KEY (tenant, device_id) REFERENCES devices (tenant, id),
      FOREIGN KEY (tenant, token_id) REFERENCES enrolment_tokens (tenant, id)
    );
    CREATE UNIQUE INDEX device_keys_in_use ON device_keys (tenant, device_id) WHERE replaced_at IS NULL;

    CREATE TABLE nonces (
      tenant text NOT NULL,
      device_id uuid NOT NULL,
      nonce text NOT NULL,
      seen_at timestamptz NOT NULL,
      PRIMARY KEY (tenant, device_id, nonce),
      FOREIGN KEY (tenant, device_id) REFERENCES devices (tenant, id) ON DELETE CASCADE
    );
  `,
};
