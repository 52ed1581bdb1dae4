#!/usr/bin/env bash
# Takes README's pictures, from the demo at a moment that stands still.
set -eu
cd "$(dirname "$0")/.."
make assets
cargo build --locked --quiet -p koop-tests --bin koop-under-test
KOOP_UNDER_TEST="$PWD/target/debug/koop-under-test"
CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}"
export KOOP_UNDER_TEST CHROMIUM
node tests/browser/screenshots.mjs "${1:-docs/pictures}"
