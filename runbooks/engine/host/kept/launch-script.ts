/**
 * Begins a step, once under one name: whoever makes the record folder first begins it. Says how it went in one line,
 * `grundval-launch <what>`. Everything that varies comes as an argument, and what the step reads on stdin.
 */
export const launchScript = String.raw`
unit=$1 timeout=$2 size=$3 common=$4 step=$5
shift 5
eval "$common"
umask 077
say() { printf 'grundval-launch %s\n' "$1"; exit 0; }
undo() { [ "$stdin" = /dev/null ] || rm -f "$stdin"; rm -rf "$dir"; say "failed $1"; }
mkdir -p "$root" || say "failed cannot make $root"
mkdir "$dir" 2>/dev/null || { [ -d "$dir" ] && say exists; say "failed cannot make $dir"; }
stdin=/dev/null
if [ "$size" -gt 0 ]; then
  stdin=$dir/stdin
  if [ "$(id -u)" = 0 ] && [ -d /run/systemd/system ]; then mkdir -p /run/grundval && stdin=/run/grundval/$unit; fi
  cat >"$stdin" || undo 'cannot keep the input'
  [ "$(wc -c <"$stdin")" -eq "$size" ] || undo 'the input was cut short'
fi
if has_systemd && [ "$(id -u)" = 0 ]; then mode=unit; else mode=group; fi
{ echo "$mode" >"$dir/mode" && echo "$stdin" >"$dir/input" && printf '%s\n' "$common" >"$dir/common" &&
  printf '%s\n' "$step" >"$dir/step" && printf '%s\0' "$@" >"$dir/argv"; } || undo 'cannot write the record of the step'
find "$root" -mindepth 2 -maxdepth 2 \( -name stdout -o -name stderr -o -name argv \) -mtime +30 -exec rm -f {} +
find "$root" -mindepth 1 -maxdepth 1 -type d -mtime +400 -exec rm -rf {} +
if [ "$mode" = unit ]; then
  if ! message=$(systemd-run --quiet --collect --unit="$unit" --description="Grundval: $unit" \
    -p RuntimeMaxSec="$timeout" -p TimeoutStopSec=4 -p KillMode=control-group -p IgnoreSIGPIPE=no \
    -p StandardOutput=null -p ExecStopPost="/bin/sh $dir/step" -- /bin/sh "$dir/step" 2>&1); then
    if mv "$dir" "$dir.void.$$" 2>/dev/null && [ ! -d "$dir.void.$$/begun" ]; then dir=$dir.void.$$; undo "$message"; fi
    mv "$dir.void.$$" "$dir"
  fi
else
  command -v setsid >/dev/null || undo 'neither systemd nor setsid is there to keep a step'
  SERVICE_RESULT='' setsid sh "$dir/step" </dev/null >/dev/null 2>&1 &
fi
n=0; while [ ! -d "$dir/begun" ] && [ "$n" -lt 100 ]; do pause 0.05; n=$((n + 1)); done
[ -d "$dir/begun" ] && say begun
say unseen
`.trim();
