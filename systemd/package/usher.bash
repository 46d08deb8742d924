# bash completion for usher: commands, options and the few values that are words.
_usher() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local station="--config --portal-url --portal-id --event --state --camera --events"
  case $before in
    --config | --faults | --data | --events | --report) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --state | --shots) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --camera) COMPREPLY=($(compgen -W "auto virtual none file: images: gst: $(echo /dev/v4l/by-id/*)" -- "$word")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "demo run check read events roster queue report doctor purge sandbox --help --version" -- "$word"))
    return
  fi
  local words="--help"
  case $command in
    demo) words+=" --guests --speed --seconds --headless --shots" ;;
    run) words+=" --headless --windowed --shots $station" ;;
    check) words+=" --verify --json $station" ;;
    read) words+=" --any --json --empty"; COMPREPLY=($(compgen -f -- "$word")) ;;
    events) words+=" --json $station" ;;
    roster) words+=" sync show find --json $station" ;;
    queue) words+=" list replay export --all --json $station" ;;
    report) words+=" --csv --json $station" ;;
    doctor) words+=" --json $station" ;;
    purge) words+=" --event --yes --all-older-than $station" ;;
    sandbox) words+=" --listen --data --portal --token --guests --empty --faults" ;;
  esac
  COMPREPLY+=($(compgen -W "$words" -- "$word"))
}
complete -F _usher usher
