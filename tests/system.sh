#!/usr/bin/env bash
# Debian's Chromium and PostgreSQL, for the tests that need a real browser and a real database.
set -u
missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null; then
    run=""
    [ "$(id -u)" -eq 0 ] || run="sudo -n"
    export DEBIAN_FRONTEND=noninteractive
    $run apt-get update -qq && $run apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    hash -r
fi
command -v chromium >/dev/null || echo "NO CHROMIUM: the browser tests will be skipped" >&2
compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || echo "NO POSTGRESQL: its tests will be skipped" >&2
exit 0
