#!/usr/bin/env bash
# Runs the benches beside a private PostgreSQL with PostGIS, installed through apt where it may be.
set -eu
cd "$(dirname "$0")/../.."

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
version=$(basename "$(dirname "${bin:-/x/15/bin}")")
if ! ls "/usr/share/postgresql/$version/extension/postgis.control" >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing PostGIS"
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql postgis "postgresql-$version-postgis-3" >/dev/null
  else
    echo "Without PostGIS beside: install postgresql-$version-postgis-3 to measure against it" >&2
  fi
fi

# A library in which fdatasync does nothing, to measure what the disk costs.
if ! ls /usr/lib/*/libeatmydata.so >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libeatmydata1 >/dev/null || true
fi

# Peers that are Rust crates stand in a workspace of their own, so that nothing of theirs is in ours.
cargo build --quiet --release --locked --manifest-path tests/peers/Cargo.toml --target-dir target/peers
export KOOP_BENCH_CALA="$PWD/target/peers/release/cala-poster"

# What is measured as durable is durable beside too.
export KOOP_TEST_FSYNC=on
tests/postgres.sh cargo bench --quiet --locked -p koop-tests --no-default-features --bench benches
