# Koop Lokaal: two commands matter, `make run` and `make test`.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Settings of the running house; each is also a flag of the program.
KOOP_DATA_DIR ?= data
export KOOP_DATA_DIR

BINARY := target/release/koop-lokaal
FRONT_SOURCES := $(shell find web/front -type f -not -path '*/node_modules/*') package.json package-lock.json

.PHONY: help run build assets test check bench torture screenshots tools sdl

help: ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: tools build ## a town on http://127.0.0.1:8080, with the demo in an empty directory
	@$(BINARY) migrate
	@$(BINARY) seed demo --if-empty
	@exec $(BINARY) serve

build: tools assets ## the assets, then target/release/koop-lokaal
	@[ -x $(BINARY) ] || echo "Building koop-lokaal; the first time takes some twenty minutes on two cores."
	@cargo build --release --locked -p koop-api

assets: web/dist/manifest.json

node_modules/.package-lock.json: package-lock.json
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/manifest.json: node_modules/.package-lock.json $(FRONT_SOURCES)
	@npm run --silent build
	@touch $@

test: ## everything CI runs
	@tests/run.sh

check: ## the quick inner loop: format, lints, tests on SQLite
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
	@cargo nextest run --workspace --locked

bench: tools ## speed beside a named peer; FULL=1 goes on to 300,000 listings and writes docs/performance.md
	@KOOP_BENCH_FULL=$(FULL) tests/benches/run.sh

torture: tools ## kills whoever pays twenty times on each database, and looks the books through
	@KOOP_TORTURE=20 tests/postgres.sh cargo test --locked -p koop-tests --test koop killed

screenshots: tools ## the pictures of README, from the demo
	@tests/screenshots.sh

sdl: ## writes api/schema.graphql anew
	@cargo run --quiet --locked -p koop-api -- schema > api/schema.graphql.new
	@mv api/schema.graphql.new api/schema.graphql

# One line a missing tool, with what to type.
tools:
	@tests/tools.sh
