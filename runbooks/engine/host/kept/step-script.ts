/** Most that is kept of each of a step's two streams; what comes after is thrown away, and the step goes on. */
export const maxOutputBytes = 64 * 1024 * 1024;

/**
 * What a step is on the host: `sh <record folder>/step`, under systemd or, without it, as the leader of a session. It
 * claims the beginning by making a folder, so that it is begun once whoever else may try; keeps what the command says
 * and how it ended; and leaves nothing running behind. systemd runs it once more when all is over (`ExecStopPost`),
 * with the result in its environment.
 */
export const stepScript = String.raw`
dir=${'$'}{0%/*} unit=${'$'}{0%/*} unit=${'$'}{unit##*/}
. "$dir/common"
record() { printf '%s\n' "$1" >"$dir/exit.new" && sync "$dir/exit.new" && mv "$dir/exit.new" "$dir/exit"; }
if [ -n "${'$'}{SERVICE_RESULT:-}" ]; then
  rm -f "$dir/out" "$dir/err"
  record "$SERVICE_RESULT ${'$'}{EXIT_CODE:--} ${'$'}{EXIT_STATUS:--} $(word "$dir/code" || echo -)"
  exit
fi
[ $# -gt 0 ] || exec xargs -0 -x sh "$0" <"$dir/argv"
mode=$(word "$dir/mode") stdin=$(word "$dir/input") folder=$1 timeout=$2 count=$3
shift 3
mkdir "$dir/begun" || exit 1
cat /proc/sys/kernel/random/boot_id >"$dir/begun/boot"
stat=$(cat "/proc/$$/stat") && (set -- ${'$'}{stat##*) }; echo "$$ ${'$'}{20}") >"$dir/begun/keeper"
sync "$root" "$dir" "$dir/begun" 2>/dev/null || sync
mkfifo "$dir/out" "$dir/err"
keep() (
  ulimit -f ${maxOutputBytes / 512}
  trap '' XFSZ
  exec <"$dir/$1"
  cat >"$dir/$2" 2>/dev/null || { echo cut >"$dir/$2.cut"; cat >/dev/null; }
)
keep out stdout & drains=$!
keep err stderr & drains="$drains $!"
[ "$mode" = unit ] || { (sleep "$timeout"; echo timeout >"$dir/why"; end_group) & }
(
  exec <"$stdin" >"$dir/out" 2>"$dir/err"
  [ "$stdin" = /dev/null ] || rm -f "$stdin"
  umask 022
  [ -z "$folder" ] || cd "$folder" 2>/dev/null || { echo no-folder >"$dir/refused"; exit 125; }
  while [ "$count" -gt 0 ]; do export "$1"; shift; count=$((count - 1)); done
  command -v "$1" >/dev/null || { echo no-program >"$dir/refused"; exit 127; }
  [ ! -e "$dir/stopped" ] || exit 143
  [ "$mode" = unit ] || exec setsid sh -c 'echo $$ >"$0/group" && exec "$@"' "$dir" "$@"
  exec "$@"
)
code=$?
[ "$mode" = unit ] || end_group
(sleep 3; kill $drains) 2>/dev/null &
wait $drains
echo "$code" >"$dir/code"
[ "$mode" = group ] || exit 0
rm -f "$dir/out" "$dir/err"
record "$(word "$dir/why" || echo success) exited $code $code"
trap '' TERM
kill -s TERM -- "-$PPID"
`.trim();
