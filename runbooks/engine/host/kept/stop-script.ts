/**
 * Stops a step with all its processes and says what was seen, `grundval-stop <what>`: `gone`, `there`, or `none` where
 * no such step was ever asked for. One that was asked for and has not begun is kept from beginning.
 */
export const stopScript = String.raw`
unit=$1 common=$2
eval "$common"
say() { printf 'grundval-stop %s\n' "$1"; exit 0; }
[ -d "$dir" ] || say none
[ -e "$dir/exit" ] && say gone
echo stopped >"$dir/stopped"
if mkdir "$dir/begun" 2>/dev/null; then echo 'stopped - - -' >"$dir/exit"; say gone; fi
is_same_start || say gone
if [ "$(word "$dir/mode")" = unit ]; then
  systemctl stop "$unit.service" >/dev/null 2>&1
  unit_is_there && say there
else
  n=0
  while [ ! -e "$dir/exit" ] && [ "$n" -lt 60 ]; do
    end_group
    [ "$n" -gt 10 ] && ! keeper_is_there && break
    pause 0.1; n=$((n + 1))
  done
  if [ ! -e "$dir/exit" ] && keeper_is_there; then say there; fi
  end_group || say there
fi
say gone
`.trim();
