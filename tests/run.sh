#!/usr/bin/env bash
# Everything CI runs, each stage with the time it took.
set -eu
cd "$(dirname "$0")/.."

# Everything is built once here: what would make the second build faster only takes room.
export CARGO_INCREMENTAL=0

started=$SECONDS
stages=()

stage() {
  local name=$1 from=$SECONDS
  shift
  echo "── $name"
  "$@"
  stages+=("$(printf '%3d min %02d s  %s' $(((SECONDS - from) / 60)) $(((SECONDS - from) % 60)) "$name")")
}

# Installs what a stage lacks through apt when it may, else says the line to type.
need() {
  local what=$1 package=$2
  shift 2
  if "$@" >/dev/null 2>&1; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $package"
    apt-get update -qq >/dev/null 2>&1 || true
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $package >/dev/null; then return; fi
  fi
  echo "Missing: $what. Install it with: sudo apt-get install $package" >&2
  exit 1
}

needs() {
  tests/tools.sh
  need "PostgreSQL's server" postgresql bash -c 'ls /usr/lib/postgresql/*/bin/initdb'
  need "Chromium" chromium command -v chromium
}

# cargo-nextest runs the same tests, faster; cargo test does where it is missing.
rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked --profile ci
  else
    cargo test --workspace --locked --quiet
  fi
}
export -f rust_tests

stage "tools" needs
stage "format" cargo fmt --all --check
stage "assets and types" bash -c 'make assets && npm run --silent typecheck'
stage "lints" cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
stage "docs" env RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet
stage "tests on SQLite and PostgreSQL" tests/postgres.sh bash -c rust_tests
stage "GraphQL over HTTP and browser journeys" tests/browser/run.sh

if [ -z "${KOOP_TEST_MEILI_URL:-}" ]; then
  stages+=("       skipped  tests on Meilisearch: set KOOP_TEST_MEILI_URL to its address")
fi

printf '\n'
printf '%s\n' "${stages[@]}"
printf '%3d min %02d s  in all\n' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60))
