# Put into ~/.bashrc: source <(cloudsway-video completion bash)
# Keeps to bash 3.2, which macOS has. The tool itself is called only for the ids of jobs.
_cloudsway_video_words() {
  case $1 in
{table}
    *) return 1 ;;
  esac
}
_cloudsway_video() {
  local line=${COMP_LINE:0:COMP_POINT} at= last= word= found= part cut=
  # What the shell takes for one word. COMP_WORDS would be split at colons, too.
  local whole='^[[:space:]]*(([^[:space:]\"'\''\\]|\\.|"([^"\\]|\\.)*"|'\''[^'\'']*'\'')+)[[:space:]]+'
  local -a parts which
  while [[ $line =~ $whole ]]; do
    parts+=("${BASH_REMATCH[1]}")
    line=${line:${#BASH_REMATCH}}
  done
  word=$line
  for part in "${parts[@]:1}"; do
    part=${part//[\"\'\\]/}
    [[ $part == \~/* ]] && part=$HOME${part:1}
    case "$last $part" in
      *' --mock') which+=(--mock) ;;
      '--journal '* | *' --journal='*) which+=(--journal "${part#--journal=}") ;;
    esac
    [[ $part != -* ]] && _cloudsway_video_words "$at $part" && at+=" $part"
    last=$part
  done
  if [[ $word == --*=* ]]; then
    last=${word%%=*}
    word=${word#*=}
  fi
  _cloudsway_video_words "$at $last" || _cloudsway_video_words "$at"
  if [[ $found == @jobs* && $word != -* ]]; then
    found=$(cloudsway-video jobs --ids "${which[@]}" 2>/dev/null | tail -n 50)
  fi
  # Readline splits a word at a colon, such as 16:9, and replaces only the last part.
  [[ $COMP_WORDBREAKS == *:* ]] && cut=${word%"${word##*:}"}
  found=${found#@jobs}
  # Not with compgen -W, which would execute an id such as $(command).
  read -ra parts <<< "${found//$'\n'/ }"
  COMPREPLY=()
  for part in "${parts[@]}"; do
    [[ $part == "$word"* ]] && COMPREPLY+=("${part#"$cut"}")
  done
  return 0
}
complete -o default -F _cloudsway_video cloudsway-video
