import { z } from 'zod';
import type { RestoreTest } from '#model/evidence/restore-test.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { RemoteCommand } from '../../engine/transport/transport.ts';
import type { ChangeStep, ReadStep } from '../../procedure.ts';
import { type CopyKind, copyChecks, copyKinds } from './copy-kinds.ts';
import { fixedScript } from './fixed-script.ts';
import { said } from './said.ts';
import { unexpectedOutput } from './unexpected-output.ts';

/** A copy of a server group, and what it is. */
export const copyToRestore = {
  group: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'a server group such as `treserva/db`')
    .meta(
      said({
        sv: 'Servergrupp',
        en: 'Server group',
        refersTo: 'server-group',
        expected: { sv: 'en servergrupp som `treserva/db`', en: 'a server group such as `treserva/db`' },
      }),
    ),
  folder: z
    .string()
    .regex(/^\/[^\0]*$/, 'an absolute path')
    .meta(
      said({
        sv: 'Mappen med kopior på servern',
        en: 'The folder with copies on the server',
        expected: {
          sv: 'en sökväg från roten, som `/var/backups`',
          en: 'a path from the root, such as `/var/backups`',
        },
      }),
    ),
  kind: z
    .enum(copyKinds)
    .default('files')
    .meta(said({ sv: 'Vad kopian är', en: 'What the copy is' })),
};

/** The newest copy that is there. */
export interface Copy {
  readonly [key: string]: JsonValue;
  readonly path: string;
  readonly bytes: number;
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
}

/** The newest file of a folder, which copies are put into; a copy that is empty is none. */
export function newestCopy(folder: string): ReadStep<Copy> {
  return {
    command: {
      argv: fixedScript(
        `find "$1" -maxdepth 1 -type f -size +0 -printf '%T@ %s %p\\n' | sort -n | tail -n 1`,
        folder,
      ),
      asRoot: true,
    },
    parse: ({ stdout }) => parseNewest(stdout, folder),
  };
}

/** Reads `1764032400.5 8192 /srv/backup/a.tar`. */
export function parseNewest(stdout: string, folder: string): Copy {
  const [, seconds, bytes, path] = /^(\d+(?:\.\d+)?) (\d+) (.+)$/m.exec(stdout) ?? [];
  if (seconds === undefined || bytes === undefined || path === undefined) {
    throw unexpectedOutput(`find ${folder}`, stdout, 'a copy that is not empty');
  }
  return { path, bytes: Number(bytes), takenAt: new Date(Number(seconds) * 1000).toISOString() };
}

/** Folder on the host that a restore is tried in: never where the service has its data. */
export function scratchFolder(group: string): string {
  return `/var/tmp/grundval-restore-${group.replace(/[^a-z0-9]+/g, '-')}`;
}

/**
 * Restores a copy into an empty folder and looks at it; how it went and how long it took is left beside, also where it
 * went wrong. Times are the host's own, so that they are right whoever watches.
 */
export function restoreStep(kind: CopyKind, scratch: string, copy: Copy): ChangeStep {
  return { command: restoreCommand(kind, scratch, copy), timeoutSeconds: 24 * 3600 };
}

function restoreCommand(kind: CopyKind, scratch: string, copy: Copy): RemoteCommand {
  const script = `set -u
rm -rf "$1" "$1.result" && mkdir -m 700 "$1" || exit 1
began=$(date +%s.%N)
if ${copyChecks[kind].script}; then went=whole; else went=broken; fi
echo "$went $began $(date +%s.%N)" >"$1.result"`;
  return { argv: fixedScript(script, scratch, copy.path), asRoot: true };
}

/** How a restore went. */
export interface Restored {
  readonly [key: string]: JsonValue;
  readonly whole: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
}

/** Result of the restore; null where none has been made. */
export function restoreResult(scratch: string): ReadStep<Restored | null> {
  return {
    command: { argv: ['cat', `${scratch}.result`], asRoot: true },
    parse: ({ stdout, code }) => (code === 0 ? parseRestored(stdout) : null),
  };
}

/** Is what was restored whole? */
export function isWhole(scratch: string): ReadStep<boolean> {
  const result = restoreResult(scratch);
  return { ...result, parse: (output) => result.parse(output)?.whole === true };
}

/** Takes away what was restored. */
export function cleanStep(scratch: string): ChangeStep {
  return {
    command: { argv: ['rm', '-rf', scratch, `${scratch}.result`], asRoot: true },
    timeoutSeconds: 3600,
  };
}

/** Reads `whole 1764032400.123 1764032460.456`. */
export function parseRestored(stdout: string): Restored {
  const [, went, began, ended] = /^(whole|broken) (\d+\.\d+) (\d+\.\d+)$/.exec(stdout.trim()) ?? [];
  if (went === undefined || began === undefined || ended === undefined) {
    throw unexpectedOutput('the restore', stdout, '`whole` or `broken`, and two times');
  }
  return {
    whole: went === 'whole',
    startedAt: new Date(Number(began) * 1000).toISOString(),
    endedAt: new Date(Number(ended) * 1000).toISOString(),
    // A clock that was set back while it ran gives no negative time.
    seconds: Math.max(0, Number(ended) - Number(began)),
  };
}

/** What the test says, as evidence: `group` is `treserva/db`. */
export function restoreEvidence(group: string, kind: CopyKind, copy: Copy, restored: Restored): RestoreTest {
  const { startedAt, endedAt, seconds, whole } = restored;
  return {
    schemaVersion: 1,
    service: group.slice(0, group.indexOf('/')),
    group,
    startedAt,
    endedAt,
    copyTakenAt: copy.takenAt,
    measuredRtoSeconds: seconds,
    measuredRpoSeconds: Math.max(0, (Date.parse(startedAt) - Date.parse(copy.takenAt)) / 1000),
    succeeded: whole,
    checkedBy: copyChecks[kind].by,
  };
}
