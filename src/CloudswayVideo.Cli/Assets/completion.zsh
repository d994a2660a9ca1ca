# Put into ~/.zshrc, after compinit: source <(cloudsway-video completion zsh)
_cloudsway_video_words() {
  case $1 in
{table}
    *) return 1 ;;
  esac
}
_cloudsway_video() {
  local at= last= found= part
  local -a which
  for part in "${(@Q)words[2,CURRENT-1]}"; do
    [[ $part == \~/* ]] && part=$HOME${part:1}
    case "$last $part" in
      *' --mock') which+=(--mock) ;;
      '--journal '* | *' --journal='*) which+=(--journal "${part#--journal=}") ;;
    esac
    [[ $part != -* ]] && _cloudsway_video_words "$at $part" && at+=" $part"
    last=$part
  done
  if [[ $PREFIX == --*=* ]]; then
    last=${PREFIX%%=*}
    compset -P '*='
  fi
  _cloudsway_video_words "$at $last" || _cloudsway_video_words "$at"
  if [[ $found == @jobs* && $PREFIX != -* ]]; then
    found=$(cloudsway-video jobs --ids $which 2>/dev/null | tail -n 50)
  fi
  compadd -- ${=found#@jobs} || _files
}
compdef _cloudsway_video cloudsway-video
