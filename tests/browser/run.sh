#!/usr/bin/env bash
# Starts the real program on a fresh data folder with the demo, and drives it from outside:
# the GraphQL-over-HTTP audit, then Chromium.
set -eu
cd "$(dirname "$0")/../.."

cargo build --locked --quiet -p koop-tests --bin koop-under-test
export KOOP_UNDER_TEST="$PWD/target/debug/koop-under-test"
CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}"
export CHROMIUM
node --test --test-concurrency=1 --test-reporter=spec tests/browser/*.test.mjs
