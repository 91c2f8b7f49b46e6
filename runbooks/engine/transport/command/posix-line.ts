import { quoteWord, quoteWords } from '#model/format/shell-words.ts';
import type { RemoteCommand } from '../transport.ts';

/** How root is reached: not at all, without a password, or with one that sudo reads from its input. */
export type RootMode =
  | { readonly kind: 'none' }
  | { readonly kind: 'free' }
  | { readonly kind: 'password'; readonly prompt: string };

/**
 * Made the leader of a process group of its own, so that all its children can be told to stop: the shell that sshd
 * starts is one, that of sudo is made one.
 */
const lead =
  'read -r _ _ _ _ g _ </proc/$$/stat; ' +
  'if [ "$g" = "$$" ]; then eval "$1"; else exec setsid /bin/sh -c "$1" "$0" "$@"; fi';

/**
 * The command line for a host with a POSIX shell. It says on both streams, with the mark before it, that the command has
 * begun and in which process group, or on the error stream why it never does.
 */
export function posixLine(command: RemoteCommand, mark: string, root: RootMode): string {
  const { argv, folder, environment = {} } = command;
  const exports = Object.entries({ LC_ALL: 'C.UTF-8', ...environment })
    .map(([name, value]) => `${name}=${quoteWord(value)}`)
    .join(' ');
  const body = [
    'm=$2 d=$3; shift 3',
    `export ${exports}`,
    `[ -z "$d" ] || CDPATH= cd -- "$d" >/dev/null 2>&1 || { echo "$m no-folder" >&2; exit 97; }`,
    'command -v "$1" >/dev/null 2>&1 || { echo "$m no-program" >&2; exit 97; }',
    'echo "$m begun $$"; echo "$m begun $$" >&2',
    'exec "$@"',
  ].join('; ');
  const where = folder === undefined ? '' : folder.startsWith('-') ? `./${folder}` : folder;
  return quoteWords([
    'exec',
    ...rootWords(root),
    '/bin/sh',
    '-c',
    lead,
    'grundval',
    body,
    mark,
    where,
    ...argv,
  ]);
}

/**
 * Tells a process group to stop, then makes it, and ends with 0 once it is seen to be gone. A process that has ended and
 * is not yet reaped answers `kill -0` too, so the last word is the process table's.
 */
export function stopLine(group: number, root: RootMode): string {
  const script = `kill -s TERM -- "-$1" 2>/dev/null; i=0
while kill -s 0 -- "-$1" 2>/dev/null && [ "$i" -lt 30 ]; do
[ "$i" = 15 ] && kill -s KILL -- "-$1" 2>/dev/null
i=$((i+1)); sleep 0.1
done
kill -s 0 -- "-$1" 2>/dev/null || exit 0
for f in /proc/[0-9]*/stat; do
{ read -r l <"$f"; } 2>/dev/null || continue
set -- "$1" \${l##*) }
[ "$4" = "$1" ] && [ "$2" != Z ] && exit 1
done
exit 0`;
  return quoteWords(['exec', ...rootWords(root), '/bin/sh', '-c', script, 'grundval', String(group)]);
}

/** Messages of sudo in English, since they are read; `-n` never asks, `-S` asks on the error stream by the given prompt. */
function rootWords(root: RootMode): readonly string[] {
  const sudo = ['env', 'LC_ALL=C', 'LANGUAGE=C', 'sudo', '-H'];
  switch (root.kind) {
    case 'none':
      return [];
    case 'free':
      return [...sudo, '-n', '--'];
    case 'password':
      return [...sudo, '-S', '-p', root.prompt, '--'];
  }
}
