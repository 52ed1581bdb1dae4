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

tests/postgres.sh cargo bench --quiet --locked -p koop-tests --bench benches
