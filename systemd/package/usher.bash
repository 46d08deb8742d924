# bash completion for usher: commands, options and the few values that are words. A test holds it against --help.
_usher() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} verb=${COMP_WORDS[2]}
  local station="--config --portal-url --portal-id --event --state --camera --events"
  case $before in
    --config | --faults | --data | --events | --event-file) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --state | --shots) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --camera) COMPREPLY=($(compgen -W "auto virtual none file: images: gst: $(echo /dev/v4l/by-id/*)" -- "$word")); return ;;
    --language) COMPREPLY=($(compgen -W "en de nl fr es" -- "$word")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "check correct demo doctor events purge queue read register report roster run sandbox shots
      --help --version" -- "$word"))
    return
  fi
  local words="--help"
  if [ "$COMP_CWORD" -eq 2 ]; then
    case $command in
      roster) words+=" sync show find" ;;
      queue) words+=" list replay export close" ;;
      sandbox) words+=" seed" ;;
      read) COMPREPLY=($(compgen -f -- "$word")) ;;
      shots) COMPREPLY=($(compgen -d -- "$word")) ;;
    esac
  fi
  case $command in
    demo) words+=" --guests --speed --seconds --headless --windowed --shots" ;;
    run) words+=" --headless --windowed --setup --shots $station" ;;
    check) words+=" --verify --json $station" ;;
    read) words+=" --any --json --empty" ;;
    events | doctor) words+=" --json $station" ;;
    report) words+=" --csv --json $station" ;;
    purge) words+=" --yes --also-open $station" ;;
    correct) words+=" $station" ;;
    register) words+=" --first --last --email --phone --company --job-title --ticket-type --requirements --json $station" ;;
    shots) words+=" --language --size --scene" ;;
  esac
  case $command:$verb in
    roster:sync) words+=" --json --accept-shrunken --accept-changed $station" ;;
    roster:show | roster:find) words+=" --json $station" ;;
    queue:list) words+=" --json --all $station" ;;
    queue:replay | queue:export) words+=" --json $station" ;;
    queue:close) words+=" --note --who $station" ;;
    sandbox:seed) words+=" --url --token --event-file" ;;
    sandbox:*) words+=" --listen --data --portal --token --guests --empty --faults" ;;
  esac
  COMPREPLY+=($(compgen -W "$words" -- "$word"))
}
complete -F _usher usher
