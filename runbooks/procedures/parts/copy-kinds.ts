/** Kinds of copies that can be restored on a Linux server. */
export const copyKinds = ['files', 'sqlite', 'postgresql'] as const;
export type CopyKind = (typeof copyKinds)[number];

/** How a copy is restored and seen to be whole. */
export interface CopyCheck {
  /** What it is checked by, for the evidence. */
  readonly by: string;
  /** A condition of a shell: restores the copy `$2` into the empty folder `$1`, and holds where it is whole. */
  readonly script: string;
}

/**
 * A dump is restored into a cluster of its own, which nothing but a socket in the folder leads to, and every row is read.
 * The server's paths are short, since that of a socket may have 107 characters only.
 */
const restorePostgresql = `(
  bin=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] || { echo "the programs of PostgreSQL are not on this server" >&2; exit 1; }
  chown postgres "$1" && cd "$1" || exit 1
  as() { program=$1; shift; runuser -u postgres -- env PGHOST=/proc/self/cwd "$bin/$program" "$@"; }
  as initdb -N -D data -E UTF8 --locale=C.UTF-8 --auth=reject --auth-local=peer >made 2>&1 || { cat made >&2; exit 1; }
  as pg_ctl -s -w -t 300 -D data -l log -o "-c listen_addresses= -c unix_socket_directories=.. -c fsync=off" start || {
    cat log >&2; exit 1; }
  as createdb restored && as pg_restore --no-owner --no-privileges --exit-on-error -d restored <"$2" &&
    as pg_dump restored >/dev/null &&
    [ "$(as psql -AtXc "SELECT count(*) > 0 FROM pg_stat_user_tables" restored)" = t ]
  went=$?
  as pg_ctl -s -m immediate -D data stop
  exit $went
)`;

/** How each kind is restored and checked. */
export const copyChecks: Readonly<Record<CopyKind, CopyCheck>> = {
  files: {
    by: 'tar, sha256sum -c SHA256SUMS',
    script:
      'tar -xf "$2" -C "$1" && if [ -e "$1/SHA256SUMS" ]; then (cd "$1" && sha256sum --quiet -c SHA256SUMS); else [ -n "$(ls -A "$1")" ]; fi',
  },
  sqlite: {
    by: 'PRAGMA integrity_check',
    script: 'cp "$2" "$1/restored" && [ "$(sqlite3 -readonly "$1/restored" "PRAGMA integrity_check")" = ok ]',
  },
  postgresql: { by: 'pg_restore --exit-on-error, pg_dump', script: restorePostgresql },
};
