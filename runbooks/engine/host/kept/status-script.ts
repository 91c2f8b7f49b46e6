/**
 * Says how a step is and what it has said since the given places, as soon as there is something to say or the time is
 * out. Output goes in base64, so that nothing a program says reads as an answer of ours. Begins nothing: a step that was
 * asked for and never begun is set aside, so that it cannot begin any more.
 */
export const statusScript = String.raw`
unit=$1 from_out=$2 from_err=$3 max=$4 tenths=$5 common=$6
eval "$common"
size() { [ -r "$1" ] && wc -c <"$1" || echo 0; }
state_of() {
  [ -e "$dir/exit" ] && { echo ended; return; }
  [ -d "$dir" ] || { echo never; return; }
  [ -d "$dir/begun" ] || { echo asked; return; }
  [ -s "$dir/begun/keeper" ] || { echo asked; return; }
  if ! is_same_start; then seen=restarted
  elif [ "$(word "$dir/mode")" = unit ]; then unit_is_there && { echo running; return; }; seen=no-unit
  else { keeper_is_there || group_is_there; } && { echo running; return; }; seen=no-group; fi
  [ -e "$dir/exit" ] && echo ended || echo "$seen"
}
n=0 asked=0
while :; do
  state=$(state_of)
  if [ "$state" = asked ]; then
    asked=$((asked + 1))
    if [ "$asked" -gt 50 ]; then
      if [ -d "$dir/begun" ]; then state=no-keeper; break; fi
      unit_is_there && [ "$asked" -lt 300 ] || { mv "$dir" "$dir.void.$$" 2>/dev/null
        if [ -d "$dir.void.$$/begun" ]; then mv "$dir.void.$$" "$dir"; else state=never; break; fi; }
    fi
  elif [ "$state" != running ]; then break; fi
  [ "$(size "$dir/stdout")" -gt "$from_out" ] && break
  [ "$(size "$dir/stderr")" -gt "$from_err" ] && break
  [ "$n" -ge "$tenths" ] && break
  if [ "$n" -lt 20 ] || [ "$state" = asked ]; then pause 0.1; n=$((n + 1)); else pause 0.5; n=$((n + 5)); fi
done
part() {
  [ -r "$dir/$1" ] || { printf 'size 0\n'; return; }
  printf 'size %s\n' "$(size "$dir/$1")"
  tail -c +"$(($2 + 1))" "$dir/$1" | head -c "$max" | base64
}
printf 'grundval-status\nstate %s\nmode %s\nwaited %s\n' "$state" "$(word "$dir/mode" || echo -)" "$n"
printf 'exit %s\n' "$(word "$dir/exit" || echo -)"
printf 'refused %s\n' "$(word "$dir/refused" || echo -)"
printf 'stopped %s\n' "$([ -e "$dir/stopped" ] && echo yes || echo no)"
printf 'cut %s\n' "$([ -e "$dir/stdout.cut" ] || [ -e "$dir/stderr.cut" ] && echo yes || echo no)"
printf 'stdout '; part stdout "$from_out"
printf 'stderr '; part stderr "$from_err"
printf 'end\n'
`.trim();
