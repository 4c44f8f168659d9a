#!/usr/bin/env bash
# All tests, on two cores, in three lanes: the stories in a browser, which wait for much and come first; the server's and
# the rest share what they leave. Exit code 1 when any fails.
set -u
unset PYTHONDONTWRITEBYTECODE  # hundreds of processes are started: each would compile the whole house again
python=$1
server=(tests/sync_server tests/torture tests/upgrade)
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
trap 'trap - TERM; kill 0' INT TERM  # the lanes, and what they started
"$python" -m pytest tests/browser >"$said/stories" 2>&1 &
stories=$!
nice -n 10 "$python" -m pytest "${server[@]}" >"$said/server" 2>&1 &
server_lane=$!
nice -n 5 "$python" -m pytest --ignore=tests/browser "${server[@]/#/--ignore=}"
failed=$?
wait "$server_lane" || failed=1
cat "$said/server"
wait "$stories" || failed=1
cat "$said/stories"
exit "$failed"
