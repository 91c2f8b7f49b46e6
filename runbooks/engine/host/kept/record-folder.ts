/**
 * First lines of each of the scripts: where the host keeps the records of its steps, and how they ask and wait. Root's
 * lie with the system and outlive a restart; a user's with the user. Takes the unit's name as `$unit`.
 */
export const recordFolder = `
set -u
if [ "$(id -u)" = 0 ]; then root=/var/lib/grundval/steps; else
  root=\${XDG_STATE_HOME:-\${HOME:?}/.local/state}/grundval/steps; fi
dir=$root/$unit
pause() { sleep "$1" 2>/dev/null || sleep 1; }
has_systemd() { [ -d /run/systemd/system ] && command -v systemd-run >/dev/null; }
word() { [ -r "$1" ] && read -r line <"$1" && printf '%s' "$line"; }
is_same_start() { [ "$(word "$dir/begun/boot")" = "$(cat /proc/sys/kernel/random/boot_id)" ]; }
unit_is_there() {
  case $(systemctl is-active "$unit.service" 2>/dev/null) in active|activating|deactivating|reloading) return 0 ;; esac
  [ -d "/sys/fs/cgroup/system.slice/$unit.service" ] || [ -d "/sys/fs/cgroup/systemd/system.slice/$unit.service" ]
}
group_is_there() {
  group=$(word "$dir/group") || return 1
  cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^[0-9]* (.*) //' |
    awk -v group="$group" '$3 == group && $1 != "Z" { found = 1 } END { exit !found }'
}
keeper_is_there() {
  keeper=$(word "$dir/begun/keeper") || return 1
  stat=$(cat "/proc/\${keeper%% *}/stat" 2>/dev/null) || return 1
  set -- \${stat##*) }
  [ "\${keeper##* }" = "\${20}" ]
}
end_group() {
  group_is_there || return 0
  kill -s TERM -- "-$group" 2>/dev/null
  n=0; while group_is_there && [ "$n" -lt 30 ]; do pause 0.1; n=$((n + 1)); done
  kill -s KILL -- "-$group" 2>/dev/null
  n=0; while group_is_there && [ "$n" -lt 20 ]; do pause 0.1; n=$((n + 1)); done
  ! group_is_there
}
`.trim();
