# usage: . tests/e2e/stories.sh: the stories at a real window, for window_test and window_slow.

# play_stories NAME USHER SIZE [FILTER]: those of the stories that the filter of doctest leaves, each in a display of
# that size and a process of its own: what one leaves behind is not in the next one's way. One that gets stuck says
# at which step; the picture of its display is kept.
play_stories() {
  local name=$1 build stories size=$3 keep failed=0 played=0 story begun
  build=$(dirname "$(realpath "$2")")
  stories=$build/tests/screen/usher_window_stories
  shift 3
  for program in xdotool xvfb-run Xvfb import; do
    command -v "$program" >/dev/null || { echo "$name: SKIPPED: there is no $program here"; return 0; }
  done
  [ -x "$stories" ] || cmake --build "$build" --target usher_window_stories >/dev/null || true # the next line says it
  [ -x "$stories" ] || { echo "$name: FAILED: the stories are not built: $stories" >&2; return 1; }
  keep=$(mktemp -d "${TMPDIR:-/tmp}/usher-window-XXXXXX")
  while IFS= read -r story; do
    played=$((played + 1))
    begun=$SECONDS
    if USHER_KEEP=$keep xvfb-run -a -s "-screen 0 ${size}x24" "$stories" --test-case="${story//,/\\,}" \
      >"$keep/story.log" 2>&1 </dev/null; then
      echo "$name: passed in $((SECONDS - begun)) s at $size: $story"
    else
      failed=$((failed + 1))
      cat "$keep/story.log" >&2
      echo "$name: FAILED at $size: $story" >&2
    fi
  done < <("$stories" --list-test-cases --no-version "$@" | grep -v -e '^\[doctest\]' -e '^===')
  rm -f "$keep/story.log"
  [ "$played" -gt 0 ] || { echo "$name: FAILED: there is no such story" >&2; return 1; }
  if [ "$failed" -gt 0 ]; then
    echo "$name: $failed of $played stories FAILED at $size; their pictures are in $keep" >&2
    return 1
  fi
  rmdir "$keep"
  echo "$name: all $played stories passed at $size"
}
