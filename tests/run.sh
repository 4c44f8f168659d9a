#!/usr/bin/env bash
# All tests, on two cores: the stories in a browser wait for much, the rest goes on beside them. Exit code 1 when any fails.
set -u
python=$1
stories=$(mktemp)
trap 'kill $(jobs -p) 2>/dev/null; rm -f "$stories"' EXIT
"$python" -m pytest tests/browser >"$stories" 2>&1 &
"$python" -m pytest --ignore=tests/browser
rest=$?
wait $!
browser=$?
cat "$stories"
exit $((rest || browser))
