#!/usr/bin/env bash
# All tests, on two cores, in two halves of like length: the stories in a browser, which wait for much, then the server;
# beside them, the rest. Exit code 1 when any fails.
set -u
unset PYTHONDONTWRITEBYTECODE  # hundreds of processes are started: each would compile the whole house again
python=$1
server=(tests/sync_server tests/torture tests/upgrade)
first=$(mktemp)
trap 'rm -f "$first"' EXIT
trap 'trap - TERM; kill 0' INT TERM  # both halves, and what they started
stories_and_server() {
  "$python" -m pytest tests/browser
  local stories=$?
  "$python" -m pytest "${server[@]}"
  local servers=$?
  return $((stories || servers))
}
stories_and_server >"$first" 2>&1 &
"$python" -m pytest --ignore=tests/browser "${server[@]/#/--ignore=}"
rest=$?
wait $!
half=$?
cat "$first"
exit $((rest || half))
