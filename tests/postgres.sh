#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL: own data folder, a socket in it, no network.
# The command finds the server in KOOP_TEST_POSTGRES and makes a database per test. With
# KOOP_TEST_FSYNC=on what it commits is on the disk, which only a bench asks for.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
  echo "Missing: PostgreSQL's server. Install it with: apt-get install postgresql" >&2
  exit 1
fi

folder=$(mktemp -d /tmp/koop-pg.XXXXXX)
as=()
# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT

cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U koop -A trust -E UTF8 --no-sync >/dev/null
port=$(node -e 'const s=require("net").createServer();s.listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
# A throwaway server: nothing here outlives the run, so it need not reach the disk.
fsync=${KOOP_TEST_FSYNC:-off}
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c fsync=$fsync -c max_connections=200" start
cd "$OLDPWD"

export KOOP_TEST_POSTGRES="postgres://koop@127.0.0.1:$port/postgres"
"$@"
