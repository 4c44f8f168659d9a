# Espace Mobile. `make` alone lists what can be made.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help: ## list the targets
	@awk -F':.*## ' '/^[a-z][a-z-]*:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run: requirements/run.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/run ## a virtual environment with the app and the server

run: $(VENV)/run ## start the demonstration: a server, two tablets and the office, on localhost
	$(BIN)/espace-mobile demo

# Debian's Chromium and PostgreSQL, where apt may install them; elsewhere the tests that need them say so.
system:
	@bash tests/system.sh

test: $(VENV)/dev system ## everything CI runs: style, types, contracts, tests
	@bash tests/run.sh $(BIN)/python

check: $(VENV)/dev ## style, types and import contracts, without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

torture: $(VENV)/dev ## 200 real kills of a writing process, and every cut and flip
	ESPACE_TORTURE=200 $(BIN)/python -m pytest tests/torture

SEEDS ?= 20
torture-sync: $(VENV)/dev system ## SEEDS=20 storms: real tablets, server and databases, a faulty network, kill -9 of each
	$(BIN)/python -m tests.proxied.storm --storms $(SEEDS)

HISTORIES ?= 1000
simulate: $(VENV)/dev ## HISTORIES=1000 fresh seeded histories of devices, faults and restores
	$(BIN)/python -m tests.simulation.many $(HISTORIES)

bench: $(VENV)/dev ## the figures of benchmarks/README.md, measured again on this machine
	$(BIN)/python -m benchmarks

bench-path: $(VENV)/dev system ## taps on a tablet that holds 20,000 people, in a real browser; 10 minutes
	$(BIN)/python -m benchmarks.path

# Where the others can't be installed, their figures of an earlier machine stand in, and are said to.
bench-sync: $(VENV)/dev system ## sync beside PouchDB and Kinto, which it installs; 20 minutes
	-sh benchmarks/peers/setup.sh
	-$(BIN)/python benchmarks/bench_sync.py

shots: $(VENV)/dev system ## screenshots of every screen, every size, every theme, in var/shots
	$(BIN)/python -m tests.browser.shots var/shots

guide: $(VENV)/dev system ## the pictures of the supervisor's guide again, in docs/pictures; some minutes
	$(BIN)/python -m tests.browser.guide_pictures

i18n: $(VENV)/dev ## compile the translations
	$(BIN)/python -m espace_mobile.i18n.compile

lock: ## pin and hash the requirements again
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--quiet --extra web --extra server --extra reports --extra build -o requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--quiet --all-extras -c requirements/run.txt -o requirements/dev.txt pyproject.toml

clean: ## remove what was built
	rm -rf $(VENV) var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help install run system test check torture torture-sync simulate bench bench-path bench-sync shots guide i18n lock clean
