#!/usr/bin/env bash
# Everything CI runs, on two cores, side by side: the stories in a browser, which wait for much and come first; what talks
# to servers; the rest; and the checks of `make check`. Exit code 1 when any fails.
set -u
unset PYTHONDONTWRITEBYTECODE  # hundreds of processes are started: each would compile the whole house again
python=$1
served=(tests/sync_server tests/torture tests/upgrade tests/proxied tests/simulation tests/sync tests/store)
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
trap 'trap - TERM; kill 0' INT TERM  # all of them, and what they started
beside() {
  local name=$1
  shift
  "$@" >"$said/$name" 2>&1 &
  lanes[$!]=$name
}
declare -A lanes=()
beside stories "$python" -m pytest tests/browser
beside served nice -n 10 "$python" -m pytest "${served[@]}"
beside checks nice -n 10 make --no-print-directory check
nice -n 5 "$python" -m pytest --ignore=tests/browser "${served[@]/#/--ignore=}"
failed=$?
for lane in "${!lanes[@]}"; do
  wait "$lane" || failed=1
  cat "$said/${lanes[$lane]}"
done
exit "$failed"
