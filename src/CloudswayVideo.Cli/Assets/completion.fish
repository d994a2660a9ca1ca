# Put into ~/.config/fish/config.fish: cloudsway-video completion fish | source
function _cloudsway_video_words
  switch $argv[1]
{table}
    case '*'
      return 1
  end
  string split -n ' ' -- $found
  return 0
end
function _cloudsway_video
  set -l at ''
  set -l last ''
  set -l start ''
  set -l which
  set -l word (commandline -ct)
  for part in (commandline -opc)[2..-1]
    set part (string replace -r -- '^~/' "$HOME/" "$part")
    if test "$part" = --mock
      set -a which --mock
    else if test "$last" = --journal
      set -a which --journal "$part"
    else if string match -q -- '--journal=*' "$part"
      set -a which "$part"
    end
    if _cloudsway_video_words "$at $part" >/dev/null; and not string match -q -- '-*' "$part"
      set at "$at $part"
    end
    set last "$part"
  end
  if string match -q -- '--*=*' "$word"
    set last (string replace -r '=.*' '' -- "$word")
    set word (string replace -r '^[^=]*=' '' -- "$word")
    set start "$last="
  end
  set -l words (_cloudsway_video_words "$at $last")
  or set words (_cloudsway_video_words "$at")
  if test "$words[1]" = @jobs
    set -e words[1]
    if not string match -q -- '-*' "$word"
      set words (cloudsway-video jobs --ids $which 2>/dev/null | tail -n 50)
    end
  end
  set words (string match -- "$word*" $words)
  or set words (__fish_complete_path "$word")
  string replace -r -- '^' "$start" $words
end
complete -c cloudsway-video -f -a '(_cloudsway_video)'
