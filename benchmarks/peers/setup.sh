#!/bin/sh
# Installs what bench_sync.py compares with, under $PEERS_HOME (default /tmp/peers), by package name.
set -e
H=${PEERS_HOME:-/tmp/peers}
mkdir -p "$H/node"
[ -x "$H/venv/bin/python" ] || python3 -m venv "$H/venv"
"$H/venv/bin/pip" install -q "kinto[postgresql]==26.5.0" kinto-http==11.11.0 waitress==3.0.2
cd "$H/node"
[ -f package.json ] || npm init -y >/dev/null
npm install --silent pouchdb@9.0.0 express-pouchdb@4.2.0
